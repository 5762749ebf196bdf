// Every screen, small and large, light and dark, and with text at twice its size.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { artifacts, DESKTOP, launchBrowser, PHONE } from "../lib/browser.mjs";
import { startRelay } from "../lib/relay.mjs";
import { tour } from "../lib/tour.mjs";

// Font sizes of a browser set to twice the usual text size, which is 16.
const TWICE = { standard: 32, fixed: 26 };
const ONCE = { standard: 16, fixed: 13 };
// The smallest size that a finger hits reliably.
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

/** Checks one screen in each mode, and adds the problems to `found`. */
async function look(someone, screen, found) {
  const { page } = someone;
  const add = (kind, sentences) => found[kind].push(...sentences.map((sentence) => `${screen}: ${sentence}`));
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(PHONE);
    const rule = colorScheme === "dark" ? "color-contrast" : undefined;
    add("axe", (await someone.accessibilityProblems(rule)).map((sentence) => `${colorScheme}: ${sentence}`));
    // Colours do not depend on the size, so dark mode is checked on the phone only.
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

/** Names elements that overflow the page sideways. */
async function sideways(page, size) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("main *")].filter((element) => element.getBoundingClientRect().right > room + 1);
    return [out.map((element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}">`).slice(0, 3).join(" ")];
  });
  return wide.map((elements) => `${size}: ${elements}`);
}

/** Checks a screen with the text size of a browser set to twice the usual one. */
async function withLargeText(someone, screen) {
  const settings = await someone.context.newCDPSession(someone.page);
  await settings.send("Page.setFontSizes", { fontSizes: TWICE });
  const problems = [...(await sideways(someone.page, "phone")), ...(await hideProblems(someone.page, "phone"))];
  // Playwright's own screenshot would use the usual text size.
  const { data } = await settings.send("Page.captureScreenshot");
  await writeFile(join(artifacts, `${someone.name}-${fileName(screen)}-large.png`), Buffer.from(data, "base64"));
  await settings.send("Page.setFontSizes", { fontSizes: ONCE });
  await settings.detach();
  return problems;
}

const fileName = (screen) => `screen-${screen.replaceAll(" ", "-")}`;

/** Checks that Hide is at the top and at the end of the page, large enough, uncovered, and reachable by keyboard. */
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
