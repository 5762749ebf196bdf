// Ideas for two: marks that open only if both made them, a plan that is answered and done; and the pace of affection.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { isoInDays } from "../lib/day.mjs";
import { go, linkTwo, openRow, press, startAlone, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

/** Goes to a room inside Closeness: the third tap. */
async function room(someone, title) {
  await go(someone, tr("closeness-title"));
  await openRow(someone, title);
  await someone.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** Returns the texts of the six cards. */
async function cards({ page }) {
  const choices = page.getByRole("group", { name: tr("hand-marks") }).getByRole("checkbox");
  await choices.first().waitFor();
  const words = await page.getByRole("group", { name: tr("hand-marks") }).locator("label").allInnerTexts();
  return words.map((text) => text.trim().split("\n")[0]);
}

/** Marks some cards and seals the marks. */
async function mark({ page }, places) {
  for (const place of places) await page.getByRole("checkbox").nth(place).check({ force: true });
  await press(page, tr("hand-seal"));
  await page.getByText(startOf("hand-sealed")).waitFor();
}

// A hand is over after two days, and then what both marked opens.
const HAND_MS = 48 * 3_600_000;
const clocked = { beforeOpen: ({ page }) => page.clock.install() };

/** Returns the headings of planned and possible activities. */
const leaves = ({ page }) => page.locator("article.leaf h2").allInnerTexts();

const isClean = async (people) => {
  for (const someone of people) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
  }
};

test("a one-sided mark stays closed, and what both marked is planned, done and kept", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });
  await room(ana, tr("activities-title"));
  await ana.page.getByLabel(tr("deal-lasts")).selectOption("half an hour");
  await ana.screenshot("activities-01-deal");
  await press(ana.page, tr("deal-send"));
  const hand = await cards(ana);
  assert.equal(hand.length, 6);
  await ana.screenshot("activities-02-hand");
  await room(ben, tr("activities-title"));
  assert.deepEqual(await cards(ben), hand, "both get the same");

  for (const place of [0, 1, 2]) await ana.page.getByRole("checkbox").nth(place).check({ force: true });
  await press(ana.page, tr("hand-seal"));
  await ana.page.getByText(tr("problem-too-many-marks", { limit: 2 })).waitFor();
  await ana.page.getByRole("checkbox").nth(2).uncheck({ force: true });
  await mark(ana, [0, 1]);
  assert.deepEqual(await leaves(ana), []);
  await unfold(ana, tr("hand-own"));
  await ana.screenshot("activities-03-sealed");
  assert.deepEqual(await cards(ben), hand, "nothing tells that Ana marked");
  await ben.screenshot("activities-04-other-sees");
  await mark(ben, [1, 2]);
  for (const someone of [ana, ben]) {
    assert.deepEqual(await leaves(someone), [], "care_50: nothing opens before its hour");
    await someone.page.clock.fastForward(HAND_MS);
  }
  for (const someone of [ana, ben]) {
    await someone.page.getByText(tr("mutual-title")).waitFor();
    assert.deepEqual(await leaves(someone), [hand[1]]);
  }
  assert.equal(await ben.page.getByText(hand[0]).count(), 0, "what only Ana marked shows nowhere");
  assert.equal(await ana.page.getByText(hand[2]).count(), 0, "what only Ben marked shows nowhere");
  await isClean([ana, ben]);
  await ben.screenshot("activities-05-mutual");

  await unfold(ana, tr("activity-plan-open"));
  await press(ana.page, "Ask Ben");
  await ana.page.getByText(tr("problem-date")).waitFor();
  await ana.page.getByLabel(tr("activity-day")).fill(isoInDays(4));
  await ana.page.getByLabel(tr("activity-time")).fill("19:30");
  await ana.page.getByLabel(tr("activity-words")).fill("Only if the week was kind.");
  await ana.screenshot("activities-06-plan");
  await press(ana.page, "Ask Ben");
  await ana.page.getByText(tr("planned-waiting")).waitFor();
  await go(ben, tr("place-today"));
  await ben.page.getByText(tr("step-answer-activity")).first().waitFor();
  await ben.screenshot("activities-07-today");
  await room(ben, tr("activities-title"));
  await ben.page.getByText("Only if the week was kind.").waitFor();
  await unfold(ben, tr("planned-another-open"));
  await ben.screenshot("activities-08-answer");
  await ben.page.getByLabel(tr("activity-day")).fill(isoInDays(2));
  await press(ben.page, tr("planned-another-send"));
  await press(ana.page, tr("planned-yes"));
  await ana.page.getByText(tr("planned-agreed")).waitFor();
  await ana.screenshot("activities-09-agreed");
  await go(ben, tr("place-today"));
  await ben.page.getByText("You both planned it for today").first().waitFor();
  await ben.screenshot("activities-10-today");
  await room(ben, tr("activities-title"));
  await press(ben.page, tr("planned-finish"));

  for (const [someone, line] of [[ana, "The window stayed open."], [ben, "We were quiet, and it was good."]]) {
    await someone.page.getByText(tr("done-title")).waitFor();
    await someone.page.getByLabel(tr("line-label")).fill(line);
    await press(someone.page, tr("line-keep"));
    await someone.page.getByText(line).first().waitFor();
  }
  await ana.page.getByText("We were quiet, and it was good.").waitFor();
  await ana.screenshot("activities-11-done");
  await go(ben, tr("place-story"));
  await ben.page.getByText(`You two did it. ${hand[1]}`).waitFor();
  assert.equal(await ben.page.getByText(hand[0]).count(), 0);
  await ben.screenshot("activities-12-story");
  await isClean([ana, ben]);
  for (const someone of [ana, ben]) await someone.close();
});

test("a pace of affection is private, and shared piece by piece", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await room(ana, tr("pace-title"));
  await ana.screenshot("pace-01-empty");
  await press(ana.page, tr("pace-nothing"));
  await ana.page.getByLabel(tr("affection-hug")).selectOption("ask first");
  await ana.page.getByLabel(tr("affection-shoulder")).selectOption("all right");
  await ana.page.getByLabel(tr("affection-kiss")).selectOption(tr("pace-open"));
  await ana.screenshot("pace-02-form");
  await press(ana.page, tr("pace-keep"));
  await ana.page.getByText("A hug: ask first").waitFor();
  await room(ben, tr("pace-title"));
  await ben.page.getByText("Nothing is shared now.").waitFor();

  const hug = ana.page.locator("article.leaf").filter({ hasText: "A hug: ask first" });
  await hug.getByRole("button", { name: tr("pace-share") }).click();
  await ana.page.getByText(tr("pace-share-ask", { partner: "Ben" })).waitFor();
  await ana.screenshot("pace-03-preview");
  await press(ana.page, tr("pace-share-yes"));
  await ana.page.getByText("Ben sees: ask first.").waitFor();
  await ben.page.getByText("A hug: ask first").waitFor();
  assert.equal(await ben.page.locator("article.leaf").count(), 1, "just that");
  assert.equal(await ben.page.getByText("A hand on the shoulder: all right").count(), 0);
  await ben.screenshot("pace-04-other-sees");
  await isClean([ana, ben]);

  await unfold(ana, tr("pace-form"));
  await ana.page.getByLabel(tr("affection-hug")).selectOption("not now");
  await press(ana.page, tr("pace-keep"));
  await ana.page.getByText(startOf("pace-differs")).waitFor();
  await ana.screenshot("pace-05-differs");
  await ben.page.getByText("A hug: ask first").waitFor();
  await press(ana.page, tr("pace-end"));
  await ben.page.getByText("Nothing is shared now.").waitFor();
  await go(ben, tr("place-story"));
  assert.equal(await ben.page.getByText(tr("affection-hug")).count(), 0, "the story tells nothing of it");
  await isClean([ana, ben]);
  for (const someone of [ana, ben]) await someone.close();
});

test("both rooms are there for somebody alone", { timeout: 60_000 }, async () => {
  const eve = await partner(browser, relay, "eve");
  await startAlone(eve, "Eve");
  await room(eve, tr("activities-title"));
  await eve.page.getByText(tr("activities-alone-title")).waitFor();
  await eve.screenshot("activities-alone");
  await room(eve, tr("pace-title"));
  await eve.page.getByLabel(tr("affection-hug")).selectOption("not now");
  await press(eve.page, tr("pace-keep"));
  await eve.page.getByText("A hug: not now").waitFor();
  await eve.screenshot("pace-alone");
  await isClean([eve]);
  await eve.close();
});
