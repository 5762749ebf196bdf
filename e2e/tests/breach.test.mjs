// A breach: named, seen from both sides, with questions that wait and answers no longer than requested.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

test("two partners name what happened and answer a parked question", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, tr("breaches-title"));
  await ana.screenshot("breach-01-empty");
  await press(ana.page, tr("breach-name"));
  await ana.page.getByLabel(tr("breach-title")).fill("The messages I was not told about");
  await ana.page.getByLabel(tr("breach-words")).fill("I found them on the kitchen table.");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await ana.page.getByText(tr("problem-breach-kind")).waitFor();
  await ana.page.getByLabel(tr("breach-kind")).selectOption("lie");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await ana.page.getByText(tr("problem-responsible")).waitFor();
  await ana.page.getByLabel("Ben", { exact: true }).check({ force: true });
  await ana.screenshot("breach-02-form");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await openRow(ana, "The messages");
  await ana.page.getByText(/see[s]? it as (Ben’s|theirs)/).waitFor();

  await go(ben, tr("breaches-title"));
  await openRow(ben, "The messages");
  await ben.page.getByText(/see[s]? it as yours/).waitFor();
  await ana.page.getByLabel(tr("question-label")).fill("Since when?");
  await press(ana.page, tr("question-park"));
  await ana.page.getByText(tr("problem-wanted")).waitFor();
  await ana.page.getByLabel(tr("question-detail")).selectOption("headline");
  await press(ana.page, tr("question-park"));
  await ana.page.getByText("Since when?").waitFor();
  await go(ben, tr("place-today"));
  await ben.page.getByText(tr("step-answer-question")).waitFor();
  await ben.page.getByText(tr("step-answer-breach")).waitFor();
  await ben.screenshot("breach-02-named-on-today");

  await go(ben, tr("breaches-title"));
  await openRow(ben, "The messages");
  await unfold(ben, tr("breach-otherwise"));
  await ben.page.getByLabel(tr("breach-otherwise-label")).fill("I was afraid to say it.");
  await press(ben.page, tr("breach-otherwise-share"));
  await ana.page.getByText("I was afraid to say it.").waitFor();
  await ana.screenshot("breach-03-both-sides");
  await go(ben, tr("place-today"));
  await ben.page.getByRole("heading", { level: 1, name: tr("place-today") }).waitFor();
  assert.equal(await ben.page.getByText("Read a question").count(), 0, "nobody is led to what they see differently");
  await go(ben, tr("breaches-title"));
  await openRow(ben, "The messages");
  await press(ben.page, tr("question-help"));
  await press(ana.page, tr("question-help-no"));
  await ben.page.getByText(tr("question-help-declined")).waitFor();
  await unfold(ben, tr("question-answer"));
  await ben.page.getByLabel(tr("question-answer-label")).fill("Since March.");
  await ben.screenshot("breach-04-answering");
  await press(ben.page, tr("question-answer-share"));
  await ana.page.getByText("Since March.").waitFor();
  await unfold(ben, tr("breach-complete"));
  await press(ben.page, tr("breach-complete-say"));
  await ana.page.getByText(startOf("breach-complete-on")).waitFor();
  await ana.screenshot("breach-05-answered");
  await go(ana, tr("place-today"));
  assert.equal(await ana.page.getByText("Read a question").count(), 0, "the one who asks is asked nothing");
  await go(ana, tr("place-story"));
  await ana.page.getByText(tr("story-question-answered", { by: "other", name: "Ben" })).waitFor();

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("what went on for months is answered with time, with yes, and with taking responsibility", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { colorScheme: "dark" } });
  await go(ana, tr("breaches-title"));
  await press(ana.page, tr("breach-name"));
  await ana.page.getByLabel(tr("breach-title")).fill("The loan");
  await ana.page.getByLabel(tr("breach-kind")).selectOption("money");
  await ana.page.getByLabel(tr("breach-lasted-months")).check({ force: true });
  await ana.page.getByLabel(tr("breach-from")).fill("2024-03");
  await ana.page.getByLabel(tr("breach-until")).fill("2023-06");
  await ana.page.getByLabel("Ben", { exact: true }).check({ force: true });
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await ana.page.getByText(tr("problem-ends-before-start")).waitFor();
  await ana.screenshot("breach-10-months");
  await ana.page.getByLabel(tr("breach-until")).fill("2025-06");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await openRow(ana, "The loan");
  await ana.page.getByText("from March 2024 to June 2025").waitFor();
  assert.equal(await ana.page.getByRole("button", { name: tr("breach-answer-yes") }).count(), 0, "nobody answers themselves");

  await go(ben, tr("place-today"));
  await ben.page.getByText(tr("step-answer-breach")).waitFor();
  await press(ben.page, tr("today-step-open"));
  await ben.page.getByText(tr("breach-answer-note", { partner: "Ana" })).waitFor();
  await ben.screenshot("breach-11-to-answer");
  assert.equal(await ana.page.getByText(/read it|seen/).count(), 0, "care_13: opening it tells nothing");
  await press(ben.page, tr("breach-answer-time"));
  await ben.page.getByText(startOf("breach-you-need-time")).waitFor();
  await ana.page.getByText("that they have read it and need time").waitFor();
  await ben.screenshot("breach-12-needs-time");
  await press(ben.page, tr("breach-answer-yes"));
  await ana.page.getByText("“Yes, this is so.”").waitFor();
  await ben.screenshot("breach-13-yes");
  await press(ben.page, tr("breach-take-responsibility"));
  await ben.page.getByText(tr("statement-about-breach", { title: "The loan" })).waitFor();
  await ben.screenshot("breach-14-responsibility");
  await go(ben, tr("breaches-title"));
  await openRow(ben, "The loan");
  await press(ben.page, tr("breach-answer-back"));
  await ana.page.getByText("“Yes, this is so.”").waitFor({ state: "detached" });
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
