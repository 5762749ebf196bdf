// How near the first useful act is: presses, and words that stand before it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, beginTheWay, press, readNotice, safetyWords } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

// The first question and the first reading stand between the name and Today of a person who begins alone.
const TAPS_OF_THE_FIRST_QUESTION = 2;
const TAPS_ALONE = 3;
const WORDS_ALONE = 120;
const TAPS_TO_LINK = 6;
const TAPS_OF_THE_INVITED = 3;

/** Counts the presses of a page, by a person or by a step of these tests. */
async function countTaps({ page }) {
  await page.addInitScript(() => {
    const before = Number(sessionStorage.getItem("taps") ?? 0);
    globalThis.taps = before;
    addEventListener("click", () => sessionStorage.setItem("taps", String((globalThis.taps += 1))), { capture: true });
  });
}

const taps = ({ page }) => page.evaluate(() => globalThis.taps);
const words = async ({ page }) => (await page.getByRole("main").innerText()).trim().split(/\s+/).length;

async function begun(name) {
  const someone = await partner(browser, relay, name, { beforeOpen: countTaps });
  await readNotice(someone);
  await press(someone.page, tr("welcome-alone"));
  await someone.page.getByLabel(tr("name-label")).fill("Ana");
  await press(someone.page, tr("welcome-begin"));
  await someone.page.getByRole("heading", { name: tr("way-where-title") }).waitFor();
  return someone;
}

test("alone, the first question is three presses away, and from Today on the first words are two and few words away", async () => {
  const ana = await begun("ana");
  assert.equal(await taps(ana), TAPS_ALONE, "the notice, alone, a name");
  await beginTheWay(ana);
  const before = await taps(ana);
  assert.equal(before, TAPS_ALONE + TAPS_OF_THE_FIRST_QUESTION);
  await ana.page.getByRole("heading", { name: tr("step-write-first-lines") }).waitFor();
  let read = await words(ana);
  await press(ana.page, tr("today-step-open"));
  await ana.page.getByLabel(tr("page-label")).waitFor();
  read += await words(ana);
  assert.ok(read <= WORDS_ALONE, `${read} words on Today and in the form`);
  await ana.page.getByLabel(tr("page-label")).fill("I cannot sleep.");
  await press(ana.page, tr("page-keep"));
  await ana.page.getByText("I cannot sleep.").first().waitFor();
  // Typing is no press; the field takes the words as soon as it is there.
  assert.ok((await taps(ana)) - before <= TAPS_ALONE, `${(await taps(ana)) - before} presses from Today on`);
  assert.deepEqual(ana.problems, []);
  await ana.close();
});

test("to be linked takes six presses of the one and three of the other, and the first question comes in between", async () => {
  const ana = await begun("ana");
  await beginTheWay(ana);
  await ana.page.getByRole("main").getByRole("button", { name: new RegExp(`^${tr("today-invite")}`) }).click();
  await press(ana.page, tr("link-make"));
  const invitation = (await ana.page.getByTestId("link-text").innerText()).trim();
  const ben = await partner(browser, relay, "ben", { beforeOpen: countTaps });
  await acceptInvitation(ben, invitation, "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  for (const { page } of [ana, ben]) await press(page, tr("link-same"));
  for (const { page } of [ana, ben]) await page.getByRole("navigation").waitFor();
  assert.equal(await taps(ana), TAPS_TO_LINK + TAPS_OF_THE_FIRST_QUESTION);
  assert.equal(await taps(ben), TAPS_OF_THE_INVITED);
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
