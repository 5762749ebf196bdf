// Copies a device, as a backup restored elsewhere or a copied browser profile does.

import { partner } from "./browser.mjs";

/** The bucket of a device that never changed its storage key; each change takes the next number. */
export const FIRST_BUCKET = "troth-1";

/** Copies a device's storage. */
export const backUp = ({ page }) => page.evaluate(readTables);

/**
 * Opens the app with a backup as its storage, byte for byte. The doorbell is dead on this device, so that it hears of
 * others only where it asks. `buckets` names the buckets and what each holds; without it, all is in the first.
 */
export async function putBack(browser, relay, tables, name, { buckets = { [FIRST_BUCKET]: tables }, ...options } = {}) {
  const beforeOpen = async ({ page }) => {
    await page.routeWebSocket(/./, (socket) => socket.close());
    // A page of the same origin without the app, so that storage is filled before the app reads it.
    await page.goto("/pause.html");
    for (const [bucket, tables] of Object.entries(buckets)) await page.evaluate(fillTables, { bucket, tables });
  };
  return partner(browser, relay, name, { ...options, beforeOpen });
}

/** Makes this device push before it reads: it pulls only after its next push. */
export async function speakFirst({ context, page }) {
  const said = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/records"));
  await context.route(/\/records\?after/, async (route) => {
    await said;
    await route.continue();
  });
}

/** Runs in the page: returns every table, with keys and values as lists of numbers. */
async function readTables() {
  const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const [name] = await navigator.storageBuckets.keys();
  // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
  const bucket = (window.heldBucket = await navigator.storageBuckets.open(name));
  const database = await done(bucket.indexedDB.open("troth"));
  const names = [...database.objectStoreNames];
  const bytes = (value) => [...new Uint8Array(value.buffer ?? value)];
  const tables = [];
  for (const name of names) {
    const store = database.transaction(name).objectStore(name);
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    tables.push({ name, rows: keys.map((key, at) => [bytes(key), bytes(values[at])]) });
  }
  database.close();
  return tables;
}

/** Runs in the page: fills the same tables. */
async function fillTables({ bucket, tables }) {
  // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
  const { indexedDB } = (window.heldBucket = await navigator.storageBuckets.open(bucket));
  const request = indexedDB.open("troth", 1);
  request.onupgradeneeded = () => tables.forEach(({ name }) => request.result.createObjectStore(name));
  const database = await new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const transaction = database.transaction(tables.map(({ name }) => name), "readwrite");
  for (const { name, rows } of tables) {
    for (const [key, value] of rows) transaction.objectStore(name).put(new Uint8Array(value), new Uint8Array(key));
  }
  await new Promise((yes, no) => ((transaction.oncomplete = yes), (transaction.onabort = no)));
  database.close();
}
