// Owning it: stated, reflected back, heard, and only then explained.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("a statement is owned, said again, heard, and only then explained", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { colorScheme: "dark" } });

  await go(ben, "Owning it");
  await press(ben.page, "Write a statement");
  await ben.page.getByLabel("What I did").fill("I hid the letters from you.");
  await ben.page.getByLabel("How it hurt you").fill("I'm sorry if it hurt you. You made me do it.");
  await ben.page.getByText("“You made me do”: does this make them the cause").waitFor();
  await ben.page.getByText("“sorry if it”: does this leave open").waitFor();
  await ben.page.getByText("You say what you did.").waitFor();
  await ben.screenshot("statement-00-mirror");
  await ben.page.getByRole("button", { name: "Leave it as it is" }).first().click();
  assert.equal(await ben.page.getByText("does this make them the cause").count(), 0, "put away, it stays away");
  await ben.page.getByLabel("How it hurt you").fill("You doubted your own memory.");
  await ben.page.getByText("does this leave open").waitFor({ state: "detached" });
  await press(ben.page, "Share it with Ana");
  await ben.page.getByText("Say that it is yours.").waitFor();
  await ben.page.getByLabel("That it is mine").fill("It was my choice, every time.");
  await ben.page.getByLabel("What I will do").fill("The box stands on the shelf from now on.");
  await ben.screenshot("statement-01-form");
  await press(ben.page, "Share it with Ana");
  await openRow(ben, "I hid the letters");
  assert.equal(await ben.page.getByText("Say how it came about").count(), 0, "no perspective before it was heard");

  await go(ana, "Owning it");
  await openRow(ana, "I hid the letters");
  await ana.screenshot("statement-02-to-hear");
  await unfold(ana, "Something is missing for me");
  await ana.page.getByLabel("In which part").selectOption("hurt");
  await ana.page.getByLabel("What is missing").fill("The nights I asked you.");
  await press(ana.page, "Say that it is missing");
  await ben.page.getByText("The nights I asked you.").waitFor();
  await unfold(ben, "Say it again, more fully");
  await ben.page.getByLabel("How it hurt you").fill("You doubted your own memory, and asked me at night.");
  await press(ben.page, "Share the new version");
  await ana.page.getByText("asked me at night").waitFor();
  await unfold(ana, "Earlier versions");
  await press(ana.page, "I heard this");
  await unfold(ben, "Say how it came about");
  await ben.page.getByLabel("How it came about for me").fill("I was afraid of losing you.");
  await press(ben.page, "Share it");
  await ana.page.getByText("I was afraid of losing you.").waitFor();
  await ana.screenshot("statement-03-heard");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
