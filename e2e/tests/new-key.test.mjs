// After each change of the app lock nothing in the browser's files opens by what opened it before.

import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { openProfile, partner } from "../lib/browser.mjs";
import { canary, forms } from "../lib/canary.mjs";
import { backUp, FIRST_BUCKET, putBack } from "../lib/copy.mjs";
import { go, openSetting, press, readNotice, setLock, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const PASSPHRASE = "three small words";
const NEXT_PASSPHRASE = "four rather small words";

// A browser tidies its files at a start, if it does.
const STARTS = 3;

// Half a key is as good as found: the browser's files may cut a value.
const PIECE_BYTES = 16;

test("a copied profile holds neither the key of before the lock nor what it opens", async () => {
  const folder = await mkdtemp(join(tmpdir(), "troth-profile-"));
  const word = canary();
  let someone = await openProfile(folder, relay, "profile");
  await startAlone(someone, "Ana");
  await writePage(someone, word);
  const open = await secrets(someone);
  await someone.close();
  assert.ok((await found(folder, open.key)).length > 0, "the search finds the key while there is no lock");
  assert.ok((await found(folder, open.sealed)).length > 0, "and what it opens");

  someone = await openProfile(folder, relay, "profile");
  await setLock(someone, PASSPHRASE);
  const locked = await secrets(someone);
  await someone.close();
  assert.ok((await found(folder, locked.sealed)).length > 0, "the search finds what is there now");
  await startAgain(folder);
  assert.deepEqual(await found(folder, open.key), [], "the key of before the lock");
  assert.deepEqual(await found(folder, open.sealed), [], "what it opens");
  assert.deepEqual(await found(folder, forms(word).map(([, bytes]) => bytes)), [], "the word that was written");

  someone = await openProfile(folder, relay, "profile");
  await unlock(someone, PASSPHRASE);
  await changePassphrase(someone, PASSPHRASE, NEXT_PASSPHRASE);
  await someone.close();
  await startAgain(folder);
  assert.deepEqual(await found(folder, locked.key), [], "the key behind the old passphrase");
  assert.deepEqual(await found(folder, locked.sealed), [], "what it opens");

  someone = await openProfile(folder, relay, "profile");
  await unlock(someone, NEXT_PASSPHRASE);
  await reads(someone, word);
  assert.deepEqual(someone.problems, []);
  await someone.close();
  await rm(folder, { recursive: true });
});

test("a database of an earlier version moves, and its open key leaves the browser's files", async () => {
  const folder = await mkdtemp(join(tmpdir(), "troth-profile-"));
  const word = canary();
  const before = await partner(browser, relay, "earlier");
  await startAlone(before, "Ana");
  await writePage(before, word);
  const [tables, open] = [await backUp(before), await secrets(before)];
  await before.close();

  let someone = await openProfile(folder, relay, "profile");
  await someone.page.goto("/pause.html");
  await someone.page.evaluate(putIntoEarlierPlace, unmarked(tables));
  await someone.close();
  assert.ok((await found(folder, open.key)).length > 0, "the search finds the key in the earlier place");
  someone = await openProfile(folder, relay, "profile");
  await reads(someone, word);
  await someone.page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
  await someone.close();
  await startAgain(folder);
  assert.deepEqual(await found(folder, open.key), []);
  someone = await openProfile(folder, relay, "profile");
  await reads(someone, word);
  assert.deepEqual(someone.problems, []);
  await someone.close();
  await rm(folder, { recursive: true });
});

// A move asks the browser for a bucket thrice: it deletes what an earlier try left, makes the new one, deletes the old one.
for (const [stopsAt, isMoved] of [[1, false], [2, false], [3, true]]) {
  test(`a page that is gone at step ${stopsAt} of a move finds ${isMoved ? "the new" : "the old"} storage whole`, async () => {
    const someone = await partner(browser, relay, "moving");
    await startAlone(someone, "Ana");
    await writePage(someone, "Whole.");
    await someone.page.evaluate(hangAt, stopsAt);
    await fillLock(someone);
    await someone.page.waitForFunction(() => window.hasStopped);
    await someone.reload();
    if (isMoved) await unlock(someone, PASSPHRASE);
    await reads(someone, "Whole.");
    const buckets = await someone.page.evaluate(() => navigator.storageBuckets.keys());
    assert.deepEqual(buckets, [isMoved ? "troth-2" : FIRST_BUCKET], "and the other is deleted");
    assert.deepEqual(someone.problems, []);
    await someone.close();
  });
}

test("a half-filled new storage is never used", async () => {
  const before = await partner(browser, relay, "half");
  await startAlone(before, "Ana");
  await writePage(before, "Whole.");
  const tables = await backUp(before);
  await before.close();
  const half = unmarked(tables).map(({ name, rows }) => ({ name, rows: name === "plain" ? rows : [] }));
  const someone = await putBack(browser, relay, tables, "half-filled", { buckets: { [FIRST_BUCKET]: tables, "troth-2": half } });
  await reads(someone, "Whole.");
  assert.deepEqual(await someone.page.evaluate(() => navigator.storageBuckets.keys()), [FIRST_BUCKET]);
  await someone.close();
});

test("the lock is offered before the first key, and no open key is ever stored then", async () => {
  const someone = await partner(browser, relay, "first-lock");
  await readNotice(someone);
  await press(someone.page, tr("welcome-alone"));
  await someone.page.getByLabel(tr("name-label")).fill("Ana");
  await unfold(someone, tr("lock-first"));
  await someone.screenshot("offered");
  await someone.page.getByLabel(tr("lock-passphrase")).fill(PASSPHRASE);
  await someone.page.getByLabel(tr("lock-again")).fill(PASSPHRASE);
  await press(someone.page, tr("lock-set"));
  await someone.page.getByText("Troth will ask for its passphrase on this device.").waitFor();
  assert.deepEqual(await someone.accessibilityProblems(), []);
  assert.equal(await keyForm(someone), 1);
  // The name that was typed before is still there.
  await press(someone.page, tr("welcome-begin"));
  await someone.page.getByRole("navigation").waitFor();
  assert.equal(await keyForm(someone), 1);
  await someone.reload();
  await unlock(someone, PASSPHRASE);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("wiping deletes every bucket and database", async () => {
  const someone = await partner(browser, relay, "wiping");
  await startAlone(someone, "Ana");
  await setLock(someone, PASSPHRASE);
  await someone.page.goto("/pause.html");
  await someone.page.evaluate(() => navigator.storageBuckets.open("troth-7"));
  await someone.open();
  await unlock(someone, PASSPHRASE);
  await openSetting(someone, tr("wipe-title"));
  await press(someone.page, tr("wipe-title"));
  await press(someone.page, tr("wipe-yes"));
  await someone.page.waitForURL("about:blank");
  await someone.page.goto("/pause.html");
  const left = await someone.page.evaluate(async () => [await navigator.storageBuckets.keys(), await indexedDB.databases()]);
  assert.deepEqual(left, [[], []]);
  await someone.close();
});

/** The storage key as it is stored, open or locked, and everything that is sealed under it: lists of byte strings. */
async function secrets(someone) {
  const tables = await backUp(someone);
  const rows = (name) => tables.find((table) => table.name === name).rows.map(([key, value]) => [Buffer.from(key), Buffer.from(value)]);
  const [, key] = rows("plain").find(([name]) => name.toString() === "key");
  return { key: pieces(key.subarray(1)), sealed: rows("sealed").flatMap(([, value]) => pieces(value).slice(0, 4)) };
}

/** The tables without the mark that they are whole. */
const unmarked = (tables) => tables.map(({ name, rows }) => ({ name, rows: rows.filter(([key]) => Buffer.from(key).toString() !== "whole") }));

/** How the storage key is stored: 0 for open, 1 for locked. */
async function keyForm(someone) {
  const plain = (await backUp(someone)).find((table) => table.name === "plain");
  return plain.rows.find(([key]) => Buffer.from(key).toString() === "key")[1][0];
}

/** A value in pieces. The form of a lock begins with parameters that all locks share. */
function pieces(value) {
  const own = value.length > 32 ? value.subarray(value.length % PIECE_BYTES + PIECE_BYTES) : value;
  return Array.from({ length: Math.floor(own.length / PIECE_BYTES) }, (_, at) => own.subarray(at * PIECE_BYTES, (at + 1) * PIECE_BYTES));
}

/** The files of a profile in which one of these byte strings stands. */
async function found(folder, needles) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hits = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    if (needles.some((needle) => bytes.includes(needle))) hits.push(path.slice(folder.length));
  }
  return hits;
}

async function startAgain(folder) {
  for (let start = 0; start < STARTS; start += 1) {
    const someone = await openProfile(folder, relay, "profile");
    await someone.close();
  }
}

async function unlock(someone, passphrase) {
  await someone.page.getByLabel(tr("locked-passphrase")).fill(passphrase);
  await press(someone.page, tr("locked-open"));
  await someone.page.getByRole("navigation").waitFor();
}

async function reads(someone, words) {
  await go(someone, tr("place-private"));
  await someone.page.getByText(words).first().waitFor();
}

/** Fills in the form of a first lock and sends it, without waiting for what follows. */
async function fillLock(someone) {
  const { page } = someone;
  await openSetting(someone, tr("lock-title"));
  await page.getByLabel(tr("lock-passphrase")).fill(PASSPHRASE);
  await page.getByLabel(tr("lock-again")).fill(PASSPHRASE);
  await press(page, tr("lock-set"));
}

async function changePassphrase(someone, from, to) {
  const { page } = someone;
  await openSetting(someone, tr("lock-title"));
  await unfold(someone, tr("lock-change"));
  await page.getByLabel(tr("lock-passphrase")).fill(to);
  await page.getByLabel(tr("lock-again")).fill(to);
  await press(page, tr("lock-set"));
  await page.getByRole("heading", { level: 1, name: tr("passphrase-title") }).waitFor();
  await page.getByLabel(tr("lock-passphrase")).fill(from);
  await press(page, tr("passphrase-go-on"));
  // The toast: the screen itself says the same, and more.
  await page.getByText(tr("done-lock-set"), { exact: true }).waitFor();
}

/** Runs in the page: from now on the given step of a move, and each later one, never ends. */
function hangAt(step) {
  const { storageBuckets } = navigator;
  let steps = 0;
  for (const name of ["open", "delete"]) {
    const act = storageBuckets[name].bind(storageBuckets);
    storageBuckets[name] = (...told) => {
      steps += 1;
      if (steps < step) return act(...told);
      window.hasStopped = true;
      return new Promise(() => {});
    };
  }
}

/** Runs in the page: fills the one database of an earlier version. */
async function putIntoEarlierPlace(tables) {
  const request = indexedDB.open("troth", 1);
  request.onupgradeneeded = () => tables.forEach(({ name }) => request.result.createObjectStore(name));
  const database = await new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const transaction = database.transaction(tables.map(({ name }) => name), "readwrite", { durability: "strict" });
  for (const { name, rows } of tables) {
    for (const [key, value] of rows) transaction.objectStore(name).put(new Uint8Array(value), new Uint8Array(key));
  }
  await new Promise((yes, no) => ((transaction.oncomplete = yes), (transaction.onabort = no)));
  database.close();
  // The app made a bucket at its first start in this profile.
  for (const bucket of await navigator.storageBuckets.keys()) await navigator.storageBuckets.delete(bucket);
}
