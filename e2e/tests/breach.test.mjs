// A breach: named, seen from both sides, with questions that wait and answers no longer than requested.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("two partners name what happened and answer a parked question", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, "What happened");
  await ana.screenshot("breach-01-empty");
  await press(ana.page, "Say what happened");
  await ana.page.getByLabel("In one line").fill("The messages I was not told about");
  await ana.page.getByLabel("More words").fill("I found them on the kitchen table.");
  await press(ana.page, "Share it with Ben");
  await ana.page.getByText("Say who is responsible for it.").waitFor();
  await ana.page.getByLabel("Ben", { exact: true }).check({ force: true });
  await ana.screenshot("breach-02-form");
  await press(ana.page, "Share it with Ben");
  await openRow(ana, "The messages");
  await ana.page.getByText(/see[s]? it as (Ben’s|theirs)/).waitFor();

  await go(ben, "What happened");
  await openRow(ben, "The messages");
  await ben.page.getByText(/see[s]? it as yours/).waitFor();
  await ana.page.getByLabel("Your question").fill("Since when?");
  await press(ana.page, "Park it");
  await ana.page.getByText("Since when?").waitFor();
  await go(ben, "Today");
  await ben.page.getByText("Read a question that was parked").waitFor();

  await go(ben, "What happened");
  await openRow(ben, "The messages");
  await unfold(ben, "I see this differently");
  await ben.page.getByLabel("How you see it").fill("I was afraid to say it.");
  await press(ben.page, "Put it beside");
  await ana.page.getByText("I was afraid to say it.").waitFor();
  await ana.screenshot("breach-03-both-sides");
  await go(ben, "Today");
  await ben.page.getByRole("heading", { level: 1, name: "Today" }).waitFor();
  assert.equal(await ben.page.getByText("Read a question").count(), 0, "nobody is led to what they see differently");
  await go(ben, "What happened");
  await openRow(ben, "The messages");
  await press(ben.page, "I would rather answer this with a professional present");
  await press(ana.page, "I would rather have it written");
  await ben.page.getByText("Rather in writing.").waitFor();
  await unfold(ben, "Answer it");
  await ben.page.getByLabel("Your answer").fill("Since March.");
  await ben.screenshot("breach-04-answering");
  await press(ben.page, "Share the answer");
  await ana.page.getByText("Since March.").waitFor();
  await unfold(ben, "Say that it is complete");
  await press(ben.page, "It is complete to my knowledge");
  await ana.page.getByText("Complete to my knowledge, said on").waitFor();
  await ana.screenshot("breach-05-answered");
  await go(ana, "Today");
  assert.equal(await ana.page.getByText("Read a question").count(), 0, "the one who asks is asked nothing");
  await go(ana, "Story");
  await ana.page.getByText("Ben answered a question.").waitFor();

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
