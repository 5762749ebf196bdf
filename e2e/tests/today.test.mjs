// Today: a first week with one small step a day, and quiet after it is done.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, offerPromise, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const DAY_MS = 86_400_000;

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const first = ({ page }) => page.locator("article.next").getByRole("heading");
const offers = async (someone, title) => first(someone).filter({ hasText: title }).waitFor();
const others = async ({ page }) => {
  const names = await page.locator("section", { hasText: tr("today-after") }).getByRole("button").allInnerTexts();
  return names.filter((name) => name !== tr("today-step-later"));
};

/** Starts the next day for both partners. */
async function nextDay(...both) {
  for (const { page } of both) await page.clock.fastForward(DAY_MS);
}

/** Tells whether this is a day without steps. */
async function rests(someone) {
  await go(someone, tr("place-private"));
  await go(someone, tr("place-today"));
  const rest = someone.page.getByText(tr("today-rest-title"));
  await first(someone).or(rest).first().waitFor();
  return rest.isVisible();
}

test("a first week brings one small thing a day, and each says why", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });
  for (const someone of [ana, ben]) {
    await go(someone, tr("place-today"));
    await offers(someone, tr("step-first-round"));
    assert.deepEqual((await others(someone)).map((words) => words.split("\n")[0]), [tr("step-write-first-lines"), tr("step-rate")]);
    // Each step can be dismissed, and its button names it for screen readers (care 26).
    await someone.page.getByRole("button", { name: "Not now: Write a line or two" }).waitFor();
  }
  await ana.screenshot("today-01-first-day");
  await ben.screenshot("today-01-first-day");
  await press(ana.page, tr("today-step-later"));
  await offers(ana, tr("step-write-first-lines"));

  const week = [
    [tr("step-calm-plan"), tr("because-no-calm-plan")],
    [tr("step-recovery-code"), tr("because-no-recovery")],
    [tr("step-set-boundary"), tr("because-no-boundary")],
    [tr("step-plan-check-ins"), tr("because-no-plan")],
  ];
  for (const [day, [title, why]] of week.entries()) {
    await nextDay(ana, ben);
    for (const someone of [ana, ben]) {
      await offers(someone, title);
      await someone.page.getByText(why).waitFor();
      assert.deepEqual(await others(someone), [], "one a day");
    }
    await ana.screenshot(`today-02-day-${day + 2}`);
  }
  for (const someone of [ana, ben]) assert.equal(await someone.page.getByText(/\b(missed|late|days? left|streak)\b/i).count(), 0);

  await nextDay(ana, ben);
  await nextDay(ana, ben);
  await offers(ana, tr("step-give-thanks"));
  // From the second week on there are rest days, which differ between couples: the test continues after them.
  do await nextDay(ana, ben);
  while (await rests(ana));
  await first(ana).waitFor();
  await offerPromise(ana, "I am late", "write you before you wonder");
  await go(ana, tr("place-today"));
  await ana.page.getByText(tr("today-quiet-title")).waitFor();
  await ana.screenshot("today-03-quiet");
  await go(ben, tr("place-today"));
  await offers(ben, tr("step-answer-promise"));
  await ben.screenshot("today-04-waited-for");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
