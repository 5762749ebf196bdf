// Typed words and the keyboard focus stay in place while the partner's news arrives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, go, invite, isAt, linkTwo, openPromiseForm, press, safetyWords, startAlone } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { stored } from "../lib/stored.mjs";

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

test("a partner who invited and meanwhile writes in the journal stays there when the link is made", { timeout: 120_000 }, async () => {
  const [ana, ben] = [await partner(browser, relay, "ana"), await partner(browser, relay, "ben")];
  await startAlone(ana, "Ana");
  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await press(ana.page, "They are the same");
  await go(ana, "Private");
  await press(ana.page, "Write");
  const page = ana.page.getByLabel("Your words");
  await page.click();
  await ana.page.keyboard.type(WORDS.slice(0, 20));
  await press(ben.page, "They are the same");
  await isAt(ben, "Today");
  await ana.page.getByText("You are linked.").waitFor();
  await ana.page.keyboard.type(WORDS.slice(20));
  assert.equal(await page.inputValue(), WORDS, "the page, the words and the keyboard are where they were");
  await ana.screenshot("typing-linked-meanwhile");
  await press(ana.page, "Keep it");
  await ana.page.getByText(WORDS).waitFor();
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

const marked = (page, label) => page.getByLabel(label, { exact: true }).isChecked();

test("what was chosen in a form is there like its words after going elsewhere, and gone once it is sent", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const { page } = ana;
  await openPromiseForm(ana);
  await page.getByLabel("I will", { exact: true }).fill("water the plants");
  await page.getByLabel("On some weekdays").check({ force: true });
  for (const day of ["Tuesday", "Friday"]) await page.getByLabel(day, { exact: true }).check({ force: true });
  await page.getByLabel("By what time").fill("18:15");
  await page.getByLabel("What kind").selectOption("course");
  const check = async () => {
    await openPromiseForm(ana);
    assert.equal(await page.getByLabel("I will", { exact: true }).inputValue(), "water the plants");
    assert.ok(await page.getByLabel("On some weekdays").isChecked());
    const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    assert.deepEqual(await Promise.all(days.map((day) => marked(page, day))), [false, true, false, false, true, false, false]);
    assert.equal(await page.getByLabel("By what time").inputValue(), "18:15");
    assert.equal(await page.getByLabel("What kind").inputValue(), "course");
  };
  await go(ana, "Today");
  await check();
  await ana.reload();
  await check();
  await page.getByLabel("When", { exact: true }).fill("I come home");
  await press(page, "Offer it to Ben");
  await isAt(ana, "Promises");
  await openPromiseForm(ana);
  assert.ok(await page.getByLabel("Once", { exact: true }).isChecked(), "sent, and forgotten");
  assert.equal(await page.getByLabel("By what time").inputValue(), "");
  assert.equal(await page.getByLabel("What kind").inputValue(), "everyday");

  // Marks on a scale, and a choice of a few that has replaced its field.
  await go(ana, "What it did to me");
  await press(page, "Note how it is now");
  await page.getByLabel("7", { exact: true }).first().check({ force: true });
  await page.getByLabel("sadness").check({ force: true });
  await go(ana, "Closeness");
  await page.getByLabel("What would help").selectOption({ index: 2 });
  const kind = await page.getByLabel("What would help").inputValue();
  await go(ana, "What it did to me");
  await press(page, "Note how it is now");
  assert.ok(await page.getByLabel("7", { exact: true }).first().isChecked());
  assert.ok(await page.getByLabel("sadness").isChecked());
  await go(ana, "Closeness");
  assert.equal(await page.getByLabel("What would help").inputValue(), kind);
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

test("the first words of a draft survive a process that is killed while somebody types", { timeout: 60_000 }, async () => {
  const ana = await partner(browser, relay, "ana");
  await startAlone(ana, "Ana");
  await go(ana, "Private");
  await press(ana.page, "Write");
  const drafts = async () => (await stored(ana)).filter((row) => row.startsWith("sealed: draft/")).length;
  const before = await drafts();
  const field = ana.page.getByLabel("Your words");
  await field.click();
  await ana.page.clock.install();
  await ana.page.keyboard.type("I");
  // No timer may run: what stands in storage now stood there because of the key stroke itself.
  const deadline = Date.now() + 5_000;
  while ((await drafts()) === before && Date.now() < deadline);
  assert.equal(await drafts(), before + 1, "the first key stroke is in storage at once");
  await ana.close();
});
