// Promises: countered, moved in time, seen differently, and an estimate that only their maker sees.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isoInDays } from "../lib/day.mjs";
import { go, goOn, linkTwo, openPromiseForm, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

const DAY_MS = 86_400_000;

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();

async function nextDay(...both) {
  for (const { page } of both) await page.clock.fastForward(DAY_MS);
}

/** Reports how the newest occurrence went. */
async function tell(someone, how, note) {
  await main(someone).getByRole("button", { name: tr("outcome-say") }).first().click();
  await main(someone).getByLabel(new RegExp(`^${how}`)).check({ force: true });
  if (note) await main(someone).getByLabel(tr("outcome-note")).fill(note);
  await press(someone.page, tr("outcome-send"));
  if (how === tr("outcome-kept")) await goOn(someone, tr("moment-kept-title"));
  await main(someone).getByRole("button", { name: tr("outcome-send") }).waitFor({ state: "detached" });
}

test("a promise is changed before it is given, moved in time, and seen by both", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });

  await openPromiseForm(ben);
  await main(ben).getByLabel(tr("promise-cue"), { exact: true }).fill("it is Thursday");
  await main(ben).getByLabel(tr("promise-deed"), { exact: true }).fill("go to the group");
  await main(ben).getByLabel(tr("promise-date")).fill(isoInDays(3));
  await main(ben).getByLabel(tr("promise-category")).selectOption(tr("category-sobriety-meeting"));
  await ben.screenshot("promises-01-form");
  await press(ben.page, tr("promise-form-offer", { partner: "Ana" }));
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  await press(ana.page, tr("promise-counter"));
  await main(ana).getByLabel(tr("promise-deed"), { exact: true }).fill("go to the group, and tell you that I went");
  await ana.screenshot("promises-02-change");
  await press(ana.page, tr("promise-counter-send"));
  await go(ben, tr("promises-title"));
  await press(ben.page, tr("promise-open-answer"));
  await ben.screenshot("promises-03-changed");
  await press(ben.page, tr("promise-accept"));

  // Rearranged before it was due, with another day that fits (care 29).
  await press(ben.page, tr("outcome-rearrange"));
  await main(ben).getByLabel(tr("alternative-date")).fill(isoInDays(4));
  await ben.screenshot("promises-04-rearrange");
  await press(ben.page, tr("outcome-send"));
  await go(ana, tr("place-today"));
  await sees(ana, tr("step-answer-alternative"));
  await press(ana.page, tr("today-step-open"));
  await ana.screenshot("promises-05-other-day");
  await press(ana.page, tr("alternative-accept"));
  for (const someone of [ana, ben]) {
    await sees(someone, startOf("alternative-accepted"));
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
  await main(ben).getByLabel(tr("promise-cue"), { exact: true }).fill("the day ends");
  await main(ben).getByLabel(tr("promise-deed"), { exact: true }).fill("say one true thing about it");
  await main(ben).getByLabel(tr("repeat-daily")).check({ force: true });
  await press(ben.page, tr("promise-form-offer", { partner: "Ana" }));
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  await press(ana.page, tr("promise-accept"));
  await go(ben, tr("promises-title"));
  await press(ben.page, tr("outcome-say"));

  // Nothing is chosen for anybody, and sending nothing says what to do.
  await main(ben).getByRole("button", { name: tr("outcome-say") }).first().click();
  assert.equal(await main(ben).getByRole("radio", { checked: true }).count(), 0);
  await press(ben.page, tr("outcome-send"));
  await ben.page.getByText(tr("problem-choose")).first().waitFor();
  await press(ben.page, tr("form-close"));
  await tell(ben, tr("outcome-kept"));
  await sees(ana, tr("outcome-kept"));
  await main(ana).getByRole("button", { name: tr("receiver-saw-too") }).first().click();
  await sees(ben, tr("receiver-they-happened", { partner: "Ana" }));
  await ana.screenshot("promises-09-saw-that-too");
  for (const [how, note] of [[tr("outcome-partly"), "Half of it."], [tr("outcome-kept")], [tr("outcome-missed"), "I fell asleep. I should have said so."], [tr("outcome-kept")], [tr("outcome-kept")]]) {
    await nextDay(ana, ben);
    await tell(ben, how, note);
  }
  await ben.screenshot("promises-10-facts");
  await sees(ana, "I fell asleep.");
  await sees(ben, tr("missed-ways"));
  assert.equal(await main(ben).getByRole("button", { name: tr("missed-smaller") }).count(), 1);
  await main(ana).getByRole("button", { name: tr("outcome-differ") }).first().click();
  await main(ana).getByLabel(tr("differ-label")).fill("You told me something at breakfast. That counts for me.");
  await ana.screenshot("promises-11-differently");
  await press(ana.page, tr("differ-send"));
  await sees(ben, tr("outcome-partner-differs", { partner: "Ana" }));
  await ana.screenshot("promises-12-facts");

  await nextDay(ana, ben);
  await tell(ben, tr("outcome-kept"));
  for (const someone of [ana, ben]) await go(someone, tr("promises-title"));
  await sees(ben, tr("estimate-title"));
  await sees(ben, /You will likely keep between \d+ and \d+ of the next 100/);
  await ben.screenshot("promises-13-estimate");
  assert.equal(await main(ana).getByText(tr("estimate-title")).count(), 0, "care_15: the other is shown no number");
  assert.doesNotMatch(await main(ana).innerText(), /\d\s?%|of the next 100/);
  await ana.screenshot("promises-14-no-estimate");
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("past_its_day_the_receiver_says_what_they_know_beside_the_makers_empty_place", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { ...clocked, colorScheme: "dark" }, other: clocked });
  await openPromiseForm(ben);
  await main(ben).getByLabel(tr("promise-cue"), { exact: true }).fill("the day ends");
  await main(ben).getByLabel(tr("promise-deed"), { exact: true }).fill("say one true thing about it");
  await main(ben).getByLabel(tr("repeat-daily")).check({ force: true });
  await press(ben.page, tr("promise-form-offer", { partner: "Ana" }));
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  await press(ana.page, tr("promise-accept"));
  await sees(ana, tr("outcome-no-word"));
  assert.equal(await main(ana).getByRole("button", { name: tr("receiver-did-not") }).count(), 0, "its day is not over");
  await nextDay(ana, ben);
  await sees(ana, tr("receiver-ask", { partner: "Ben" }));
  await ana.screenshot("promises-20-receiver");
  await press(ana.page, tr("receiver-did-not"));
  await sees(ana, tr("receiver-you-did-not"));
  await go(ben, tr("place-today"));
  await sees(ben, tr("step-keep-promise", { deed: "say one true thing about it" }));
  await sees(ben, tr("story-receiver-did-not", { by: "other", name: "Ana", deed: "say one true thing about it" }));
  await ben.screenshot("promises-21-told-on-today");
  await go(ben, tr("promises-title"));
  await press(ben.page, tr("promise-open-say"));
  await sees(ben, tr("receiver-they-did-not", { partner: "Ana" }));
  await sees(ben, tr("outcome-no-word"));
  await ben.screenshot("promises-21-makers-place");
  await press(ana.page, tr("receiver-back"));
  await ben.page.getByText(tr("receiver-they-did-not", { partner: "Ana" })).waitFor({ state: "detached" });
  await go(ana, tr("place-story"));
  assert.equal(await main(ana).getByText(tr("story-receiver-did-not", { by: "me", deed: "say one true thing about it" })).count(), 0, "the story keeps no ledger");
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
