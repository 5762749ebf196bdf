// The couple's direction, and the story: goals, victories, growth, the look-back, the vessel, an ending.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

test("two partners set a goal, reach it, and read their story", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, tr("place-story"));
  await ana.screenshot("horizon-01-story-new");
  await openRow(ana, tr("goals-title"));
  await press(ana.page, tr("goal-add"));
  await press(ana.page, tr("goal-set"));
  await ana.page.getByText(tr("problem-goal")).waitFor();
  await ana.page.getByLabel(tr("goal-title"), { exact: true }).fill("A week at the lake");
  await ana.page.getByLabel(tr("goal-why")).fill("We laughed there.");
  await press(ana.page, tr("goal-set"));
  await openRow(ana, "A week at the lake");
  await ana.page.getByLabel(tr("goal-step"), { exact: true }).fill("Ask for the days off");
  await press(ana.page, tr("goal-step-add"));
  await ana.page.getByRole("button", { name: /^Ask for the days off/ }).waitFor();

  await go(ben, tr("place-story"));
  await openRow(ben, tr("goals-title"));
  await openRow(ben, "A week at the lake");
  await press(ben.page, tr("goal-mine-too"));
  await openRow(ben, "Ask for the days off");
  await ben.page.getByText("Done on").waitFor();
  await ben.screenshot("horizon-02-goal");
  await ana.page.getByText(tr("goal-of-both")).waitFor();
  await press(ana.page, tr("goal-we-are-there"));
  await ana.page.getByText(tr("goal-reached"), { exact: true }).waitFor();

  await go(ben, tr("place-story"));
  await openRow(ben, tr("victories-title"));
  await ben.page.getByLabel(tr("victory-label")).fill("We stopped before it got loud");
  await press(ben.page, tr("victory-add"));
  await unfold(ben, tr("growth-title"));
  await ben.page.getByLabel(tr("growth-label")).fill("We say it sooner.");
  await ben.page.getByRole("button", { name: tr("growth-add") }).click();
  await ben.page.getByText("We say it sooner.").waitFor();
  await go(ana, tr("place-story"));
  await openRow(ana, tr("victories-title"));
  await press(ana.page, tr("victory-glad"));
  await ben.page.getByText(tr("victory-of-both")).waitFor();
  await ben.screenshot("horizon-03-victories");

  await go(ana, tr("place-story"));
  await ana.page.getByText("A small victory.").waitFor();
  await ana.screenshot("horizon-04-story");
  await ana.page.getByLabel(tr("story-search")).fill("lake");
  await ana.page.getByText("A small victory.").waitFor({ state: "detached" });
  await ana.page.getByText(tr("story-goal-set", { by: "me" })).waitFor();
  await ana.page.getByLabel(tr("story-search")).fill("nothing like this");
  await ana.page.getByText(tr("story-nothing")).waitFor();
  await ana.page.getByLabel(tr("story-search")).fill("");
  await ana.page.getByLabel(tr("story-strand")).selectOption("horizon");
  await ana.page.getByText("came here").first().waitFor({ state: "detached" });
  await press(ana.page, tr("vessel-open-large"));
  await ana.page.getByRole("img", { name: /Gold is growing in: Where you are going/ }).waitFor();
  await ana.screenshot("horizon-05-vessel");

  await go(ben, tr("place-story"));
  await openRow(ben, tr("look-back-title"));
  await ben.page.getByRole("heading", { name: tr("look-back-grew") }).waitFor();
  await ben.screenshot("horizon-06-look-back");
  await ben.page.getByRole("button", { name: /^Read / }).click();
  await ben.page.getByText(tr("look-back-empty-title")).waitFor();
  await go(ben, tr("place-story"));
  await openRow(ben, tr("endings-title"));
  await ben.page.getByLabel(tr("letter-label")).fill("Thank you for staying.");
  await press(ben.page, tr("letter-write"));
  await go(ana, tr("place-story"));
  await openRow(ana, tr("endings-title"));
  await ana.page.getByText("Thank you for staying.").waitFor();
  await ana.screenshot("horizon-07-endings");
  for (const [ending, screen] of [[tr("endings-rest"), tr("rest-title")], [tr("endings-part"), tr("unlink-title")]]) {
    await go(ana, tr("endings-title"));
    await openRow(ana, ending);
    await ana.page.getByRole("heading", { level: 1, name: screen, exact: true }).waitFor();
  }

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
