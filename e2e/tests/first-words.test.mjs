// A first visit over a slow line: the page's own words stand there at once, and the app takes their place without painting
// anything larger.

import assert from "node:assert/strict";
import { test } from "node:test";

import { DESKTOP, partner, PHONE } from "../lib/browser.mjs";
import { browser, relay } from "../lib/stage.mjs";

// The line of a phone at the edge of a village: 1.6 Mbit/s, 150 ms there and back.
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 100_000 };

for (const viewport of [PHONE, DESKTOP]) {
  test(`the largest paint of a first visit is in the page itself, ${viewport.width} px wide`, async () => {
    const someone = await partner(browser, relay, `first-${viewport.width}`, { viewport, beforeOpen: watchOnSlowLine });
    const before = await someone.page.evaluate(() => globalThis.arrival);
    assert.deepEqual(await someone.page.evaluate(words), before, "the same words at the same places, before and after");
    await someone.page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
    const paints = await someone.page.evaluate(() => globalThis.paints);
    assert.ok(paints.length > 0 && paints.every((paint) => paint.isInPage), JSON.stringify(paints));
    assert.deepEqual(someone.problems, []);
    await someone.close();
  });
}

async function watchOnSlowLine({ context, page }) {
  await context.addInitScript(watch);
  await context.addInitScript(`globalThis.words = ${words}`);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
}

/** In the page: notes every largest paint, and where the first words stood when the app took their place. */
function watch() {
  globalThis.paints = [];
  const note = ({ element, size }) =>
    paints.push({ size, words: element?.textContent.slice(0, 40), isInPage: Boolean(element?.closest("#arrival")) });
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "largest-contentful-paint", buffered: true });
  document.addEventListener("DOMContentLoaded", () => {
    const look = () => {
      if (document.getElementById("arrival")) globalThis.arrival = words();
      if (!document.querySelector("[data-ready]")) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** In the page: the title, the lead and the headings, and where they stand. */
function words() {
  const place = (element) => {
    const { x, y, width } = element.getBoundingClientRect();
    return [element.textContent, Math.round(x), Math.round(y), Math.round(width)];
  };
  return [...document.querySelectorAll("h1, .lead, main.notice > section > h2")].slice(0, 4).map(place);
}
