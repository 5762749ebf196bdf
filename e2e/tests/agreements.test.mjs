// Boundaries and agreements: set and heeded; proposed, answered with a change, agreed to; "not yet"; openness for a
// time, with its note; reviewed on its day; ended by one partner.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isoInDays } from "../lib/day.mjs";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

const ROOM = tr("agreements-title");
const DAY_MS = 86_400_000;

const page = ({ page }) => page.getByRole("main");
const sees = (someone, words) => page(someone).getByText(words).first().waitFor();
const named = (iso) => new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(new Date(`${iso}T12:00`));

/** Fills the open form with a proposal and sends it. */
async function write(someone, title, words, send) {
  await page(someone).getByLabel(tr("agreement-title-label")).fill(title);
  await page(someone).getByLabel(tr("agreement-words-label")).fill(words);
  await press(someone.page, send);
}

async function propose(someone, other, title, words) {
  await go(someone, ROOM);
  await press(someone.page, tr("agreement-new"));
  await write(someone, title, words, `Propose it to ${other}`);
}

/** Opens an agreement from its room. */
async function open(someone, title) {
  await go(someone, ROOM);
  await openRow(someone, title);
}

/** Reloads the page with a clock that runs ahead. */
async function inDays(someone, days) {
  await someone.context.addInitScript((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...args) {
        if (args.length) super(...args);
        else super(Real.now() + ahead);
      }
      static now() {
        return Real.now() + ahead;
      }
    };
  }, days * DAY_MS);
  await someone.reload();
}

async function isWell(...people) {
  for (const someone of people) assert.deepEqual(await someone.accessibilityProblems(), []);
}

test("boundaries are set alone and heeded, and rules are agreed on, changed, refused, looked at again and ended", { timeout: 240_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, ROOM);
  await ana.screenshot("agreements-01-empty");
  await unfold(ana, tr("boundary-new"));
  await press(ana.page, tr("boundary-set"));
  await sees(ana, tr("problem-boundary"));
  await page(ana).getByLabel(tr("boundary-label")).fill("No talks in the car.");
  await press(ana.page, tr("boundary-set"));
  await go(ben, ROOM);
  await sees(ben, "No talks in the car.");
  await ben.screenshot("agreements-02-boundary");
  await press(ben.page, tr("boundary-heed"));
  await sees(ana, tr("boundary-they-heed", { partner: "Ben" }));
  await unfold(ana, tr("boundary-change"));
  await page(ana).getByLabel(tr("boundary-label")).last().fill("No talks in the car or on the stairs.");
  await press(ana.page, tr("boundary-keep"));
  await sees(ben, "No talks in the car or on the stairs.");
  await sees(ben, tr("tag-edited"));
  await press(ben.page, tr("boundary-heed"));
  await unfold(ben, tr("boundary-new"));
  await page(ben).getByLabel(tr("boundary-label")).first().fill("You share your live location with me.");
  await sees(ben, tr("watch-boundary-writer"));
  await press(ben.page, tr("boundary-set"));
  await sees(ana, tr("watch-boundary-receiver"));
  await ana.screenshot("agreements-02-watching");
  await isWell(ana, ben);

  await propose(ana, "Ben", "Dinner together", "On Fridays we eat at six, without phones.");
  await sees(ana, tr("agreement-row-waits", { partner: "Ben" }));
  await go(ben, tr("place-today"));
  await ben.page.getByText(tr("step-answer-agreement")).first().waitFor();
  await ben.screenshot("agreements-03-today");
  await open(ben, "Dinner together");
  await ben.screenshot("agreements-04-proposal");
  await unfold(ben, tr("agreement-answer-change"));
  await page(ben).getByLabel(tr("agreement-words-label")).fill("On Sundays we cook and eat at seven, without phones.");
  await press(ben.page, tr("agreement-send-change"));
  await open(ana, "Dinner together");
  await sees(ana, tr("agreement-they-change", { partner: "Ben" }));
  assert.match(await page(ana).locator("del").first().innerText(), /taken out:/);
  assert.deepEqual(await page(ana).locator("ins").allInnerTexts().then((all) => all.map((one) => one.replace(/added:\s*/, "").trim())), ["Sundays", "cook and", "seven,"]);
  await ana.screenshot("agreements-05-difference");
  await isWell(ana);
  await press(ana.page, tr("agreement-consent"));
  await sees(ana, tr("agreements-hold"));
  await sees(ben, tr("agreements-hold"));

  await unfold(ben, tr("agreement-change"));
  await page(ben).getByLabel(tr("agreement-words-label")).fill("On Sundays we cook and eat at eight, without phones.");
  await press(ben.page, tr("agreement-send-change"));
  await sees(ana, tr("agreements-hold"));
  await press(ana.page, tr("agreement-not-yet"));
  await sees(ana, startOf("not-yet-from"));
  await ana.screenshot("agreements-06-not-yet");
  await sees(ben, tr("not-yet-they-said", { partner: "Ana" }));
  await unfold(ben, tr("agreement-change"));
  await page(ben).getByLabel(tr("agreement-words-label")).fill("Supper at eight, really.");
  await press(ben.page, tr("agreement-send-change"));
  await sees(ben, tr("problem-not-yet", { date: named(isoInDays(14)) }));
  await ben.screenshot("agreements-07-too-soon");
  await unfold(ana, tr("not-yet-change"));
  await press(ana.page, tr("not-yet-lift"));
  await page(ben).getByText(startOf("not-yet-from")).waitFor({ state: "detached" });
  await press(ben.page, tr("agreement-send-change"));
  await sees(ben, tr("agreement-waits", { partner: "Ana" }));
  await press(ana.page, tr("agreement-consent"));
  await sees(ana, "Supper at eight, really.");
  await unfold(ana, tr("agreement-versions"));
  await sees(ana, "On Fridays we eat at six, without phones.");
  await ana.screenshot("agreements-08-versions");
  await isWell(ana, ben);

  await go(ben, ROOM);
  await press(ben.page, tr("agreement-new"));
  await page(ben).getByLabel(tr("agreement-title-label")).fill("Open phones");
  await page(ben).getByLabel(tr("agreement-words-label")).fill("You give me your password, and I check your messages.");
  await sees(ben, tr("watch-codes"));
  await page(ben).getByLabel(tr("agreement-kind-open")).check({ force: true });
  await page(ben).getByLabel(tr("agreement-scope")).fill("Our phones");
  await page(ben).getByLabel(tr("agreement-until")).fill(isoInDays(120));
  await ben.screenshot("agreements-09-warning");
  await isWell(ben);
  await press(ben.page, tr("agreement-send", { partner: "Ana" }));
  await sees(ben, "Choose a day within the next 90 days.");
  await page(ben).getByLabel(tr("agreement-until")).fill(isoInDays(20));
  await press(ben.page, tr("agreement-send", { partner: "Ana" }));
  await open(ana, "Open phones");
  await sees(ana, "Nothing happens if you do.");
  await unfold(ana, tr("safety-title"));
  await ana.screenshot("agreements-10-receiver");
  await isWell(ana);
  await press(ana.page, tr("agreement-not-yet"));
  await propose(ben, "Ana", "open PHONES, please!", "Something else.");
  await sees(ben, "You can ask again from");

  await go(ben, ROOM);
  await press(ben.page, tr("agreement-new"));
  await page(ben).getByLabel(tr("agreement-kind-open")).check({ force: true });
  await page(ben).getByLabel(tr("agreement-scope")).fill("The statements of our shared account");
  await page(ben).getByLabel(tr("agreement-until")).fill(isoInDays(20));
  assert.equal(await page(ben).getByText(tr("watch-codes")).count(), 0);
  await write(ben, "Money, openly", "On the first Sunday of a month we read them together.", tr("agreement-send", { partner: "Ana" }));
  await open(ana, "Money, openly");
  await sees(ana, startOf("agreement-ends-itself"));
  await ana.screenshot("agreements-11-transparency");
  await press(ana.page, tr("agreement-consent"));
  await sees(ana, tr("agreements-hold"));

  await Promise.all([inDays(ana, 31), inDays(ben, 31)]);
  await go(ana, ROOM);
  await sees(ana, tr("agreement-row-review"));
  await ana.screenshot("agreements-12-room");
  await unfold(ana, tr("agreements-over"));
  await sees(ana, startOf("agreement-row-ran-out"));
  await open(ana, "Dinner together");
  await sees(ana, "Is it still right?");
  await ana.screenshot("agreements-13-review");
  await isWell(ana);
  await press(ana.page, tr("review-still-right"));
  await sees(ana, startOf("review-mine"));
  await open(ben, "Dinner together");
  await sees(ben, "Ana finds it still right");
  await ben.screenshot("agreements-14-review-too");
  await press(ben.page, tr("review-too"));
  await sees(ben, tr("review-early"));

  await press(ben.page, tr("agreement-end"));
  await press(ben.page, tr("agreement-end-yes"));
  await sees(ana, startOf("agreement-ended-on"));
  await ana.screenshot("agreements-15-ended");
  await go(ana, tr("place-story"));
  await sees(ana, "It is still right.");
  await sees(ana, tr("story-agreement-ended"));
  await isWell(ana, ben);

  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
