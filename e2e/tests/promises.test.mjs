// Promises: countered, moved in time, seen differently, and an estimate that only their maker sees.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isoInDays } from "../lib/day.mjs";
import { go, linkTwo, openPromiseForm, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

const DAY_MS = 86_400_000;

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();

async function nextDay(...both) {
  for (const { page } of both) await page.clock.fastForward(DAY_MS);
}

/** Reports how the newest occurrence went. */
async function tell(someone, how, note) {
  await main(someone).getByRole("button", { name: "Say how it went" }).first().click();
  await main(someone).getByLabel(new RegExp(`^${how}`)).check({ force: true });
  if (note) await main(someone).getByLabel("A few words, if you like").fill(note);
  await press(someone.page, "Say so");
  await main(someone).getByRole("button", { name: "Say so" }).waitFor({ state: "detached" });
}

test("a promise is changed before it is given, moved in time, and seen by both", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });

  await openPromiseForm(ben);
  await main(ben).getByLabel("When", { exact: true }).fill("it is Thursday");
  await main(ben).getByLabel("I will", { exact: true }).fill("go to the group");
  await main(ben).getByLabel("On this day").fill(isoInDays(3));
  await main(ben).getByLabel("What kind it is").selectOption("A sobriety meeting");
  await ben.screenshot("promises-01-form");
  await press(ben.page, "Offer it to Ana");
  await go(ana, "Promises");
  await press(ana.page, "Read and answer");
  await press(ana.page, "Suggest a change");
  await main(ana).getByLabel("I will", { exact: true }).fill("go to the group, and tell you that I went");
  await ana.screenshot("promises-02-change");
  await press(ana.page, "Send it back");
  await go(ben, "Promises");
  await press(ben.page, "Read and answer");
  await ben.screenshot("promises-03-changed");
  await press(ben.page, "Accept it");

  // Rearranged before it was due, with another day that fits (care 29).
  await press(ben.page, "Suggest another day");
  await main(ben).getByLabel("The other day").fill(isoInDays(4));
  await ben.screenshot("promises-04-rearrange");
  await press(ben.page, "Say so");
  await go(ana, "Today");
  await sees(ana, "Read a change of date and answer it");
  await press(ana.page, "Go there");
  await ana.screenshot("promises-05-other-day");
  await press(ana.page, "That day is fine");
  for (const someone of [ana, ben]) {
    await sees(someone, "You two agreed on");
    assert.equal(await main(someone).getByText(/missed|broken/i).count(), 0, "care_29");
  }
  await ben.screenshot("promises-06-agreed");
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("care_28_a_week_of_a_daily_promise_gives_its_maker_alone_an_estimate", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });
  await openPromiseForm(ben);
  await main(ben).getByLabel("When", { exact: true }).fill("the day ends");
  await main(ben).getByLabel("I will", { exact: true }).fill("say one true thing about it");
  await main(ben).getByLabel("Every day").check({ force: true });
  await press(ben.page, "Offer it to Ana");
  await go(ana, "Promises");
  await press(ana.page, "Read and answer");
  await press(ana.page, "Accept it");
  await go(ben, "Promises");
  await press(ben.page, "Say how it went");

  await tell(ben, "Kept");
  await sees(ana, "Kept");
  for (const [how, note] of [["Partly kept", "Half of it."], ["Kept"], ["Missed", "I fell asleep. I should have said so."], ["Kept"], ["Kept"]]) {
    await nextDay(ana, ben);
    await tell(ben, how, note);
  }
  await ben.screenshot("promises-10-facts");
  await sees(ana, "I fell asleep.");
  await main(ana).getByRole("button", { name: "I saw it differently" }).first().click();
  await main(ana).getByLabel("In your words").fill("You told me something at breakfast. That counts for me.");
  await ana.screenshot("promises-11-differently");
  await press(ana.page, "Add it");
  await sees(ben, "Ana saw it differently:");
  await ana.screenshot("promises-12-facts");

  await nextDay(ana, ben);
  await tell(ben, "Kept");
  for (const someone of [ana, ben]) await go(someone, "Promises");
  await sees(ben, "How this goes for you");
  await sees(ben, /You will likely keep between \d+ and \d+ of the next 100/);
  await ben.screenshot("promises-13-estimate");
  assert.equal(await main(ana).getByText("How this goes for you").count(), 0, "care_15: the other is shown no number");
  assert.doesNotMatch(await main(ana).innerText(), /\d\s?%|of the next 100/);
  await ana.screenshot("promises-14-no-estimate");
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
