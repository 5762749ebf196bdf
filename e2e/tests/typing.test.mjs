// Typed words and the keyboard focus stay in place while the partner's news arrives.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, go, invite, isAt, linkTwo, openPromiseForm, press, safetyWords, startAlone } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { stored } from "../lib/stored.mjs";
import { tr } from "../lib/words.mjs";

const WORDS = "I can sit with you after supper, when the dishes are done.";
const focused = ({ page }) => page.evaluate(() => document.activeElement.tagName);

test("what is typed stays when something new comes above it", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const ask = async (what) => {
    await ana.page.getByLabel(tr("support-kind")).selectOption(what);
    await press(ana.page, "Ask Ben");
  };
  await go(ana, tr("closeness-title"));
  await ask({ index: 0 });
  await go(ben, tr("closeness-title"));
  await ben.page.getByText(tr("support-when")).waitFor();
  const answer = await ben.page.locator("main article textarea, main article input[type=text]").first().elementHandle();
  await answer.focus();
  await ben.page.keyboard.type(WORDS.slice(0, 20));
  await ask({ index: 1 });
  await ben.page.getByText(tr("support-when")).nth(1).waitFor();
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
  await press(ana.page, tr("link-same"));
  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  const page = ana.page.getByLabel(tr("page-label"));
  await page.click();
  await ana.page.keyboard.type(WORDS.slice(0, 20));
  await press(ben.page, tr("link-same"));
  await isAt(ben, tr("place-today"));
  await ana.page.getByText(tr("done-linked")).waitFor();
  await ana.page.keyboard.type(WORDS.slice(20));
  assert.equal(await page.inputValue(), WORDS, "the page, the words and the keyboard are where they were");
  await ana.screenshot("typing-linked-meanwhile");
  await press(ana.page, tr("page-keep"));
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
  await page.getByLabel(tr("promise-deed"), { exact: true }).fill("water the plants");
  await page.getByLabel(tr("repeat-some-days")).check({ force: true });
  for (const day of ["Tuesday", "Friday"]) await page.getByLabel(day, { exact: true }).check({ force: true });
  await page.getByLabel("By what time").fill("18:15");
  await page.getByLabel("What kind").selectOption("course");
  const check = async () => {
    await openPromiseForm(ana);
    assert.equal(await page.getByLabel(tr("promise-deed"), { exact: true }).inputValue(), "water the plants");
    assert.ok(await page.getByLabel(tr("repeat-some-days")).isChecked());
    const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    assert.deepEqual(await Promise.all(days.map((day) => marked(page, day))), [false, true, false, false, true, false, false]);
    assert.equal(await page.getByLabel("By what time").inputValue(), "18:15");
    assert.equal(await page.getByLabel("What kind").inputValue(), "course");
  };
  await go(ana, tr("place-today"));
  await check();
  await ana.reload();
  await check();
  await page.getByLabel(tr("promise-cue"), { exact: true }).fill("I come home");
  await press(page, tr("promise-form-offer", { partner: "Ben" }));
  await isAt(ana, tr("promises-title"));
  await openPromiseForm(ana);
  assert.ok(await page.getByLabel(tr("repeat-once"), { exact: true }).isChecked(), "sent, and forgotten");
  assert.equal(await page.getByLabel("By what time").inputValue(), "");
  assert.equal(await page.getByLabel("What kind").inputValue(), "everyday");

  // Marks on a scale, and a choice of a few that has replaced its field.
  await go(ana, tr("impact-title"));
  await press(page, tr("impact-note"));
  await page.getByLabel("7", { exact: true }).first().check({ force: true });
  await page.getByLabel("sadness").check({ force: true });
  await go(ana, tr("closeness-title"));
  await page.getByLabel(tr("support-kind")).selectOption({ index: 2 });
  const kind = await page.getByLabel(tr("support-kind")).inputValue();
  await go(ana, tr("impact-title"));
  await press(page, tr("impact-note"));
  assert.ok(await page.getByLabel("7", { exact: true }).first().isChecked());
  assert.ok(await page.getByLabel("sadness").isChecked());
  await go(ana, tr("closeness-title"));
  assert.equal(await page.getByLabel(tr("support-kind")).inputValue(), kind);
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("the keyboard stays on the page when what it stood on is gone", { timeout: 60_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const { page } = ana;
  await go(ana, tr("place-settings"));
  await page.getByRole("button", { name: tr("recovery-title") }).press("Enter");
  for (const name of [tr("recovery-make"), tr("recovery-written")]) {
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
  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  const drafts = async () => (await stored(ana)).filter((row) => row.startsWith("sealed: draft/")).length;
  const before = await drafts();
  const field = ana.page.getByLabel(tr("page-label"));
  await field.click();
  await ana.page.clock.install();
  await ana.page.keyboard.type("I");
  // No timer may run: what stands in storage now stood there because of the key stroke itself.
  const deadline = Date.now() + 5_000;
  while ((await drafts()) === before && Date.now() < deadline);
  assert.equal(await drafts(), before + 1, "the first key stroke is in storage at once");
  await ana.close();
});
