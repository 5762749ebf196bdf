// What a device has stored, to be compared: nothing may be there that was not there before.

/** Every row of local storage: its table, its key as readable as it is, and a digest of its value. */
export const stored = ({ page }) =>
  page.evaluate(async () => {
    const done = (asked) => new Promise((yes, no) => ((asked.onsuccess = () => yes(asked.result)), (asked.onerror = () => no(asked.error))));
    const digest = async (value) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", value))].join(" ");
    const found = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const table of database.objectStoreNames) {
        const from = database.transaction(table).objectStore(table);
        const [keys, values] = await Promise.all([done(from.getAllKeys()), done(from.getAll())]);
        keys.forEach((key, at) => found.push({ table, key: new TextDecoder().decode(key), value: values[at] }));
      }
      database.close();
    }
    // What else a page can leave behind: none of it is used.
    const others = [localStorage, sessionStorage].flatMap((kept) => Object.entries(kept)).map((entry) => entry.join(": "));
    const rows = found.map(async ({ table, key, value }) => `${table}: ${key}: ${await digest(value)}`);
    return [...(await Promise.all(rows)), ...others, ...document.cookie.split(";").filter(Boolean)];
  });

/** The same, once everything that was written before has gone out. */
export async function settled(someone) {
  const rows = await stored(someone);
  return rows.some((row) => row.startsWith("outbox:")) ? settled(someone) : rows;
}
