// Closeness: thanks for the jar, and support that is asked for and answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

test("two partners fill the jar and answer a request for support", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ben, tr("closeness-title"));
  await press(ben.page, tr("appreciation-give"));
  await ben.page.getByText(tr("problem-appreciation")).waitFor();
  await ben.page.getByLabel(tr("appreciation-label")).first().fill("You left the light on for me.");
  await press(ben.page, tr("appreciation-give"));
  await go(ana, tr("closeness-title"));
  await ana.screenshot("closeness-01-room");
  await press(ana.page, tr("jar-draw"));
  await ana.page.getByText("You left the light on for me.").first().waitFor();

  await ana.page.getByLabel(tr("support-kind")).selectOption("listening");
  await ana.page.getByLabel(tr("support-words")).fill("Ten minutes, without advice.");
  await press(ana.page, "Ask Ben");
  await ana.page.getByText(tr("support-you-asked")).waitFor();
  await go(ben, tr("place-today"));
  await ben.page.getByText(tr("step-answer-support")).first().waitFor();
  await ben.screenshot("closeness-02-today");
  await go(ben, tr("closeness-title"));
  await ben.page.getByLabel("I can’t right now").check({ force: true });
  await ben.page.getByLabel(tr("support-answer")).fill("After the call, at nine.");
  await ben.screenshot("closeness-03-answer");
  await press(ben.page, tr("support-send"));
  await ana.page.getByText("After the call, at nine.").waitFor();
  await ana.screenshot("closeness-04-answered");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
