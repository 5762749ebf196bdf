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

// The line of Lighthouse's phones: 1.6 Mbit/s down, half of that up, 150 ms there and back.
const BYTES_PER_SECOND = 1_600_000 / 8;
const LINE = { offline: false, latency: 150, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND / 2 };

const FIRST_WORDS_LIMIT_MS = 1500;
const USABLE_LIMIT_MS = 5500;
const PERFORMANCE_AT_LEAST = 0.95;
const ACCESSIBILITY_AT_LEAST = 1;

const relay = await startRelay();
await measureSlowLine();
await askLighthouse();
await relay.stop();
end();

async function measureSlowLine() {
  const browser = await launchBrowser();
  const [words, usable] = [[], []];
  for (let count = 0; count < VISITS; count += 1) {
    const someone = await partner(browser, relay, "bench", { beforeOpen: slowLine });
    words.push(await firstWordsMs(someone));
    usable.push(await usableAfterMs(someone));
    await someone.close();
  }
  await browser.close();
  const note = `1.6 Mbit/s and 150 ms, ${VISITS} first visits`;
  row("a slow line: first words", median(words), "ms", { limit: FIRST_WORDS_LIMIT_MS, note });
  row("a slow line: usable", median(usable), "ms", { limit: USABLE_LIMIT_MS, note });
}

async function slowLine(someone) {
  await meter(someone);
  const session = await someone.context.newCDPSession(someone.page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
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
