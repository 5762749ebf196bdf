// What is measured in a page: until it can be used, until a press or a key is painted, and what it holds in memory.

import { READY } from "../lib/browser.mjs";

const BYTES_PER_MB = 1_000_000;

/** Measures in every page from now on. To be called before the first navigation. */
export async function meter({ context }) {
  await context.addInitScript((ready) => {
    globalThis.meter = { usableAfterMs: null, paints: [], memory: null };
    const instantiate = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...from) => {
      const made = await instantiate(...from);
      meter.memory = made.instance.exports.memory;
      return made;
    };
    new MutationObserver((_, observer) => {
      if (!document.querySelector(ready)) return;
      meter.usableAfterMs = performance.now();
      observer.disconnect();
    }).observe(document, { subtree: true, childList: true, attributes: true });
    // A task that is asked for in the frame's own callback runs when that frame has been painted.
    const painted = (event) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => meter.paints.push(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
    for (const name of ["click", "keydown"]) addEventListener(name, painted, { capture: true });
  }, READY);
}

/** Does something that is one press or one key, and answers after how many milliseconds the next picture stood there. */
export async function untilPainted({ page }, act) {
  const before = await page.evaluate(() => meter.paints.length);
  await act();
  await page.waitForFunction((before) => meter.paints.length > before, before);
  return page.evaluate((before) => meter.paints[before], before);
}

export const usableAfterMs = ({ page }) => page.evaluate(() => meter.usableAfterMs);

/** The first words that were painted, in milliseconds since navigation. */
export const firstWordsMs = ({ page }) =>
  page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.POSITIVE_INFINITY);

/** Megabytes that the page holds: JavaScript's own, and the module's. */
export async function memoryMb({ context, page }) {
  const session = await context.newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const module = await page.evaluate(() => meter.memory.buffer.byteLength);
  return [usedSize, module].map((bytes) => bytes / BYTES_PER_MB);
}

/** Makes the processor of this page so many times slower. */
export async function slowDown({ context, page }, times) {
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: times });
  return session;
}
