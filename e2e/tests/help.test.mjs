// Help: a folded suggestion in Private, for one person only, from their own numbers; and the trend of own ratings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { go, isAt, linkTwo, openRow, press, startAlone, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const DAY_MS = 86_400_000;
const NOTE = tr("step-read-help");
const WEEK = tr("rating-too-much");

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();
const note = ({ page }) => page.locator("summary", { hasText: NOTE });
const asksOfTheWeek = ({ page }) => page.getByRole("group", { name: WEEK });

/** Goes to a place, and waits until it is drawn, so that a missing element is truly missing. */
async function goAndSee(someone, place) {
  await go(someone, place);
  await isAt(someone, place);
}

/** Lets days pass for all of them. */
async function days(count, ...all) {
  for (const { page } of all) await page.clock.fastForward(count * DAY_MS);
}

/** Opens the form and marks some of its scales, found by their questions. */
async function mark(someone, marks) {
  await go(someone, tr("place-private"));
  await openRow(someone, tr("ratings-title"));
  await isAt(someone, tr("ratings-title"));
  for (const [question, chosen] of Object.entries(marks)) {
    const scale = someone.page.getByRole("group", { name: question }).getByLabel(String(chosen), { exact: true });
    // A forced press does not wait for a page that is still moving.
    await scale.scrollIntoViewIfNeeded();
    await scale.check({ force: true });
  }
}

/** Does an act that writes an entry, and waits until the relay has it. */
async function written({ page }, act) {
  const pushed = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/records"));
  await act();
  await pushed;
}

/** Saves the marks, and returns to the private space. */
async function keep(someone) {
  await written(someone, () => press(someone.page, tr("ratings-keep")));
  await isAt(someone, tr("place-private"));
}

async function rate(someone, marks) {
  await mark(someone, marks);
  await keep(someone);
}

/** Returns the records that a device pushes during an act: their mailboxes and lengths. */
async function handedOver({ sent }, act) {
  const from = sent.length;
  await act();
  const bodies = sent.slice(from).filter(({ what }) => /^body of POST .*\/records$/.test(what));
  return bodies.map(({ what, bytes }) => `${what}: ${bytes.length}`);
}

async function clean(...all) {
  for (const someone of all) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
}

test("care_26_a_suggestion_says_why_is_for_one_alone_and_stays_away_when_put_away", { timeout: 240_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });
  await mark(ana, { "How much do you trust": 3, [WEEK]: 3 });
  await ana.screenshot("help-01-form");
  await keep(ana);
  assert.equal(await note(ana).count(), 0, "one week is one week");

  await days(1, ana, ben);
  await mark(ana, { "How much do you trust": 3 });
  assert.equal(await asksOfTheWeek(ana).count(), 0, "care_32: the week is asked about once a week");
  const plain = await handedOver(ana, () => keep(ana));
  assert.equal(plain.length, 1);

  await days(6, ana, ben);
  await mark(ana, { [WEEK]: 4 });
  const telling = await handedOver(ana, () => keep(ana));
  assert.deepEqual(telling, plain, "care_16: a mark that leads to a suggestion leaves what any private mark leaves");

  const reading = await handedOver(ana, async () => {
    for (const place of [tr("place-today"), tr("place-repair"), tr("place-together"), tr("place-story")]) {
      await goAndSee(ana, place);
      assert.equal(await note(ana).count(), 0, `care_53: nothing of it in ${place}`);
    }
    await goAndSee(ana, tr("place-private"));
    await note(ana).waitFor();
    assert.ok(!(await ana.page.getByText("Two weeks running").isVisible()), "who looks from beside sees one folded line");
    await ana.screenshot("help-02-folded");
    await unfold(ana, NOTE);
    await sees(ana, /^Two weeks running, from .*, you marked the week 3 and 4\./);
    await unfold(ana, tr("help-see"));
    await sees(ana, tr("safety-trained-title"));
    await sees(ana, tr("safety-now-title"));
    await ana.screenshot("help-03-unfolded");
    assert.deepEqual(await ana.accessibilityProblems(), []);
    await rate(ana, { "How much do you trust": 4 });
  });
  assert.deepEqual(reading, plain, "reading it leaves nothing: what was handed over is the mark that followed");

  for (const place of [tr("place-today"), tr("place-private"), tr("place-story"), tr("hard-title")]) {
    await goAndSee(ben, place);
    assert.equal(await note(ben).count(), 0);
    assert.doesNotMatch(await main(ben).innerText(), /cope with|too much for|how Ana/i);
  }

  await goAndSee(ana, tr("place-private"));
  await unfold(ana, NOTE);
  const putAway = () => ana.page.getByRole("button", { name: `Not now: ${NOTE}` }).click();
  assert.deepEqual(await handedOver(ana, () => written(ana, putAway)), plain, "so does putting it away");
  await note(ana).waitFor({ state: "detached" });
  for (let week = 1; week <= 3; week += 1) {
    await days(7, ana, ben);
    await rate(ana, { [WEEK]: 4 });
    assert.equal(await note(ana).count(), 0, `${week} weeks after "Not now"`);
  }
  await days(7, ana, ben);
  await rate(ana, { [WEEK]: 4 });
  await note(ana).waitFor();
  await clean(ana, ben);
});

test("care_53_one_tap_says_that_it_is_too_much_shows_in_private_alone_and_is_told_nobody", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { colorScheme: "dark" } });
  const plain = await handedOver(ana, () => rate(ana, { "How much do you trust": 5 }));
  const tap = () => written(ana, () => openRow(ana, tr("too-much-now")));
  assert.deepEqual(await handedOver(ana, tap), plain, "care_16: it leaves what any private mark leaves");
  await sees(ana, "You said today that it is too much.");
  assert.equal(await ana.page.getByRole("button", { name: /^It is too much now/ }).count(), 0, "once a day is enough");
  const unfolded = ana.page.getByText(tr("safety-now-title")).filter({ visible: true });
  assert.equal(await unfolded.count(), 0, "who looks from beside sees what is always there");
  await unfold(ana, tr("safety-title"));
  await sees(ana, tr("safety-now-title"));
  await ana.screenshot("help-04-too-much");
  for (const place of [tr("place-today"), tr("place-repair"), tr("place-together"), tr("place-story"), tr("place-settings")]) {
    await goAndSee(ana, place);
    assert.equal(await note(ana).count(), 0, place);
  }
  await goAndSee(ana, tr("place-private"));
  await unfold(ana, NOTE);
  await sees(ana, /^You said on .* that it is too much\.$/);
  await ana.screenshot("help-05-too-much-today");
  await goAndSee(ben, tr("place-today"));
  assert.equal(await note(ben).count(), 0);
  await clean(ana, ben);
});

test("care_27_a_trend_has_its_range_and_says_how_much_is_missing_before", { timeout: 180_000 }, async () => {
  const eve = await partner(browser, relay, "eve", clocked);
  await startAlone(eve, "Eve");
  await rate(eve, { "How much do you trust": 2, "How free do you feel": 5 });
  await unfold(eve, tr("trend-title"));
  await sees(eve, tr("trend-early", { what: "trust", more: 7 }));
  await sees(eve, tr("trend-early", { what: "load", more: 8 }));
  assert.equal(await main(eve).locator("figure").count(), 0, "nothing is drawn from too few");
  for (const trust of [3, 2, 4, 3, 5, 4]) {
    await days(7, eve);
    await rate(eve, { "How much do you trust": trust });
  }
  await unfold(eve, tr("trend-title"));
  await sees(eve, tr("trend-early", { what: "trust", more: 1 }));
  await days(7, eve);
  await rate(eve, { "How much do you trust": 6 });
  await unfold(eve, tr("trend-title"));
  await sees(eve, /^Over 7 weeks from .*, your trust moved by about \+3\.5\. It could be anything from \+0\.5 to \+6\.5\.$/);
  await sees(eve, "8 of your numbers as dots, 0 at the bottom and 10 at the top. The first is 2, the last 6.");
  assert.equal(await main(eve).locator("figure circle").count(), 8);
  await eve.screenshot("help-06-trend");
  await eve.page.emulateMedia({ colorScheme: "dark" });
  await eve.screenshot("help-07-trend-dark");
  await clean(eve);
});
