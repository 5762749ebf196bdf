// Closeness: thanks for the jar, and support that is asked for and answered.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("two partners fill the jar and answer a request for support", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ben, "Closeness");
  await press(ben.page, "Put it in the jar");
  await ben.page.getByText("Write what you noticed.").waitFor();
  await ben.page.getByLabel("Something I noticed").first().fill("You left the light on for me.");
  await press(ben.page, "Put it in the jar");
  await go(ana, "Closeness");
  await ana.screenshot("closeness-01-room");
  await press(ana.page, "Take one out");
  await ana.page.getByText("You left the light on for me.").first().waitFor();

  await ana.page.getByLabel("What would help").selectOption("listening");
  await ana.page.getByLabel("More words").fill("Ten minutes, without advice.");
  await press(ana.page, "Ask Ben");
  await ana.page.getByText("You asked").waitFor();
  await go(ben, "Today");
  await ben.page.getByText("Say what you can do").first().waitFor();
  await ben.screenshot("closeness-02-today");
  await go(ben, "Closeness");
  await ben.page.getByLabel("I can’t right now").check({ force: true });
  await ben.page.getByLabel("Your words").fill("After the call, at nine.");
  await ben.screenshot("closeness-03-answer");
  await press(ben.page, "Say so");
  await ana.page.getByText("After the call, at nine.").waitFor();
  await ana.screenshot("closeness-04-answered");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
