// Every screen, small and large, light and dark, and with text at twice its size.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { artifacts, DESKTOP, launchBrowser, PHONE } from "../lib/browser.mjs";
import { startRelay } from "../lib/relay.mjs";
import { tour } from "../lib/tour.mjs";

// What people set in their browser when they need larger letters; its own size is 16.
const TWICE = { standard: 32, fixed: 26 };
const ONCE = { standard: 16, fixed: 13 };
// The smallest thing that a finger meets for certain.
const TOUCH = 44;

describe("every screen", () => {
  let relay;
  let browser;
  const seen = new Set();
  const found = { axe: [], sideways: [], large: [], hide: [], problems: [] };

  before(async () => {
    relay = await startRelay();
    browser = await launchBrowser();
    for await (const [someone, screen] of tour(browser, relay)) {
      seen.add(screen);
      await look(someone, screen, found);
    }
  }, { timeout: 300_000 });

  after(async () => {
    await browser?.close();
    await relay?.stop();
  });

  test("was visited", () => assert.ok(seen.size >= 140, [...seen].join("\n")));
  test("has nothing that axe finds, light or dark", () => assert.deepEqual(found.axe, []));
  test("never scrolls sideways", () => assert.deepEqual(found.sideways, []));
  test("never scrolls sideways with text at twice its size", () => assert.deepEqual(found.large, []));
  test("care_09_hide_is_on_every_screen", () => assert.deepEqual(found.hide, []));
  test("says nothing to the console", () => assert.deepEqual(found.problems, []));
});

/** Looks at one screen in each way, and adds what is wrong to `found`. */
async function look(someone, screen, found) {
  const { page } = someone;
  const add = (kind, sentences) => found[kind].push(...sentences.map((sentence) => `${screen}: ${sentence}`));
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    const rule = colorScheme === "dark" ? "color-contrast" : undefined;
    add("axe", (await someone.accessibilityProblems(rule)).map((sentence) => `${colorScheme}: ${sentence}`));
    // Colours do not depend on the size: in the dark the phone is enough.
    const sizes = colorScheme === "dark" ? { phone: PHONE } : { phone: PHONE, desktop: DESKTOP };
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      add("sideways", await sideways(page, size));
      if (colorScheme === "light") add("hide", await hideProblems(page, size));
      await someone.screenshot(`${fileName(screen)}-${size}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(PHONE);
  add("large", await withLargeText(someone, screen));
  add("problems", someone.problems.splice(0));
}

/** Names what sticks out of the page. */
async function sideways(page, size) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > room + 1);
    return [out.map((element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`).slice(0, 3).join(" ")];
  });
  return wide.map((elements) => `${size}: ${elements}`);
}

/** Text as large as a person who sets the browser to twice its size gets it. */
async function withLargeText(someone, screen) {
  const settings = await someone.context.newCDPSession(someone.page);
  await settings.send("Page.setFontSizes", { fontSizes: TWICE });
  const problems = [...(await sideways(someone.page, "phone")), ...(await hideProblems(someone.page, "phone"))];
  // Playwright's own picture would be taken in letters of the usual size.
  const { data } = await settings.send("Page.captureScreenshot");
  await writeFile(join(artifacts, `${someone.name}-${fileName(screen)}-large.png`), Buffer.from(data, "base64"));
  await settings.send("Page.setFontSizes", { fontSizes: ONCE });
  await settings.detach();
  return problems;
}

const fileName = (screen) => `screen-${screen.replaceAll(" ", "-")}`;

/** Hide is there at the top and at the end of the page, large enough, uncovered, and in reach of the keyboard. */
async function hideProblems(page, size) {
  const problems = await page.evaluate((touch) => {
    const hide = document.querySelector("[data-hide]");
    if (!hide) return ["no Hide"];
    const found = [];
    for (const to of [0, document.documentElement.scrollHeight]) {
      window.scrollTo(0, to);
      const box = hide.getBoundingClientRect();
      if (box.width < touch || box.height < touch) found.push(`Hide is ${box.width} by ${box.height}`);
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      if (!hide.contains(document.elementFromPoint(x, y))) found.push(`Hide is covered or out of sight, scrolled to ${to}`);
    }
    window.scrollTo(0, 0);
    if (hide.tabIndex < 0 || hide.disabled) found.push("no keyboard reaches Hide");
    return found;
  }, TOUCH);
  return problems.map((sentence) => `${size}: ${sentence}`);
}
