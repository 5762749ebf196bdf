// A device's stored data, for comparisons: nothing may appear that was not there before.

/** Returns every row of local storage: its table, its key in readable form, and a digest of its value. */
export const stored = ({ page }) =>
  page.evaluate(async () => {
    const done = (asked) => new Promise((yes, no) => ((asked.onsuccess = () => yes(asked.result)), (asked.onerror = () => no(asked.error))));
    const digest = async (value) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", value))].join(" ");
    const found = [];
    const buckets = await navigator.storageBuckets.keys();
    const opened = await Promise.all(buckets.map((name) => navigator.storageBuckets.open(name)));
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
    const others = [localStorage, sessionStorage].flatMap((kept) => Object.entries(kept)).map((entry) => entry.join(": "));
    const rows = found.map(async ({ table, key, value }) => `${table}: ${key}: ${await digest(value)}`);
    return [...(await Promise.all(rows)), ...others, ...document.cookie.split(";").filter(Boolean)];
  });

/** Returns the same once all earlier entries have been sent. */
export async function settled(someone) {
  const rows = await stored(someone);
  return rows.some((row) => row.startsWith("outbox:")) ? settled(someone) : rows;
}
