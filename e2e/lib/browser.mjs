// A real Chromium with partners in it. Each partner has a context, like a separate device.

import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { chromium } from "playwright-core";
import { checkAccessibility } from "./axe.mjs";
import "./day.mjs";
import { repository } from "./relay.mjs";
import { recordTraffic } from "./traffic.mjs";
import { tr } from "./words.mjs";

export const artifacts = join(repository, "e2e/artifacts");

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

// The element that the app marks once it is usable.
export const READY = "[data-ready]";

// Long enough for a first start on two busy cores, short enough to wait for a failure.
const WAIT_LIMIT_MS = 20_000;

// A browser closes a context at once, except for some whose page had just been replaced: about one in a hundred took
// a minute, with both pages loaded and no network traffic.
const CLOSE_LIMIT_MS = 5_000;

// The height of the tab bar below the page, with room to spare.
const TABS_HEIGHT = 100;

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

// A browser's calls to its maker's hosts disturb measurements, and fail on a closed network.
export const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser. Close it with `close()`; that closes its partners too. */
export async function launchBrowser() {
  return chromium.launch(launchOptions());
}

function launchOptions() {
  const isRoot = process.getuid?.() === 0;
  const args = isRoot ? [...QUIET, "--no-sandbox"] : QUIET;
  return { executablePath: findBrowser(), headless: true, args };
}

/**
 * Opens the app as one person on one device.
 *
 * `name` stands in file names of screenshots. Options: `viewport` (PHONE unless told), `colorScheme`
 * ("light" unless told), `reducedMotion`, `locale`, `path` (what follows the address, such as "/#invitation"),
 * `beforeOpen` (called with the partner before its first navigation), `stopsAtSeams` (stays on the quiet screen of a new seam).
 */
export async function partner(browser, relay, name, options = {}) {
  const { viewport = PHONE, colorScheme = "light", reducedMotion = "reduce", locale = "en-GB" } = options;
  const { path = "/", beforeOpen = () => {} } = options;
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion, locale, baseURL: relay.address });
  context.setDefaultTimeout(WAIT_LIMIT_MS);
  const someone = new Partner(name, context, await context.newPage());
  if (!options.stopsAtSeams) await goOnFromSeams(someone.page);
  await beforeOpen(someone);
  await someone.open(path);
  return someone;
}

/** Goes on from the quiet screen of a new seam, which follows the first act of most rooms, wherever a test meets it. */
async function goOnFromSeams(page) {
  const title = page.getByRole("heading", { level: 1, name: tr("moment-seam-title"), exact: true });
  await page.addLocatorHandler(title, () => page.getByRole("button", { name: tr("moment-on"), exact: true }).click());
}

/** Opens the app in a browser of its own, whose profile stays in a folder. Close it with `close()`. */
export async function openProfile(folder, relay, name) {
  const options = { ...launchOptions(), viewport: PHONE, reducedMotion: "reduce", locale: "en-GB", baseURL: relay.address };
  const context = await chromium.launchPersistentContext(folder, options);
  context.setDefaultTimeout(WAIT_LIMIT_MS);
  const someone = new Partner(name, context, context.pages()[0]);
  await someone.open();
  return someone;
}

class Partner {
  constructor(name, context, page) {
    this.name = name;
    this.context = context;
    this.page = page;
    /** All traffic that this device sent, for canaries: `{ what, bytes }`. */
    this.sent = recordTraffic(context);
    /** Errors, policy warnings and uncaught exceptions, in words. It must be empty at the end of a test. */
    this.problems = [];
    this.#watch(page);
  }

  /** Goes to a path of the app and waits until a person can use it. */
  async open(path = "/") {
    await this.page.goto(path);
    await this.ready();
  }

  async ready() {
    await this.page.waitForSelector(READY, { state: "attached" });
  }

  async reload() {
    // Does not use the browser's own wait for a reload: a start that switches to another version reloads by itself, and
    // the first load then never ends. Waits instead until another document than this one is ready.
    await this.page.evaluate(() => {
      window.isBeforeReload = true;
      location.reload();
    }).catch(() => {});
    await this.page.waitForFunction((ready) => !window.isBeforeReload && document.querySelector(ready), READY);
  }

  /** Opens a second tab on the same device, which shares storage with the first. */
  async secondTab(path = "/") {
    const page = await this.context.newPage();
    this.#watch(page);
    await page.goto(path);
    return page;
  }

  /** Takes this device offline; the relay stays reachable for others. */
  async goOffline() {
    await this.context.setOffline(true);
  }

  async goOnline() {
    await this.context.setOffline(false);
  }

  /** Waits until the app is cached for an offline start. */
  async keptForOffline() {
    // Does not use `waitForFunction`, which takes an async function's promise for a truthy value.
    await this.page.evaluate(async () => {
      const taken = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
      const { active } = await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) await taken;
      if (active.state === "activated") return;
      await new Promise((done) => active.addEventListener("statechange", done, { once: true }));
    });
  }

  /** Saves a screenshot of the whole page, with its bars in place. */
  async screenshot(name) {
    await mkdir(artifacts, { recursive: true });
    await inFullLength(this.page, () => this.page.screenshot({ path: join(artifacts, `${this.name}-${name}.png`) }));
  }

  /** Finds accessibility problems: a list of sentences, empty if there are none.
   * `rule` names a single rule of axe to check instead of all. */
  async accessibilityProblems(rule) {
    return inFullLength(this.page, () => checkAccessibility(this.page, rule));
  }

  /** The same person in another tab of this device. */
  at(page) {
    return Object.assign(Object.create(this), { page });
  }

  /** Closes this device; a slow context ends with the browser. */
  async close() {
    await Promise.race([this.context.close(), setTimeout(CLOSE_LIMIT_MS, undefined, { ref: false })]);
  }

  #watch(page) {
    page.on("pageerror", (error) => this.problems.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !isExpected(message)) this.problems.push(`console: ${message.text()}`);
    });
  }
}

/** Runs an act while the whole page is visible: otherwise sticky bars cover parts of it, for screenshots and for axe.
/** */
async function inFullLength(page, act) {
  const size = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > size.height) await page.setViewportSize({ width: size.width, height: height + TABS_HEIGHT });
  const done = await act();
  if (height > size.height) await page.setViewportSize(size);
  return done;
}

/**
 * Expected messages of the browser itself: failed requests without a network, polls of an invitation without an
 * answer yet, an invitation that another person has answered, and a new sign-in after the relay restarted.
 */
function isExpected(message) {
  const unreachable = /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE)/.test(message.text());
  const noAnswerYet = message.text().includes("404") && message.location().url.includes("/v1/invitations/");
  const signInAgain = message.text().includes("401") && message.location().url.includes("/v1/");
  const takenByAnother = message.text().includes("409") && message.location().url.includes("/v1/invitations/");
  // Two devices of one person may settle who is in a mailbox at once; the second reads what the first said.
  const settledByAnother = message.text().includes("409") && message.location().url.includes("/sides/");
  return unreachable || noAnswerYet || signInAgain || takenByAnother || settledByAnother;
}

export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
  if (!found) throw new Error("no browser: install Debian's package chromium, or set CHROMIUM to one");
  return found;
}
