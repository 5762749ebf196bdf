// Two people who live with Troth for weeks: days pass by the clocks of their pages, and what Today shows each of them is
// written down. An act of one must be told by the other's Today at its next look.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artifacts, partner } from "./browser.mjs";
import { isoInDays } from "./day.mjs";
import { acceptOffer, go, inviteFromSettings, isAt, press, readNotice } from "./path.mjs";
import { startOf, tr } from "./words.mjs";

const DAY_MS = 86_400_000;

// Sealing, sending, fetching and drawing take well under a second; two busy cores may take some.
const TOLD_WITHIN_MS = 8_000;

// Font sizes of a browser set to twice the usual text size.
const TWICE = { standard: 32, fixed: 26 };
const ONCE = { standard: 16, fixed: 13 };

const clocked = ({ page }) => page.clock.install();

/** A line of the block "New from ...", by its message. */
export const line = (id) => ({ kind: "line", id });
/** A step, by its message. */
export const step = (id) => ({ kind: "step", id });
/** Told by no line of Today, and why that is meant. */
export const untold = (why) => ({ kind: "untold", why });

/** Two people over some weeks. */
export class Weeks {
  #day = 0;
  #turn = 0;
  /** What Today showed, in order: `{ day, who, when, shows }`. */
  seen = [];
  /** What the other's Today did not tell, in words. */
  deaf = [];
  /** What was done, and what told it. */
  told = [];
  /** The days of things that others wait for. */
  since = {};
  /** Days of which pictures are taken. */
  pictured = new Set();
  #pictures = 0;

  constructor(relay, people) {
    this.relay = relay;
    [this.ana, this.ben] = people;
  }

  /** Opens two devices with clocks that can be moved, for Ana, who was hurt, and Ben, who is responsible. */
  static async begin(browser, relay, { one = {}, other = {} } = {}) {
    const open = async (name, called, options) => {
      const someone = await partner(browser, relay, name, { beforeOpen: clocked, ...options });
      someone.called = called;
      return someone;
    };
    return new Weeks(relay, [await open("ana", "Ana", one), await open("ben", "Ben", other)]);
  }

  get both() {
    return [this.ana, this.ben];
  }

  get day() {
    return this.#day;
  }

  other(someone) {
    return someone === this.ana ? this.ben : this.ana;
  }

  /** A day counted from the present one of the two, as a field takes it. */
  date(days = 0) {
    return isoInDays(this.#day + days);
  }

  /** Ends the present day for both; the next one begins at the same hour. */
  async nextDay() {
    for (const { page } of this.both) await page.clock.fastForward(DAY_MS);
    this.#day += 1;
  }

  /** Both look at Today, as each day begins. Tells whether it is a day of rest: nothing is told on it (care 57). */
  async look(when = "in the morning") {
    const all = [];
    for (const someone of this.both) all.push(await this.note(someone, when));
    return all.some(({ state }) => state === tr("today-rest-title"));
  }

  /** Notes what Today shows somebody. */
  async note(someone, when) {
    await openToday(someone);
    const shows = await today(someone);
    await this.#picture(someone);
    this.seen.push({ day: this.#day, who: someone.called, when, shows });
    return shows;
  }

  /** One does something, and the other's Today tells it; then it is opened or put away, in turns. */
  async act(someone, what, deed, ...expected) {
    await deed(someone, this);
    const other = this.other(someone);
    for (const one of expected) await this.#expect(other, `${someone.called} ${what}`, one);
  }

  /** What was done is told, however it came about. */
  async tells(other, what, one) {
    await this.#expect(other, what, one);
  }

  async #expect(other, what, one) {
    const told = (how) => this.told.push({ day: this.#day, what, to: other.called, how });
    if (one.kind === "untold") return told(`nowhere on Today: ${one.why}`);
    await openToday(other);
    const found = one.kind === "line" ? newLine(other, one.id, this.other(other).called) : stepOf(other, one.id);
    const isThere = await found.first().waitFor({ timeout: TOLD_WITHIN_MS }).then(() => true, () => false);
    const shows = await this.note(other, `after: ${what}`);
    if (!isThere) {
      this.#isDeaf(`${what}, and ${other.called} is not told (${one.id}): ${inWords(shows).join("; ")}`);
      return told(`NOT TOLD (${one.id})`);
    }
    if (one.kind === "step") return told(`step ${one.id}`);
    // Two check-ins open with the same words.
    const last = found.nth((await found.count()) - 1);
    const how = await this.#done(other, found.first());
    told(`line ${one.id}, ${how}`);
    await openToday(other);
    const isGone = await last.waitFor({ state: "detached", timeout: TOLD_WITHIN_MS }).then(() => true, () => false);
    if (!isGone) this.#isDeaf(`${what}, and ${other.called} reads it still once it was ${how}`);
  }

  #isDeaf(words) {
    this.deaf.push(`day ${this.#day}: ${words}`);
    console.error(this.deaf.at(-1));
  }

  /** Opens a line or puts it away: every other one. */
  async #done(someone, summary) {
    this.#turn += 1;
    const isOpened = this.#turn % 2 === 1;
    const fold = summary.locator("xpath=..");
    await summary.click();
    const label = isOpened ? "news-open" : "news-put-away";
    await fold.getByRole("button", { name: new RegExp(`^${tr(label)}`) }).click();
    if (!isOpened) return "put away";
    await someone.page.getByRole("heading", { level: 1, name: tr("place-today"), exact: true }).waitFor({ state: "detached" });
    return "opened";
  }

  /** Takes pictures of somebody's Today as it stands: light, dark, and with text at twice its size. */
  async #picture(someone) {
    if (!this.pictured.has(this.#day)) return;
    const { page } = someone;
    this.#pictures += 1;
    const name = `weeks-day-${String(this.#day).padStart(2, "0")}-${this.#pictures}`;
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await someone.screenshot(`${name}-${colorScheme}`);
    }
    await page.emulateMedia({ colorScheme: "light" });
    const session = await someone.context.newCDPSession(page);
    await session.send("Page.setFontSizes", { fontSizes: TWICE });
    // A screenshot of more than what is in view would use the usual text size.
    const { data } = await session.send("Page.captureScreenshot");
    await writeFile(join(artifacts, `${someone.name}-${name}-large.png`), Buffer.from(data, "base64"));
    await session.send("Page.setFontSizes", { fontSizes: ONCE });
    await session.detach();
  }

  /** Notes that the rest of a day's acts could not be done, and why. */
  async fell(error) {
    for (const someone of this.both) await someone.screenshot(`weeks-fell-${this.#day}`);
    this.#isDeaf(`could not be done: ${error.message.split("\n").slice(0, 12).join(" / ")} ${where(error)}`);
  }

  /** Both begin alone: the notice, a name, where one is in this, the first reading put away. */
  async startAlone(someone, where) {
    const { page } = someone;
    await readNotice(someone);
    await press(page, tr("welcome-alone"));
    await page.getByLabel(tr("name-label")).fill(someone.called);
    await press(page, tr("welcome-begin"));
    await page.getByRole("heading", { name: tr("way-where-title") }).waitFor();
    await this.note(someone, "the first question");
    await press(page, tr(where));
    await page.getByRole("button", { name: tr("way-first-done"), exact: true }).waitFor();
    await this.note(someone, "the first reading");
    await press(page, tr("way-first-done"));
    await page.getByRole("button", { name: tr("way-first-done"), exact: true }).waitFor({ state: "detached" });
  }

  /** The first invites the other, who has begun alone too, and both compare the words. */
  async link() {
    await acceptOffer(this.ben, await inviteFromSettings(this.ana));
    for (const { page } of this.both) await page.locator(".safe-words li").first().waitFor();
    for (const { page } of this.both) await press(page, tr("link-same"));
    for (const someone of this.both) await isAt(someone, tr("place-today"));
  }

  /** Writes the list of all that Today showed, day by day, into the artifacts. Returns its path. */
  async print(name) {
    await mkdir(artifacts, { recursive: true });
    const path = join(artifacts, `${name}.txt`);
    await writeFile(path, [...this.#days(), "", ...this.#acts(), "", ...this.#deafness()].join("\n"));
    return path;
  }

  *#days() {
    let day = null;
    for (const one of this.seen) {
      if (one.day !== day) yield `\n=== day ${one.day}, ${isoInDays(one.day)}`;
      day = one.day;
      yield `${one.who} · ${one.when}`;
      for (const said of inWords(one.shows)) yield `    ${said}`;
    }
  }

  *#acts() {
    yield "=== what was done, and what told it";
    for (const { day, what, to, how } of this.told) yield `day ${day}: ${what} -> ${to}: ${how}`;
  }

  *#deafness() {
    yield `=== not told: ${this.deaf.length}`;
    yield* this.deaf;
  }
}

/** The line of the acts that an error came from. */
const where = (error) => error.stack.split("\n").filter((one) => /deeds|days\.mjs/.test(one)).map((one) => one.trim()).join(" ");

/** Leaves Today and comes back: what was new is drawn anew. */
async function openToday(someone) {
  await go(someone, tr("place-story"));
  await go(someone, tr("place-today"));
  await isAt(someone, tr("place-today"));
  await painted(someone);
}

/** Waits until what was just asked for is drawn. */
const painted = ({ page }) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const newLine = ({ page }, id, name) => {
  // What a line ends with, such as the promise that it is about, is not looked for.
  const words = tr(id, { by: "other", name, activity: "", deed: "" }).trim();
  const block = page.locator("main section", { has: page.getByRole("heading", { name: tr("news-title", { name }) }) });
  return block.locator("summary", { hasText: words });
};

const stepOf = ({ page }, id) => page.getByRole("main").locator("article.next h2, button.row", { hasText: startOf(id) });

/** What Today shows, as data. */
async function today(someone) {
  const titles = {
    after: tr("today-after"),
    waiting: tr("today-waiting"),
    like: tr("today-when-you-like"),
    news: startOf("news-title"),
    minute: tr("way-minute"),
    note: tr("step-read-help"),
    safety: tr("safety-title"),
  };
  // The words of the reading are drawn once its fold is opened; that leaves nothing.
  const minute = someone.page.locator("main summary", { hasText: titles.minute });
  const isOffered = (await minute.count()) > 0;
  if (isOffered) {
    await minute.click();
    await someone.page.locator("main details[open] h2").first().waitFor();
  }
  const shows = await someone.page.evaluate(readToday, titles);
  if (isOffered) await minute.click();
  return shows;
}

/** In the page. */
function readToday(titles) {
  const main = document.querySelector("main");
  const words = (element) => element?.innerText?.trim().replaceAll(/\s*\n\s*/g, " | ") ?? "";
  const section = (title) => [...main.querySelectorAll("section")].find((one) => one.querySelector("h2, h3")?.textContent.startsWith(title));
  const rows = (title) => [...(section(title)?.querySelectorAll("button.row") ?? [])].map(words).filter(Boolean);
  const folds = [...main.querySelectorAll("details")].filter((one) => !one.parentElement.closest("details"));
  const called = (fold) => fold.querySelector("summary").textContent.trim();
  const news = folds.filter((fold) => section(titles.news)?.contains(fold) && called(fold) !== titles.safety);
  const next = main.querySelector("article.next");
  const inFold = (name) => folds.find((fold) => called(fold) === name);
  return {
    news: news.map((fold) => [called(fold), ...[...fold.querySelectorAll("p, blockquote")].map((one) => one.textContent.trim())].join(" | ")),
    first: next ? [...next.querySelectorAll("h2, h3, p")].map((one) => one.textContent.trim()).join(" | ") : "",
    after: rows(titles.after),
    state: words(main.querySelector("section.state h2, section.state h3")),
    waiting: rows(titles.waiting),
    like: rows(titles.like),
    reading: inFold(titles.minute)?.querySelector("h2, h3")?.textContent.trim() ?? "",
    note: inFold(titles.note) ? [...inFold(titles.note).querySelectorAll(":scope > * p, :scope > p")].slice(0, 2).map((one) => one.textContent.trim()).join(" | ") : "",
    banner: [...document.querySelectorAll("[role=status], .banner")].map(words).filter(Boolean).join(" | "),
    all: words(main),
  };
}

function inWords({ news, first, after, state, waiting, like, reading, note, banner, all }) {
  const lines = [];
  for (const one of news) lines.push(`new:     ${one}`);
  if (first) lines.push(`first:   ${first}`);
  for (const one of after) lines.push(`after:   ${one}`);
  if (state) lines.push(`quiet:   ${state}`);
  for (const one of waiting) lines.push(`waiting: ${one}`);
  for (const one of like) lines.push(`like:    ${one}`);
  if (reading) lines.push(`read:    ${reading}`);
  if (note) lines.push(`note:    ${note}`);
  if (banner) lines.push(`banner:  ${banner}`);
  return lines.length > 0 ? lines : [`all:     ${all}`];
}
