// Measures the time from navigation until a person can use the app: the first visit, and a later one from the
// device's own copy. Prints rows for `cargo xtask bench`.

import { launchBrowser, partner, READY } from "../lib/browser.mjs";
import { startRelay } from "../lib/relay.mjs";

const ROUNDS = 9;

const relay = await startRelay();
const browser = await launchBrowser();
const cold = [];
const warm = [];
await round(); // the browser's own first steps are not ours to measure
cold.length = warm.length = 0;
for (let count = 0; count < ROUNDS; count += 1) await round();
await browser.close();
await relay.stop();
print("navigation to usable, first visit", cold);
print("navigation to usable, kept on the device", warm);

async function round() {
  const someone = await partner(browser, relay, "bench", { beforeOpen: watch });
  cold.push(await someone.page.evaluate(() => globalThis.usableAfterMs));
  await someone.keptForOffline();
  await someone.reload();
  warm.push(await someone.page.evaluate(() => globalThis.usableAfterMs));
  await someone.close();
}

/** Records in every new page when the app became usable, in milliseconds since navigation. */
async function watch(someone) {
  await someone.context.addInitScript((ready) => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector(ready)) return;
      globalThis.usableAfterMs = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  }, READY);
}

function print(what, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const [median, worst] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  console.log(`| ${what} | ${median.toFixed(0)} ms | worst of ${ROUNDS}: ${worst.toFixed(0)} ms |`);
}
