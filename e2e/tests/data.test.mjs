// A person's own data: their words in two files, and dates for a calendar.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { artifacts, partner, PHONE } from "../lib/browser.mjs";
import { checkAccessibility } from "../lib/axe.mjs";
import { canary } from "../lib/canary.mjs";
import { isoInDays } from "../lib/day.mjs";
import { go, isAt, linkTwo, offerPromise, openRow, openSetting, press, setLock, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const PASSPHRASE = "three small words";
const PAGE = { button: tr("export-page"), end: "html" };
const LINES = { button: tr("export-lines"), end: "jsonl" };
const DATES = { button: tr("dates-make"), end: "ics" };

const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();
const write = (someone, label, words) => main(someone).getByLabel(label, { exact: true }).first().fill(words);

/** Presses a button and catches the downloaded file: its name and its text. */
async function take({ page }, { button, end }) {
  // Watched from the press on: the message about the file disappears by itself after a while.
  const said = page.getByText(new RegExp(`\\.${end} is among this browser’s downloads\\.$`)).first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, button), said]);
  assert.equal(await download.failure(), null);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

/** Writes the strictly private things: a rating and a journal page. */
async function writeForOneself(someone, words) {
  await writePage(someone, words.page);
  await go(someone, tr("place-private"));
  await openRow(someone, tr("ratings-title"));
  await someone.page.getByLabel("6", { exact: true }).first().check({ force: true });
  await press(someone.page, tr("ratings-keep"));
  await someone.page.getByText("Only you can read it.").first().waitFor();
}

async function saysWhatHappened(ana, ben, words) {
  await go(ana, tr("breaches-title"));
  await press(ana.page, tr("breach-name"));
  await write(ana, tr("breach-title"), words.ana.breach);
  await main(ana).getByLabel(tr("breach-kind")).selectOption("lie");
  await main(ana).getByLabel(/^Ben/).check({ force: true });
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await openRow(ana, words.ana.breach);
  await write(ana, tr("question-label"), words.ana.question);
  await main(ana).getByLabel(tr("question-detail")).selectOption("headline");
  await press(ana.page, tr("question-park"));
  await sees(ana, words.ana.question);
  await go(ben, tr("breaches-title"));
  await openRow(ben, words.ana.breach);
  await sees(ben, words.ana.question);
  await unfold(ben, tr("question-answer"));
  await write(ben, tr("question-answer-label"), words.ben.answer);
  await press(ben.page, tr("question-answer-share"));
  await sees(ana, words.ben.answer);
}

async function promises(ben, ana, words) {
  await offerPromise(ben, words.ben.cue, words.ben.deed);
  await offerPromise(ana, words.ana.cue, words.ana.deed);
  for (const someone of [ana, ben]) {
    await go(someone, tr("promises-title"));
    await press(someone.page, tr("promise-open-answer"));
    await press(someone.page, tr("promise-accept"));
    await someone.page.getByRole("button", { name: tr("promise-accept") }).waitFor({ state: "detached" });
  }
}

async function checkIn(ana, ben, words) {
  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("round-start-now"));
  await main(ana).getByRole("textbox").first().fill(words.ana.checkIn);
  await press(ana.page, tr("round-seal"));
  await sees(ana, tr("round-sealed-now"));
  await go(ben, tr("check-ins-title"));
  await press(ben.page, tr("round-answer"));
  await main(ben).getByRole("textbox").first().fill(words.ben.checkIn);
  await press(ben.page, tr("round-seal"));
  await sees(ana, words.ben.checkIn);
}

async function talk(ana, ben, words) {
  await go(ana, tr("talks-title"));
  await press(ana.page, tr("talk-ask"));
  await write(ana, tr("talk-topic"), words.ana.topic);
  await press(ana.page, "Ask Ben");
  await go(ben, tr("talks-title"));
  await openRow(ben, words.ana.topic);
  await press(ben.page, tr("talk-consent"));
  await openRow(ana, words.ana.topic);
  await write(ana, tr("talk-speak-label"), words.ana.said);
  await press(ana.page, tr("talk-speak-send"));
  await sees(ben, words.ana.said);
  await write(ben, tr("talk-back-label"), words.ben.saidBack);
  await press(ben.page, tr("talk-back-send"));
  await sees(ana, words.ben.saidBack);
}

const words = (...keys) => Object.fromEntries(keys.map((key) => [key, canary()]));

test("one takes one's own words along, and none of the other's", { timeout: 240_000 }, async () => {
  const all = {
    ana: words("page", "breach", "question", "cue", "deed", "checkIn", "topic", "said"),
    ben: words("page", "answer", "cue", "deed", "checkIn", "saidBack"),
  };
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await writeForOneself(ana, all.ana);
  await writeForOneself(ben, all.ben);
  await saysWhatHappened(ana, ben, all);
  await promises(ben, ana, all);
  await checkIn(ana, ben, all);
  await talk(ana, ben, all);

  for (const [someone, own, other] of [[ana, all.ana, all.ben], [ben, all.ben, all.ana]]) {
    await openSetting(someone, tr("export-title"));
    await sees(someone, tr("export-open-read"));
    await sees(someone, tr("passphrase-would-ask"));
    assert.deepEqual(await someone.accessibilityProblems(), []);
    await someone.screenshot("data-export");
    // No request is needed, so it works offline.
    await someone.goOffline();
    const [page, lines] = [await take(someone, PAGE), await take(someone, LINES)];
    await someone.screenshot("data-taken");
    assert.match(page.name, /^notes-\d{4}-\d\d-\d\d\.html$/);
    assert.match(lines.name, /^notes-\d{4}-\d\d-\d\d\.jsonl$/);
    checkLines(lines.text);
    for (const { name, text } of [page, lines]) {
      for (const [what, word] of Object.entries(own)) assert.ok(text.includes(word), `${what} is not in ${name}`);
      for (const [what, word] of Object.entries(other)) assert.ok(!text.includes(word), `the other's ${what} is in ${name}`);
      assert.ok(!text.includes(someone === ana ? "Ben" : "Ana"), `the other's name is in ${name}`);
      assert.ok(!/troth/i.test(text), `${name} says where it comes from`);
    }
    await checkPage(someone, page.text);
    await someone.goOnline();
    assert.deepEqual(someone.problems, []);
  }
  for (const someone of [ana, ben]) await someone.close();
});

/** Checks that each line is an entry with the fields of docs/export.md. */
function checkLines(text) {
  assert.ok(text.endsWith("\n"));
  const entries = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.ok(entries.length >= 8, `${entries.length} entries`);
  for (const entry of entries) {
    assert.deepEqual(Object.keys(entry), ["id", "stream", "written", "kind", "name", "content"]);
    assert.match(entry.id, /^[0-9a-f]{64}$/);
    assert.match(entry.stream, /^(own|shared|earlier-\d+)$/);
    assert.match(entry.written, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/);
    assert.ok(!Number.isNaN(Date.parse(entry.written)));
    assert.equal(typeof entry.content, "object");
  }
  const names = new Set(entries.map(({ name }) => name));
  for (const name of ["joined", "journal-written", "rated", "promise-offered", "check-in-answered"]) {
    assert.ok(names.has(name), `${name} is missing`);
  }
}

/** Checks that the page runs nothing, loads nothing, reads well, and prints. */
async function checkPage(someone, text) {
  for (const part of [/<script/i, /<link/i, /<img/i, /\s(src|href|on\w+)=/i, /url\(/i, /https?:/i]) assert.doesNotMatch(text, part);
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: true });
  const asked = [];
  const page = await context.newPage();
  page.on("request", (request) => asked.push(request.url()));
  await page.setContent(text);
  await page.getByRole("heading", { level: 1, name: tr("taken-title") }).waitFor();
  await page.getByText("Trust: 6").waitFor();
  await page.getByRole("heading", { level: 3, name: "Journal · for yourself" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  assert.deepEqual(asked, []);
  assert.deepEqual(await checkAccessibility(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing is wider than a phone");
  await page.screenshot({ path: join(artifacts, `${someone.name}-data-page.png`), fullPage: true });
  await page.emulateMedia({ media: "print" });
  await page.screenshot({ path: join(artifacts, `${someone.name}-data-page-print.png`), fullPage: true });
  await context.close();
}

test("with a lock, the passphrase is asked for before there is a file", async () => {
  const someone = await partner(browser, relay, "locked-data", { colorScheme: "dark" });
  const { page } = someone;
  await startAlone(someone, "Cleo");
  await writePage(someone, "For my eyes.");
  await setLock(someone, PASSPHRASE);
  await openSetting(someone, tr("export-title"));
  assert.equal(await page.getByRole("button", { name: PAGE.button }).count(), 0);
  await someone.screenshot("data-closed");
  await press(page, tr("export-lock"));
  await isAt(someone, tr("passphrase-title"));
  await sees(someone, "Before your words leave in a file");
  await page.getByLabel(tr("lock-passphrase")).fill("three SMALL words");
  await press(page, tr("passphrase-go-on"));
  await page.getByText(tr("problem-passphrase-wrong")).waitFor();
  assert.equal(await page.getByRole("button", { name: PAGE.button }).count(), 0);
  await page.getByLabel(tr("lock-passphrase")).fill(PASSPHRASE);
  await press(page, tr("passphrase-go-on"));
  await isAt(someone, tr("export-title"));
  for (const file of [PAGE, LINES]) assert.ok((await take(someone, file)).text.includes("For my eyes."));
  assert.deepEqual(await someone.accessibilityProblems(), []);
  // Leaving the page closes it again.
  await press(page, tr("frame-back"));
  await isAt(someone, tr("place-settings"));
  await openRow(someone, tr("export-title"));
  await page.getByRole("button", { name: tr("export-lock") }).waitFor();
  assert.equal(await page.getByRole("button", { name: PAGE.button }).count(), 0);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("the dates of a plan and of a promise go into a calendar, and say nothing more", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("plan-choose"));
  await ana.page.getByLabel(tr("plan-time")).fill("20:15");
  await press(ana.page, tr("plan-propose", { partner: "Ben" }));
  await go(ben, tr("check-ins-title"));
  await press(ben.page, tr("plan-agree"));
  await sees(ana, tr("plan-yours"));
  await unfold(ana, tr("dates-title"));
  await sees(ana, "There it is called “Time for two”");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("data-plan");
  const plan = await take(ana, DATES);
  assert.equal(plan.name, "dates.ics");
  const lines = plan.text.split("\r\n");
  assert.deepEqual([lines[0], lines.at(-2), lines.at(-1)], ["BEGIN:VCALENDAR", "END:VCALENDAR", ""]);
  for (const line of ["RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=SU", "SUMMARY:Time for two", "CLASS:PRIVATE"]) assert.ok(lines.includes(line), plan.text);
  assert.match(plan.text, /\r\nDTSTART:\d{8}T201500\r\n/);

  const [cue, deed] = [canary(), canary()];
  await offerPromise(ben, cue, deed);
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  await press(ana.page, tr("promise-accept"));
  await sees(ana, deed);
  assert.equal(await main(ana).getByText(tr("dates-title")).count(), 0, "it is for its maker");
  await go(ben, tr("promises-title"));
  await press(ben.page, tr("promise-open-say"));
  await unfold(ben, tr("dates-title"));
  await ben.screenshot("data-promise");
  const promise = await take(ben, DATES);
  assert.ok(promise.text.includes(`DTSTART;VALUE=DATE:${isoInDays(0).replaceAll("-", "")}`), promise.text);
  for (const text of [plan.text, promise.text]) {
    for (const word of [cue, deed, "Ana", "Ben", "DESCRIPTION", "Troth"]) assert.ok(!text.includes(word), `${word}: ${text}`);
  }
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("the sample couple has nothing to take along", async () => {
  const someone = await partner(browser, relay, "sample-data", { path: "/#sample" });
  const { page } = someone;
  await page.getByRole("navigation").waitFor();
  await go(someone, tr("place-settings"));
  await sees(someone, tr("settings-two"));
  assert.equal(await page.getByText(tr("export-title")).count(), 0);
  await go(someone, tr("check-ins-title"));
  await sees(someone, tr("plan-yours"));
  assert.equal(await page.getByText(tr("dates-title")).count(), 0);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});
