// A first visit over a slow line: when the first words stand there and when the app can be used; and what Lighthouse makes
// of it. Prints rows for `cargo xtask bench`.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

import { findBrowser, launchBrowser, partner, QUIET } from "../lib/browser.mjs";
import { startRelay } from "../lib/relay.mjs";
import { firstWordsMs, meter, usableAfterMs } from "./meter.mjs";
import { end, median, row } from "./table.mjs";

const VISITS = 5;
const RUNS = 3;

/** A line with so many bits a second down, half of that up, and so many milliseconds there and back. */
const line = (bits, latency) => ({ offline: false, latency, downloadThroughput: bits / 8, uploadThroughput: bits / 16 });

// The line of Lighthouse's phones, and one at the edge of what is called a connection, such as a train's. Over that one the
// module alone travels for 18 s (900 kB at 50 kB/s); what is read meanwhile, the first sentence and the notice, stands in
// the page itself, after two trips of 400 ms: the page's and its style's.
const LINES = [
  { name: "a slow line", note: "1.6 Mbit/s and 150 ms", line: line(1_600_000, 150), firstWordsMs: 1500, usableMs: 5500 },
  { name: "a very slow line", note: "400 kbit/s and 400 ms", line: line(400_000, 400), firstWordsMs: 1500, usableMs: 21_000 },
];
const PERFORMANCE_AT_LEAST = 0.95;
const ACCESSIBILITY_AT_LEAST = 1;

const relay = await startRelay();
for (const one of LINES) await measureLine(one);
await askLighthouse();
await relay.stop();
end();

async function measureLine({ name, note, line, firstWordsMs: wordsLimit, usableMs }) {
  const browser = await launchBrowser();
  const [words, usable] = [[], []];
  for (let count = 0; count < VISITS; count += 1) {
    const someone = await partner(browser, relay, "bench", { beforeOpen: (one) => slowDownTo(one, line) });
    words.push(await firstWordsMs(someone));
    usable.push(await usableAfterMs(someone));
    await someone.close();
  }
  await browser.close();
  const visits = `${note}, ${VISITS} first visits`;
  row(`${name}: first words`, median(words), "ms", { limit: wordsLimit, note: visits });
  row(`${name}: usable`, median(usable), "ms", { limit: usableMs, note: visits });
}

async function slowDownTo(someone, line) {
  await meter(someone);
  const session = await someone.context.newCDPSession(someone.page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", line);
}

/** The median of some runs by performance: what else runs on this machine only ever makes one worse. */
async function askLighthouse() {
  const runs = [];
  for (let count = 0; count < RUNS; count += 1) runs.push(await oneRun());
  runs.sort((one, other) => one.performance - other.performance);
  const run = runs[Math.floor(RUNS / 2)];
  const note = `largest paint ${run.largestMs.toFixed(0)} ms, shift ${run.shift.toFixed(3)}, blocked ${run.blockedMs.toFixed(0)} ms`;
  row("Lighthouse, first visit: performance", run.performance, "", { digits: 2, atLeast: PERFORMANCE_AT_LEAST, note });
  const { accessibility } = run;
  row("Lighthouse, first visit: accessibility", accessibility, "", { digits: 2, atLeast: ACCESSIBILITY_AT_LEAST });
}

async function oneRun() {
  const chromeFlags = [...QUIET, "--headless=new", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  const chrome = await launch({ chromePath: findBrowser(), chromeFlags, logLevel: "silent" });
  const options = { port: chrome.port, logLevel: "error", onlyCategories: ["performance", "accessibility"] };
  const { lhr } = await lighthouse(relay.address, options);
  chrome.kill();
  const measured = (name) => lhr.audits[name].numericValue;
  return {
    performance: lhr.categories.performance.score,
    accessibility: lhr.categories.accessibility.score,
    largestMs: measured("largest-contentful-paint"),
    shift: measured("cumulative-layout-shift"),
    blockedMs: measured("total-blocking-time"),
  };
}
