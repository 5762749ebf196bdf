// What one is typing, and where the keyboard stands, while news of the other arrives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, press } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

const WORDS = "I can sit with you after supper, when the dishes are done.";
const focused = ({ page }) => page.evaluate(() => document.activeElement.tagName);

test("what is typed stays when something new comes above it", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const ask = async (what) => {
    await ana.page.getByLabel("What would help").selectOption(what);
    await press(ana.page, "Ask Ben");
  };
  await go(ana, "Closeness");
  await ask({ index: 0 });
  await go(ben, "Closeness");
  await ben.page.getByText("When can you?").waitFor();
  const answer = await ben.page.locator("main article textarea, main article input[type=text]").first().elementHandle();
  await answer.focus();
  await ben.page.keyboard.type(WORDS.slice(0, 20));
  await ask({ index: 1 });
  await ben.page.getByText("When can you?").nth(1).waitFor();
  await ben.page.keyboard.type(WORDS.slice(20));
  assert.equal(await answer.evaluate(({ value }) => value), WORDS);
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("the keyboard stays on the page when what it stood on is gone", { timeout: 60_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const { page } = ana;
  await go(ana, "Settings");
  await page.getByRole("button", { name: "Recovery code" }).press("Enter");
  for (const name of ["Make a code", "I have written them down"]) {
    await page.getByRole("button", { name }).press("Enter");
    await page.getByRole("button", { name }).waitFor({ state: "detached" });
    assert.notEqual(await focused(ana), "BODY", `after ${name}`);
  }
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
