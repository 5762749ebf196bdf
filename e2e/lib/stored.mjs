// A device's stored data, for comparisons: nothing may appear that was not there before.

/** The row that every storage begins with, as soon as the page was opened: it says that the storage is whole. */
const MARK = { table: "plain", key: "whole" };

/** Returns every row of local storage but the mark: its table, its key in readable form, and a digest of its value. */
export const stored = ({ page }) =>
  page.evaluate(async (mark) => {
    const done = (asked) => new Promise((yes, no) => ((asked.onsuccess = () => yes(asked.result)), (asked.onerror = () => no(asked.error))));
    const digest = async (value) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", value))].join(" ");
    const found = [];
    const buckets = await navigator.storageBuckets.keys();
    // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
    const opened = (window.heldBuckets = await Promise.all(buckets.map((name) => navigator.storageBuckets.open(name))));
    for (const factory of [indexedDB, ...opened.map((bucket) => bucket.indexedDB)]) {
      for (const { name } of await factory.databases()) {
        const database = await done(factory.open(name));
        for (const table of database.objectStoreNames) {
          const from = database.transaction(table).objectStore(table);
          const [keys, values] = await Promise.all([done(from.getAllKeys()), done(from.getAll())]);
          keys.forEach((key, at) => found.push({ table, key: new TextDecoder().decode(key), value: values[at] }));
        }
        database.close();
      }
    }
    // Other places where a page can store data; the app uses none of them.
    const others = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage)).map((entry) => entry.join(": "));
    const kept = found.filter(({ table, key }) => table !== mark.table || key !== mark.key);
    const rows = kept.map(async ({ table, key, value }) => `${table}: ${key}: ${await digest(value)}`);
    return [...(await Promise.all(rows)), ...others, ...document.cookie.split(";").filter(Boolean)];
  }, MARK);

/** Returns the same once all earlier entries have been sent. */
export async function settled(someone) {
  const rows = await stored(someone);
  return rows.some((row) => row.startsWith("outbox:")) ? settled(someone) : rows;
}
