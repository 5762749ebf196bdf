// Talks: in both forms, on two phones and side by side on one; pauses that last, and words that are not kept for ever.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { isoInDays } from "../lib/day.mjs";
import { go, goOn, linkTwo, openRow, openSetting, press, startAlone, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

// The clock runs normally until a test moves it.
const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const linked = () => linkTwo(browser, relay, { one: clocked, other: { colorScheme: "dark", ...clocked } });

const sees = ({ page }, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const has = ({ page }, name) => page.getByRole("button", { name, exact: true }).isVisible();

/** Writes a turn. */
async function say(someone, label, words, send) {
  await someone.page.getByLabel(label, { exact: true }).first().fill(words);
  await press(someone.page, send);
}

/** One partner asks for a talk, the other agrees, and both open it. */
async function begin(one, other, { way, topic = "" }) {
  await go(one, tr("talks-title"));
  await press(one.page, tr("talk-ask"));
  await one.page.getByLabel(new RegExp(`^${way}`)).check();
  await one.page.getByLabel(tr("talk-topic")).fill(topic);
  return async ({ ask, answer }) => {
    await press(one.page, ask);
    await openRow(one, topic || tr("talk-title"));
    await go(other, tr("talks-title"));
    await openRow(other, topic || tr("talk-title"));
    await answer();
    await press(other.page, tr("talk-consent"));
  };
}

async function clean(...both) {
  for (const someone of both) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
}

test("two partners speak and listen, each on their own phone", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: tr("talk-form-listener"), topic: "Our evenings" });
  await ana.screenshot("talk-01-ask");
  await start({
    ask: "Ask Ben",
    answer: async () => {
      await sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" }));
      assert.ok(await has(ben, tr("talk-pause")), "care_36: from the first state on");
      assert.ok(await has(ben, tr("talk-state-not-yet")));
      await ben.screenshot("talk-02-asked");
    },
  });

  await sees(ana, tr("talk-at-floor", { turn: "me" }));
  await sees(ben, tr("talk-at-floor", { turn: "other", partner: "Ana" }));
  await ben.screenshot("talk-03-listening");
  await press(ana.page, tr("talk-speak-send"));
  await sees(ana, tr("problem-nothing-said"));
  await say(ana, tr("talk-speak-label"), "When you come late I lie awake.", tr("talk-speak-send"));
  await sees(ben, "When you come late I lie awake.");
  await ben.screenshot("talk-04-say-back");
  await say(ben, tr("talk-back-label"), "You are angry that I am late.", tr("talk-back-send"));
  await sees(ana, tr("talk-at-confirm", { turn: "me" }));
  await ana.screenshot("talk-05-confirm");
  await press(ana.page, tr("talk-not-quite"));
  await sees(ben, tr("talk-at-restate", { turn: "other", partner: "Ana" }));
  await say(ana, tr("talk-restate-label"), "I am not angry. I am afraid.", tr("talk-speak-send"));

  await unfold(ben, tr("talk-repair"));
  await ben.screenshot("talk-06-repair");
  await press(ben.page, tr("repair-phrase-3"));
  await sees(ana, tr("repair-phrase-3"));
  await say(ben, tr("talk-back-label"), "You lie awake and are afraid.", tr("talk-back-send"));
  await sees(ana, "You lie awake and are afraid.");
  await press(ana.page, tr("talk-confirm"));
  await ana.screenshot("talk-07-swap");
  assert.ok(!(await has(ana, tr("talk-close"))), "only one was heard so far");
  await press(ana.page, tr("talk-pass", { partner: "Ben" }));

  await sees(ben, tr("talk-at-floor", { turn: "me" }));
  await say(ben, tr("talk-speak-label"), "I am ashamed when I am late.", tr("talk-speak-send"));
  await say(ana, tr("talk-back-label"), "You feel shame, and come later for it.", tr("talk-back-send"));
  await press(ben.page, tr("talk-confirm"));
  await press(ben.page, tr("talk-close"));
  await sees(ana, tr("talk-is-closed"));

  await ana.page.getByLabel(tr("felt-3")).check();
  await press(ana.page, tr("felt-keep"));
  await sees(ana, "Only you can read it.");
  await ana.screenshot("talk-08-felt");
  await ben.page.getByLabel(tr("felt-3")).waitFor();
  assert.ok(!(await ben.page.getByLabel(tr("felt-3")).isChecked()), "care_16: how heard she felt stays with Ana");

  await go(ben, tr("place-story"));
  await sees(ben, tr("story-talk-closed"));
  assert.equal(await ben.page.getByText("I lie awake").count(), 0, "the story repeats no word");
  await clean(ana, ben);
});

/** Goes from the first turn to "understood", with one question. */
async function understood(speaker, listener, words) {
  await say(speaker, tr("talk-speak-label"), words, tr("talk-speak-send"));
  await sees(listener, words);
  await press(listener.page, tr("talk-questions-done"));
  await say(listener, tr("talk-sum-label"), `For you it is: ${words}`, tr("talk-sum-send"));
  await sees(speaker, tr("talk-at-satisfied", { turn: "me" }));
}

test("care_36_planning_only_after_both_are_understood_and_pause_always_there", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ben, ana, { way: tr("talk-form-first"), topic: tr("breach-money") });
  await ben.page.getByLabel(tr("talk-first-partner")).check();
  await start({ ask: "Ask Ana", answer: () => sees(ana, tr("talk-first-is-you")) });

  await say(ana, tr("talk-speak-label"), "I want to know where it goes.", tr("talk-speak-send"));
  await say(ben, tr("talk-question-label"), "What is it like not to know?", tr("talk-question-send"));
  await sees(ana, "What is it like not to know?");
  await ana.screenshot("talk-10-question");
  await say(ana, tr("talk-speak-label"), "Like standing on ice.", tr("talk-speak-send"));
  await ben.screenshot("talk-11-questions");
  await press(ben.page, tr("talk-questions-done"));
  await say(ben, tr("talk-sum-label"), "Not knowing is like ice.", tr("talk-sum-send"));
  await sees(ana, tr("talk-at-satisfied", { turn: "me" }));
  await press(ana.page, tr("talk-satisfied"));
  await goOn(ana, tr("moment-understood-title"));
  assert.equal(await ana.page.getByLabel(tr("talk-plan-label")).count(), 0, "one is understood, and nothing is planned");
  await press(ana.page, tr("talk-pass", { partner: "Ben" }));

  await understood(ben, ana, "I fear the list of every cent.");
  for (const someone of [ana, ben]) {
    assert.ok(await has(someone, tr("talk-pause")));
    assert.equal(await someone.page.getByLabel(tr("talk-plan-label")).count(), 0);
  }
  await press(ben.page, tr("talk-satisfied"));
  await goOn(ben, tr("moment-understood-title"));
  await sees(ana, "Both of you feel understood.");
  await ben.screenshot("talk-12-plan");
  await say(ben, tr("talk-plan-label"), "One look at the account on Sundays.", tr("talk-plan-send"));
  await sees(ana, "One look at the account on Sundays.");
  await ana.screenshot("talk-13-plan-asked");
  await press(ana.page, tr("talk-plan-agree"));
  await sees(ben, tr("talk-is-planned"));
  await openRow(ana, tr("talk-plan-promise"));
  await ana.page.getByLabel(tr("promise-deed"), { exact: true }).waitFor();
  await clean(ana, ben);
});

test("care_37_a_pause_lasts_and_costs_nothing", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: tr("talk-form-listener") });
  await start({ ask: "Ask Ben", answer: () => sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" })) });
  await say(ana, tr("talk-speak-label"), "It is loud in me.", tr("talk-speak-send"));
  await sees(ben, "It is loud in me.");
  await ben.page.getByLabel(tr("talk-back-label")).fill("Half a thought");

  await press(ben.page, tr("talk-pause"));
  await sees(ana, /^Paused until/);
  await ana.screenshot("talk-20-paused");
  assert.ok(!(await has(ana, tr("talk-resume"))), "nobody cuts it short");
  assert.equal(await ana.page.getByRole("main").getByText("Ben paused").count(), 0, "and nobody is named");
  await go(ben, tr("place-today"));
  assert.equal(await ben.page.getByText(tr("step-take-turn")).count(), 0, "quiet while it lasts");

  for (const someone of [ana, ben]) await someone.page.clock.fastForward("19:00");
  assert.ok(!(await has(ana, tr("talk-resume"))));
  for (const someone of [ana, ben]) await someone.page.clock.fastForward("01:30");
  await sees(ana, tr("talk-pause-over"));
  await ana.screenshot("talk-21-pause-over");
  await sees(ben, tr("step-take-up-talk"));

  await unfold(ana, tr("talk-put-off"));
  await ana.page.getByLabel(tr("talk-put-off-day")).fill(isoInDays(2));
  await press(ana.page, tr("talk-put-off-send"));
  await sees(ana, startOf("talk-pause-time"));
  await go(ben, tr("talks-title"));
  await openRow(ben, tr("talk-title"));
  await sees(ben, tr("talk-pause-rests-words"));
  await ben.screenshot("talk-22-put-off");
  await press(ben.page, tr("talk-resume"));
  await ben.page.getByLabel(tr("talk-back-label")).waitFor();
  assert.equal(await ben.page.getByLabel(tr("talk-back-label")).inputValue(), "Half a thought", "no word is lost");

  await go(ana, tr("place-story"));
  assert.equal(await ana.page.getByText(/paused/i).count(), 0, "pauses are told nowhere");
  await openRow(ana, tr("victories-title"));
  await sees(ana, tr("because-taken-up"));
  await ana.screenshot("talk-23-victory");
  await press(ana.page, tr("victory-yes"));
  await go(ben, tr("talks-title"));
  await openRow(ben, tr("talk-title"));
  await press(ben.page, tr("talk-end"));
  await press(ben.page, tr("talk-end-yes"));
  await sees(ana, tr("victory-taken-up"));
  await sees(ben, tr("talk-is-ended"));
  await clean(ana, ben);
});

test("care_37_a_pause_while_one_writes_keeps_the_words_in_sight_and_the_keyboard_on_the_page", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: tr("talk-form-listener") });
  await start({ ask: "Ask Ben", answer: () => sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" })) });
  await say(ana, tr("talk-speak-label"), "It is loud in me.", tr("talk-speak-send"));
  await sees(ben, "It is loud in me.");
  const field = ben.page.getByLabel(tr("talk-back-label"), { exact: true });
  // Ben's clock stands still, so that his typing has not yet been saved when the pause arrives.
  await ben.page.clock.pauseAt(Date.now() + 60_000);
  await field.click();
  await ben.page.keyboard.type("You would like it to be quie");
  await press(ana.page, tr("talk-pause"));
  await sees(ben, /^Paused until/);
  await ben.page.clock.resume();
  await sees(ben, "You would like it to be quie");
  await sees(ben, tr("talk-pause-kept-note"));
  assert.equal(await field.count(), 0);
  assert.notEqual(await ben.page.evaluate(() => document.activeElement.tagName), "BODY", "the keyboard is on the page");
  await ben.page.keyboard.type("ter here");
  await ben.screenshot("talk-24-paused-while-writing");
  assert.deepEqual(await ben.accessibilityProblems(), []);
  assert.equal(await ana.page.getByText("You would like it").count(), 0, "they are nobody else's");
  await sees(ana, /^Paused until/);
  assert.equal(await ana.page.getByText(tr("talk-pause-kept")).count(), 0);

  await ben.reload();
  await go(ben, tr("talks-title"));
  await openRow(ben, tr("talk-title"));
  await sees(ben, "You would like it to be quie");
  for (const someone of [ana, ben]) await someone.page.clock.fastForward("20:30");
  await press(ana.page, tr("talk-resume"));
  await field.waitFor();
  assert.equal(await field.inputValue(), "You would like it to be quie", "no word is lost");
  assert.equal(await ben.page.getByText(tr("talk-pause-kept")).count(), 0);
  await ben.page.getByRole("button", { name: tr("talk-back-send") }).click();
  await sees(ana, "You would like it to be quie");
  await clean(ana, ben);
});

test("words that were being written when the other unlinked are there to be copied", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: tr("talk-form-listener") });
  await start({ ask: "Ask Ben", answer: () => sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" })) });
  await ana.page.getByLabel(tr("talk-speak-label"), { exact: true }).fill("It is loud in me, and I was about to say why.");
  await openSetting(ben, tr("settings-unlink"));
  await press(ben.page, tr("unlink-now"));
  await sees(ana, "These words were not sent");
  await sees(ana, "It is loud in me, and I was about to say why.");
  await ana.screenshot("talk-25-unlinked-while-writing");
  await clean(ana, ben);
});

test("a talk side by side keeps no word, and words are shown for as long as their author likes", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  await go(ana, tr("talks-title"));
  await press(ana.page, tr("talk-side"));
  await ana.screenshot("talk-30-side");
  await press(ana.page, tr("side-begin"));
  for (const [words, button] of [
    [tr("side-floor", { speaker: "Ana", listener: "Ben" }), tr("side-said")],
    ["Ben, say back what you heard", tr("side-said-back")],
    [tr("side-confirm", { speaker: "Ana" }), tr("talk-not-quite")],
    ["Ana, say it again", tr("side-said")],
    ["Ben, say back what you heard", tr("side-said-back")],
    [tr("side-confirm", { speaker: "Ana" }), tr("talk-confirm")],
  ]) {
    await sees(ana, words);
    assert.ok(await has(ana, tr("talk-pause")));
    await press(ana.page, button);
  }
  await sees(ana, tr("side-swap", { speaker: "Ana" }));
  await ana.screenshot("talk-31-guide");
  await press(ana.page, tr("talk-pause"));
  await sees(ana, /^Paused until/);
  await ana.page.clock.fastForward("20:30");
  await press(ana.page, tr("talk-resume"));
  await press(ana.page, tr("side-swap-now", { partner: "Ben" }));
  await press(ana.page, tr("talk-close-bare"));
  await openRow(ana, tr("talk-title"));
  await sees(ana, tr("talk-is-side"));
  await go(ben, tr("place-story"));
  await sees(ben, tr("story-talk-side-by-side", { by: "other", name: "Ana" }));

  const start = await begin(ana, ben, { way: tr("talk-form-listener"), topic: "Small things" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" })) });
  await say(ana, tr("talk-speak-label"), "These words go in a week.", tr("talk-speak-send"));
  await sees(ben, "These words go in a week.");
  await go(ana, tr("talks-title"));
  await unfold(ana, tr("keeping-title"));
  await ana.page.getByLabel("7 days").check();
  await press(ana.page, tr("keeping-keep"));
  await ana.screenshot("talk-32-room");
  await sees(ana, tr("done-written"));
  await ben.page.clock.fastForward(8 * 86_400_000);
  await sees(ben, tr("talk-not-kept"));
  assert.equal(await ben.page.getByText("These words go in a week.").count(), 0, "care_24");
  await ben.screenshot("talk-33-not-kept");
  await clean(ana, ben);
});

test("alone there is a way in, and after parting the talks are there to be read", { timeout: 120_000 }, async () => {
  const eve = await partner(browser, relay, "eve");
  await startAlone(eve, "Eve");
  await go(eve, tr("talks-title"));
  await sees(eve, tr("talks-alone-title"));
  await eve.screenshot("talk-40-alone");

  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: tr("talk-form-listener"), topic: "The move" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" })) });
  await say(ana, tr("talk-speak-label"), "I would rather stay.", tr("talk-speak-send"));
  await sees(ben, "I would rather stay.");
  await openSetting(ana, tr("settings-unlink"));
  await press(ana.page, tr("unlink-now"));
  await sees(ben, "I would rather stay.");
  await ben.page.getByRole("button", { name: tr("talk-pause"), exact: true }).waitFor({ state: "detached" });
  assert.equal(await ben.page.getByLabel(tr("talk-back-label")).count(), 0, "to be read, and no more");
  await go(ben, tr("talks-title"));
  assert.ok(!(await has(ben, tr("talk-ask"))));
  await sees(ben, /Left open/);
  await ben.screenshot("talk-41-parted");
  await clean(eve, ana, ben);
});
