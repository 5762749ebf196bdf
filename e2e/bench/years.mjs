// A couple of no, one and three years, as `crates/troth-cli/benches/years.rs` made them: each is put into the storage of
// a browser, and then used. Prints rows for `cargo xtask bench`.

import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { launchBrowser, partner } from "../lib/browser.mjs";
import { FIRST_BUCKET } from "../lib/copy.mjs";
import { go, press } from "../lib/path.mjs";
import { startRelay } from "../lib/relay.mjs";
import { memoryMb, meter, slowDown, untilPainted, usableAfterMs } from "./meter.mjs";
import { end, median, percentile, row } from "./table.mjs";
import { tr } from "../lib/words.mjs";

// Others can be named after the program.
const DAYS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [0, 365, 1095];
const STARTS = 5;
const WALKS = 4;
const KEYS = 40;
// A phone of the middle of the road against the machines that this runs on.
const SLOWER = 4;

// A person feels a tenth of a second as at once. What a long record may cost on top is less than what anybody notices:
// a frame or so. It is a difference and no ratio, since the rooms of a new record are empty, and drawing twenty rows
// where there were none looked worse the faster a press became.
const PRESS_P95_LIMIT_MS = 100;
const PRESS_MORE_LIMIT_MS = 20;
const START_LIMIT_MS = 1500;

const ROOMS = [tr("check-ins-title"), tr("promises-title"), tr("talks-title"), tr("closeness-title")];
const PLACES = [tr("place-today"), tr("place-repair"), tr("place-together"), tr("place-story"), tr("place-private")];

const folder = process.env.TROTH_YEARS;
if (!folder) throw new Error("TROTH_YEARS names the folder of the records: run `cargo xtask bench`");

const browser = await launchBrowser();
const medians = new Map();
for (const days of DAYS) medians.set(days, await measure(days));
const [none, most] = [medians.get(DAYS[0]), medians.get(DAYS.at(-1))];
row(`a press after ${DAYS.at(-1)} days against one at the beginning`, most / none, "times", { digits: 2 });
row(`what ${DAYS.at(-1)} days add to a press, median`, most - none, "ms", { limit: PRESS_MORE_LIMIT_MS });
await browser.close();
end();

async function measure(days) {
  const data = await mkdtemp(join(tmpdir(), "troth-years-"));
  await cp(join(folder, String(days), "relay"), data, { recursive: true });
  const relay = await startRelay({ data });
  const rows = await readFile(join(folder, String(days), "rows"));
  const someone = await partner(browser, relay, "bench", { beforeOpen: (person) => fill(person, rows) });
  await someone.keptForOffline();
  await measureStart(someone, days);
  const [script, module] = await memoryMb(someone);
  row(`record of ${days} days: memory`, script + module, "MB", { digits: 1, note: `of it the module ${module.toFixed(1)} MB` });
  await slowDown(someone, SLOWER);
  const walked = await walk(someone);
  const presses = [...walked.values()].flat();
  for (const [name, times] of walked) console.log(`  ${days} days, ${name}: ${times.map((time) => time.toFixed(0)).join(" ")} ms`);
  const of = `${presses.length} presses, processor slowed ${SLOWER} times`;
  row(`record of ${days} days: a press, median`, median(presses), "ms", { note: of });
  row(`record of ${days} days: a press, p95`, percentile(presses, 0.95), "ms", { limit: PRESS_P95_LIMIT_MS });
  const keys = await type(someone);
  row(`record of ${days} days: a key in a long form, p95`, percentile(keys, 0.95), "ms", {
    limit: PRESS_P95_LIMIT_MS,
    note: `median ${median(keys).toFixed(0)} ms of ${keys.length} keys`,
  });
  await someone.close();
  await relay.stop();
  await rm(data, { recursive: true, force: true });
  return median(presses);
}

async function measureStart(someone, days) {
  const starts = [];
  for (let count = 0; count < STARTS; count += 1) {
    await someone.reload();
    starts.push(await usableAfterMs(someone));
  }
  row(`record of ${days} days: start to usable`, median(starts), "ms", { limit: START_LIMIT_MS, note: `${STARTS} starts` });
  const session = await slowDown(someone, SLOWER);
  await someone.reload();
  row(`record of ${days} days: the same, slowed ${SLOWER} times`, await usableAfterMs(someone), "ms");
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await session.detach();
}

/** All places, and the rooms in which most has gathered: how long each press took, by what was pressed. */
async function walk(someone) {
  const presses = new Map();
  const tab = (name) => someone.page.getByRole("navigation").getByRole("link", { name });
  const timed = async (name, control) => {
    const times = presses.get(name) ?? presses.set(name, []).get(name);
    times.push(await untilPainted(someone, () => control.click()));
  };
  for (let count = 0; count < WALKS; count += 1) {
    for (const place of PLACES) await timed(place, tab(place));
    for (const room of ROOMS) {
      await timed(tr("place-together"), tab(tr("place-together")));
      await timed(room, someone.page.getByRole("main").getByRole("button", { name: new RegExp(`^${room}`) }));
      await timed(`${room}, Back`, someone.page.getByRole("button", { name: tr("frame-back"), exact: true }));
    }
  }
  return presses;
}

/** A page of the journal that is long already, at the speed of somebody who types fast: drafts are kept meanwhile. */
async function type(someone) {
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  const field = someone.page.getByRole("textbox").first();
  await field.fill("It was one of those days on which nothing went as planned. ".repeat(50));
  const keys = [];
  for (let count = 0; count < KEYS; count += 1) {
    keys.push(await untilPainted(someone, () => someone.page.keyboard.press(count % 6 === 5 ? "Space" : "a")));
    if (count % 10 === 9) await someone.page.waitForTimeout(500);
  }
  return keys;
}

/** Puts rows into the storage of this device before anything of the app runs, and measures from then on. */
async function fill(someone, rows) {
  const { page } = someone;
  await page.route("/bench/rows", (route) => route.fulfill({ body: rows, contentType: "application/octet-stream" }));
  // A page of the same origin that runs no app.
  await page.goto("/pause.html");
  await page.evaluate(fillTables, { bucket: FIRST_BUCKET, names: ["plain", "sealed", "records", "outbox"] });
  await page.unroute("/bench/rows");
  await meter(someone);
}

/** In the page. A row is the number of its table, then key and value behind their lengths in four bytes. */
async function fillTables({ bucket, names }) {
  const bytes = await (await fetch("/bench/rows")).arrayBuffer();
  const view = new DataView(bytes);
  // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
  const { indexedDB } = (window.heldBucket = await navigator.storageBuckets.open(bucket));
  const request = indexedDB.open("troth", 1);
  request.onupgradeneeded = () => names.forEach((name) => request.result.createObjectStore(name));
  const database = await new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const transaction = database.transaction(names, "readwrite");
  let at = 0;
  const part = () => {
    const length = view.getUint32(at, true);
    at += 4 + length;
    return new Uint8Array(bytes.slice(at - length, at));
  };
  while (at < bytes.byteLength) {
    const table = names[view.getUint8(at)];
    at += 1;
    const [key, value] = [part(), part()];
    transaction.objectStore(table).put(value, key);
  }
  await new Promise((yes, no) => ((transaction.oncomplete = yes), (transaction.onabort = no)));
  database.close();
}
