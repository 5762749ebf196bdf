// The private check: ten questions, no answer stored anywhere, and the same words at the end for everyone.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { go, linkTwo, press, readNotice, startAlone, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { settled, stored } from "../lib/stored.mjs";
import { tr } from "../lib/words.mjs";

const HELP = tr("safety-title");
const CHECK = tr("check-title");
const ANSWERS = [tr("check-yes"), tr("check-partly"), tr("check-no"), tr("check-rather-not")];
const QUESTIONS = 10;
const MINUTE_MS = 60_000;

const fold = ({ page }) => page.locator("details", { hasText: CHECK }).last();
const atQuestion = (someone, number) => fold(someone).getByText(`${number} of ${QUESTIONS}`, { exact: true }).waitFor();
const atBeginning = (someone) => fold(someone).getByRole("button", { name: tr("check-begin"), exact: true }).waitFor();
const asked = ({ sent }) => sent.map(({ what }) => what).filter((what) => /^([A-Z]+ http|frame )/.test(what));

async function begin(someone) {
  await unfold(someone, HELP);
  await unfold(someone, CHECK);
  await press(fold(someone), tr("check-begin"));
  await atQuestion(someone, 1);
}

/** Answers all questions; `answer` names the button for each. Returns the look of the questions, and the end. */
async function goThrough(someone, answer) {
  await begin(someone);
  const seen = [];
  for (let number = 1; number <= QUESTIONS; number += 1) {
    await atQuestion(someone, number);
    seen.push(await fold(someone).innerHTML());
    await press(fold(someone), answer(number));
  }
  await fold(someone).getByText(tr("check-end-title")).waitFor();
  return [...seen, await fold(someone).innerHTML()];
}

test("care_01_02_03_05_the_check_leaves_no_trace_and_ends_the_same_for_everyone", async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { beforeOpen: ({ page }) => page.clock.install() }, other: { colorScheme: "dark" } });
  await go(ana, tr("place-private"));
  const before = await settled(ana);
  const [from, fromBen] = [asked(ana).length, (await settled(ben)).length];

  const pages = [];
  for (const answer of [() => tr("check-yes"), () => tr("check-no"), (number) => ANSWERS[number % ANSWERS.length]]) {
    pages.push(await goThrough(ana, answer));
    await press(fold(ana), tr("check-close"));
    await atBeginning(ana);
    for (const summary of [CHECK, HELP]) await unfold(ana, summary);
  }
  assert.deepEqual(pages[1], pages[0], "care_05: what was pressed shows nowhere, neither at the end nor on the way");
  assert.deepEqual(pages[2], pages[0]);
  assert.deepEqual(await stored(ana), before, "care_02: storage is byte for byte as it was");
  assert.deepEqual(asked(ana).slice(from), [], "care_03: and nothing went out, so that nothing differs");
  assert.equal((await settled(ben)).length, fromBen, "care_01: nothing came to the other");
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("care_06_the_questions_close_when_they_are_left_and_take_no_words", async () => {
  const someone = await partner(browser, relay, "asked-alone", { beforeOpen: ({ page }) => page.clock.install() });
  await startAlone(someone, "Eve");
  await go(someone, tr("place-private"));
  const reach = async () => {
    await press(fold(someone), tr("check-begin"));
    await press(fold(someone), tr("check-yes"));
    await atQuestion(someone, 2);
  };
  await unfold(someone, HELP);
  await unfold(someone, CHECK);
  await reach();
  assert.equal(await fold(someone).locator("input, textarea, select, [contenteditable]").count(), 0, "buttons only");
  await someone.screenshot("question");
  assert.deepEqual(await someone.accessibilityProblems(), []);

  // Closes the inner fold, then the outer one.
  for (const summary of [CHECK, HELP]) {
    await unfold(someone, summary);
    await unfold(someone, summary);
    await atBeginning(someone);
    await reach();
  }
  // Another app comes to the front.
  await someone.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });
  await atBeginning(someone);
  // No key or button is pressed.
  await reach();
  await someone.page.clock.fastForward(2 * MINUTE_MS);
  await press(fold(someone), tr("check-no"));
  await atQuestion(someone, 3);
  await someone.page.clock.fastForward(2 * MINUTE_MS);
  await atQuestion(someone, 3);
  // A person who hovers or scrolls counts as present.
  await fold(someone).getByText("3 of 10").hover();
  await someone.page.mouse.wheel(0, 40);
  await press(fold(someone), tr("check-back"));
  await atQuestion(someone, 2);
  await someone.page.clock.fastForward(2 * MINUTE_MS);
  await someone.page.keyboard.press("Tab");
  await someone.page.clock.fastForward(2 * MINUTE_MS);
  await atQuestion(someone, 2);
  await someone.page.clock.fastForward(MINUTE_MS);
  await atBeginning(someone);
  // The person goes to another page of the app.
  await reach();
  await go(someone, tr("place-today"));
  await go(someone, tr("place-private"));
  await unfold(someone, HELP);
  await unfold(someone, CHECK);
  await atBeginning(someone);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("care_07_the_check_is_there_before_anything_else_and_by_keyboard", async () => {
  const someone = await partner(browser, relay, "asked-first", { colorScheme: "dark" });
  const atNotice = await goThrough(someone, () => tr("check-rather-not"));
  await someone.screenshot("check-end");
  assert.deepEqual(await someone.accessibilityProblems(), []);
  await readNotice(someone);
  await begin(someone);
  // The next question takes the focus, and its first button is one Tab away.
  for (let number = 2; number <= QUESTIONS; number += 1) {
    await someone.page.keyboard.press("Tab");
    await someone.page.keyboard.press("Enter");
    await atQuestion(someone, number);
  }
  await someone.page.keyboard.press("Tab");
  await someone.page.keyboard.press("Enter");
  await fold(someone).getByText(tr("check-end-title")).waitFor();
  assert.equal(await fold(someone).innerHTML(), atNotice.at(-1));
  assert.deepEqual(someone.problems, []);
  await someone.close();
});
