// Check-ins: a day chosen together, answers that open at their hour, a round that closes silently, ratings for oneself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

const DAY_MS = 86_400_000;
// The answers to a planned check-in open twelve hours after it begins.
const WINDOW_MS = DAY_MS / 2;
// All of it happens in the first week after linking, when the schedule has no rest day.
const TOMORROW = new Intl.DateTimeFormat("en-GB", { weekday: "long" }).format(Date.now() + DAY_MS);

/** Returns the milliseconds until a time of tomorrow. */
function untilTomorrow(hour, minute) {
  const then = new Date();
  then.setDate(then.getDate() + 1);
  then.setHours(hour, minute, 0, 0);
  return then - Date.now();
}

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();
const pass = async (time, ...both) => {
  for (const { page } of both) await page.clock.fastForward(time);
};

/** Fills one answer of the round and seals it. */
async function seal(someone, question, words) {
  await go(someone, tr("place-today"));
  await sees(someone, tr("step-answer-round"));
  await press(someone.page, tr("today-step-open"));
  await someone.page.getByLabel(question).fill(words);
  await press(someone.page, tr("round-seal"));
}

test("two choose a day, answer apart, read together, and a round may just pass", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });

  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("plan-choose"));
  if (TOMORROW !== "Sunday") {
    await ana.page.getByLabel("Sunday").uncheck({ force: true });
    await ana.page.getByLabel(TOMORROW).check({ force: true });
  }
  await ana.page.getByLabel(tr("plan-time")).fill("20:15");
  await ana.screenshot("check-ins-01-plan");
  await press(ana.page, tr("plan-propose", { partner: "Ben" }));
  await sees(ana, tr("agreement-row-waits", { partner: "Ben" }));
  await go(ben, tr("place-today"));
  await sees(ben, tr("step-answer-plan"));
  await go(ben, tr("check-ins-title"));
  await sees(ben, tr("plan-proposed", { partner: "Ana" }));
  await sees(ben, /^Answers open the next day at /);
  await ben.screenshot("check-ins-02-suggested");
  await press(ben.page, tr("plan-agree"));
  await sees(ana, tr("plan-yours"));
  await sees(ana, new RegExp(`^The next one begins on ${TOMORROW}`));

  await pass(untilTomorrow(20, 16), ana, ben);
  await seal(ana, tr("question-weekly-hard"), "The Tuesday evening, when I could not say it.");
  await sees(ana, startOf("round-sealed"));
  await sees(ana, "they open on");
  await ana.screenshot("check-ins-03-sealed");
  await go(ben, tr("check-ins-title"));
  await ben.screenshot("check-ins-04-nothing-told");
  const before = await main(ben).innerText();
  assert.doesNotMatch(before, /Ana|answered|waiting|sealed/i, "care_13: nothing tells whether the other has answered");
  await seal(ben, tr("question-weekly-wish"), "A walk without talking.");
  const waiting = await main(ana).innerText();
  assert.ok(waiting.includes(startOf("round-sealed")), "care_50: nothing opens before its hour, though both are in");
  assert.doesNotMatch(waiting, /A walk without talking/);
  await pass(WINDOW_MS, ana, ben);
  for (const someone of [ana, ben]) {
    await sees(someone, "The Tuesday evening");
    await sees(someone, "A walk without talking.");
  }
  await ana.screenshot("check-ins-05-opened");
  await ben.screenshot("check-ins-05-opened");

  // Another round, started by hand: one partner answers, the other skips it. It closes, and nobody is named.
  await pass(DAY_MS, ana, ben);
  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("round-start-now"));
  await ana.page.getByLabel(tr("question-daily-noticed")).fill("We laughed about the kettle.");
  await press(ana.page, tr("round-seal"));
  await sees(ana, startOf("round-sealed"));
  await pass(2 * DAY_MS, ana, ben);
  await sees(ana, tr("round-ended-short"));
  await ana.screenshot("check-ins-06-passed");
  assert.doesNotMatch(await main(ana).innerText(), /Ben/);
  await go(ben, tr("check-ins-title"));
  assert.equal(await main(ben).getByText(/has not opened|left out|skipped|missed|kettle/i).count(), 0);
  await go(ben, tr("place-story"));
  await sees(ben, tr("story-round-opened"));
  assert.equal(await main(ben).getByText(/has not opened/i).count(), 0);

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("care_16_ratings_stay_with_their_author", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await go(ana, tr("place-private"));
  await openRow(ana, tr("ratings-title"));
  for (const [place, mark] of ["3", "8", "9"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await ana.screenshot("ratings-01-form");
  await press(ana.page, tr("ratings-keep"));
  await go(ana, tr("place-private"));
  await unfold(ana, tr("ratings-before"));
  await ana.page.getByRole("cell", { name: "3", exact: true }).waitFor();
  await ana.screenshot("ratings-02-before");
  await go(ben, tr("place-private"));
  assert.equal(await ben.page.getByText(tr("ratings-before")).count(), 0);
  for (const place of [tr("place-today"), tr("check-ins-title"), tr("place-story")]) {
    await go(ben, place);
    assert.doesNotMatch(await main(ben).innerText(), /rated|rating|how .* is feeling/i);
  }
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
