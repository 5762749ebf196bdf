// The couple's direction, and the story: goals, victories, growth, the look-back, the vessel, an ending.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("two partners set a goal, reach it, and read their story", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, "Story");
  await ana.screenshot("horizon-01-story-new");
  await openRow(ana, "Where we are going");
  await press(ana.page, "Set a goal");
  await press(ana.page, "Set the goal");
  await ana.page.getByText("Write what the goal is.").waitFor();
  await ana.page.getByLabel("The goal", { exact: true }).fill("A week at the lake");
  await ana.page.getByLabel("Why it matters to you").fill("We laughed there.");
  await press(ana.page, "Set the goal");
  await openRow(ana, "A week at the lake");
  await ana.page.getByLabel("A step on the way", { exact: true }).fill("Ask for the days off");
  await press(ana.page, "Add the step");
  await ana.page.getByRole("button", { name: /^Ask for the days off/ }).waitFor();

  await go(ben, "Story");
  await openRow(ben, "Where we are going");
  await openRow(ben, "A week at the lake");
  await press(ben.page, "Mine too");
  await openRow(ben, "Ask for the days off");
  await ben.page.getByText("Done on").waitFor();
  await ben.screenshot("horizon-02-goal");
  await ana.page.getByText("A goal of both of you").waitFor();
  await press(ana.page, "We are there");
  await ana.page.getByText("Reached", { exact: true }).waitFor();

  await go(ben, "Story");
  await openRow(ben, "Small victories");
  await ben.page.getByLabel("What went well").fill("We stopped before it got loud");
  await press(ben.page, "Write it down");
  await unfold(ben, "Something has grown");
  await ben.page.getByLabel("What has grown").fill("We say it sooner.");
  await ben.page.getByRole("button", { name: "Write it down" }).nth(1).click();
  await ben.page.getByText("We say it sooner.").waitFor();
  await go(ana, "Story");
  await openRow(ana, "Small victories");
  await press(ana.page, "I am glad of it too");
  await ben.page.getByText("Glad of it together").waitFor();
  await ben.screenshot("horizon-03-victories");

  await go(ana, "Story");
  await ana.page.getByText("A small victory.").waitFor();
  await ana.screenshot("horizon-04-story");
  await ana.page.getByLabel("Look for words").fill("lake");
  await ana.page.getByText("A small victory.").waitFor({ state: "detached" });
  await ana.page.getByText("You set a goal.").waitFor();
  await ana.page.getByLabel("Look for words").fill("nothing like this");
  await ana.page.getByText("Nothing here yet.").waitFor();
  await ana.page.getByLabel("Look for words").fill("");
  await ana.page.getByLabel("Which part").selectOption("horizon");
  await ana.page.getByText("came here").first().waitFor({ state: "detached" });
  await press(ana.page, "The vessel, larger");
  await ana.page.getByRole("img", { name: /Gold is growing in: Where you are going/ }).waitFor();
  await ana.screenshot("horizon-05-vessel");

  await go(ben, "Story");
  await openRow(ben, "Look back together");
  await ben.page.getByRole("heading", { name: "What grew" }).waitFor();
  await ben.screenshot("horizon-06-look-back");
  await ben.page.getByRole("button", { name: /^Read / }).click();
  await ben.page.getByText("A quiet month").waitFor();
  await go(ben, "Story");
  await openRow(ben, "Endings");
  await ben.page.getByLabel("Your letter").fill("Thank you for staying.");
  await press(ben.page, "Put it in the story");
  await go(ana, "Story");
  await openRow(ana, "Endings");
  await ana.page.getByText("Thank you for staying.").waitFor();
  await ana.screenshot("horizon-07-endings");
  for (const [ending, screen] of [["Resting", "Rest"], ["Parting well", "Before you unlink"]]) {
    await go(ana, "Endings");
    await openRow(ana, ending);
    await ana.page.getByRole("heading", { level: 1, name: screen, exact: true }).waitFor();
  }

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
