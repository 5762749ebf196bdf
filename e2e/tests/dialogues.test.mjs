// Talks: in both forms, on two phones and side by side on one; pauses that last, and words that are not kept for ever.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { isoInDays } from "../lib/day.mjs";
import { go, linkTwo, openRow, openSetting, press, startAlone, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

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
  await go(one, "Talks");
  await press(one.page, "Ask for a talk");
  await one.page.getByLabel(new RegExp(`^${way}`)).check();
  await one.page.getByLabel("About what").fill(topic);
  return async ({ ask, answer }) => {
    await press(one.page, ask);
    await openRow(one, topic || "A talk");
    await go(other, "Talks");
    await openRow(other, topic || "A talk");
    await answer();
    await press(other.page, "Yes, let us talk");
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
  const start = await begin(ana, ben, { way: "Speak and listen", topic: "Our evenings" });
  await ana.screenshot("talk-01-ask");
  await start({
    ask: "Ask Ben",
    answer: async () => {
      await sees(ben, "Ana would like to talk with you.");
      assert.ok(await has(ben, "Pause"), "care_36: from the first state on");
      assert.ok(await has(ben, "Not yet"));
      await ben.screenshot("talk-02-asked");
    },
  });

  await sees(ana, "You have the floor.");
  await sees(ben, "Ana has the floor. You listen.");
  await ben.screenshot("talk-03-listening");
  await press(ana.page, "Say it");
  await sees(ana, "Write a few words first.");
  await say(ana, "How it is for you", "When you come late I lie awake.", "Say it");
  await sees(ben, "When you come late I lie awake.");
  await ben.screenshot("talk-04-say-back");
  await say(ben, "What I heard", "You are angry that I am late.", "Say it back");
  await sees(ana, "Is that what you meant?");
  await ana.screenshot("talk-05-confirm");
  await press(ana.page, "Not quite");
  await sees(ben, "Ana says it again, in other words.");
  await say(ana, "The same, in other words", "I am not angry. I am afraid.", "Say it");

  await unfold(ben, "Words for a hard moment");
  await ben.screenshot("talk-06-repair");
  await press(ben.page, "I want to understand you.");
  await sees(ana, "I want to understand you.");
  await say(ben, "What I heard", "You lie awake and are afraid.", "Say it back");
  await sees(ana, "You lie awake and are afraid.");
  await press(ana.page, "Yes, that’s what I meant");
  await ana.screenshot("talk-07-swap");
  assert.ok(!(await has(ana, "Close the talk here")), "only one was heard so far");
  await press(ana.page, "Pass the floor to Ben");

  await sees(ben, "You have the floor.");
  await say(ben, "How it is for you", "I am ashamed when I am late.", "Say it");
  await say(ana, "What I heard", "You feel shame, and come later for it.", "Say it back");
  await press(ben.page, "Yes, that’s what I meant");
  await press(ben.page, "Close the talk here");
  await sees(ana, "You two held this talk.");

  await ana.page.getByLabel("Mostly").check();
  await press(ana.page, "Keep it");
  await sees(ana, "Only you can read it.");
  await ana.screenshot("talk-08-felt");
  await ben.page.getByLabel("Mostly").waitFor();
  assert.ok(!(await ben.page.getByLabel("Mostly").isChecked()), "care_16: how heard she felt stays with Ana");

  await go(ben, "Story");
  await sees(ben, "You two held a talk.");
  assert.equal(await ben.page.getByText("I lie awake").count(), 0, "the story repeats no word");
  await clean(ana, ben);
});

/** Goes from the first turn to "understood", with one question. */
async function understood(speaker, listener, words) {
  await say(speaker, "How it is for you", words, "Say it");
  await sees(listener, words);
  await press(listener.page, "No more questions");
  await say(listener, "What I understood", `For you it is: ${words}`, "Sum it up");
  await sees(speaker, "Do you feel understood?");
}

test("care_36_planning_only_after_both_are_understood_and_pause_always_there", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ben, ana, { way: "Understand first", topic: "Money" });
  await ben.page.getByLabel("I would like to listen first").check();
  await start({ ask: "Ask Ana", answer: () => sees(ana, "You would speak first.") });

  await say(ana, "How it is for you", "I want to know where it goes.", "Say it");
  await say(ben, "An open question", "What is it like not to know?", "Ask it");
  await sees(ana, "What is it like not to know?");
  await ana.screenshot("talk-10-question");
  await say(ana, "How it is for you", "Like standing on ice.", "Say it");
  await ben.screenshot("talk-11-questions");
  await press(ben.page, "No more questions");
  await say(ben, "What I understood", "Not knowing is like ice.", "Sum it up");
  await sees(ana, "Do you feel understood?");
  await press(ana.page, "Yes, I feel understood");
  assert.equal(await ana.page.getByLabel("What we could do").count(), 0, "one is understood, and nothing is planned");
  await press(ana.page, "Pass the floor to Ben");

  await understood(ben, ana, "I fear the list of every cent.");
  for (const someone of [ana, ben]) {
    assert.ok(await has(someone, "Pause"));
    assert.equal(await someone.page.getByLabel("What we could do").count(), 0);
  }
  await press(ben.page, "Yes, I feel understood");
  await sees(ana, "Both of you feel understood.");
  await ben.screenshot("talk-12-plan");
  await say(ben, "What we could do", "One look at the account on Sundays.", "Suggest it");
  await sees(ana, "One look at the account on Sundays.");
  await ana.screenshot("talk-13-plan-asked");
  await press(ana.page, "Let us do that");
  await sees(ben, "You two held this talk, and agreed on what to do.");
  await openRow(ana, "Make a promise of it");
  await ana.page.getByLabel("I will", { exact: true }).waitFor();
  await clean(ana, ben);
});

test("care_37_a_pause_lasts_and_costs_nothing", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: "Speak and listen" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, "Ana would like to talk with you.") });
  await say(ana, "How it is for you", "It is loud in me.", "Say it");
  await sees(ben, "It is loud in me.");
  await ben.page.getByLabel("What I heard").fill("Half a thought");

  await press(ben.page, "Pause");
  await sees(ana, /^Paused until/);
  await ana.screenshot("talk-20-paused");
  assert.ok(!(await has(ana, "Take it up again")), "nobody cuts it short");
  assert.equal(await ana.page.getByRole("main").getByText("Ben paused").count(), 0, "and nobody is named");
  await go(ben, "Today");
  assert.equal(await ben.page.getByText("It is your turn in a talk").count(), 0, "quiet while it lasts");

  for (const someone of [ana, ben]) await someone.page.clock.fastForward("19:00");
  assert.ok(!(await has(ana, "Take it up again")));
  for (const someone of [ana, ben]) await someone.page.clock.fastForward("01:30");
  await sees(ana, "The pause is over");
  await ana.screenshot("talk-21-pause-over");
  await sees(ben, "Take a talk up again, or choose a time");

  await unfold(ana, "Choose a time");
  await ana.page.getByLabel("On which day").fill(isoInDays(2));
  await press(ana.page, "Put it off till then");
  await sees(ana, "To be taken up again");
  await go(ben, "Talks");
  await openRow(ben, "A talk");
  await sees(ben, "Pick it up when you both like, or let it go.");
  await ben.screenshot("talk-22-put-off");
  await press(ben.page, "Take it up again");
  await ben.page.getByLabel("What I heard").waitFor();
  assert.equal(await ben.page.getByLabel("What I heard").inputValue(), "Half a thought", "no word is lost");

  await go(ana, "Story");
  assert.equal(await ana.page.getByText(/paused/i).count(), 0, "pauses are told nowhere");
  await openRow(ana, "Small victories");
  await sees(ana, "You two paused a talk, and took it up again.");
  await ana.screenshot("talk-23-victory");
  await press(ana.page, "Write it down as one");
  await go(ben, "Talks");
  await openRow(ben, "A talk");
  await press(ben.page, "Let this talk go");
  await press(ben.page, "Let it go");
  await sees(ana, "We took a talk up again after a pause.");
  await sees(ben, "This talk was let go. That is fine, too.");
  await clean(ana, ben);
});

test("care_37_a_pause_while_one_writes_keeps_the_words_in_sight_and_the_keyboard_on_the_page", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: "Speak and listen" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, "Ana would like to talk with you.") });
  await say(ana, "How it is for you", "It is loud in me.", "Say it");
  await sees(ben, "It is loud in me.");
  const field = ben.page.getByLabel("What I heard", { exact: true });
  // Ben's clock stands still, so that his typing has not yet been saved when the pause arrives.
  await ben.page.clock.pauseAt(Date.now() + 60_000);
  await field.click();
  await ben.page.keyboard.type("You would like it to be quie");
  await press(ana.page, "Pause");
  await sees(ben, /^Paused until/);
  await ben.page.clock.resume();
  await sees(ben, "You would like it to be quie");
  await sees(ben, "These words are kept on this device");
  assert.equal(await field.count(), 0);
  assert.notEqual(await ben.page.evaluate(() => document.activeElement.tagName), "BODY", "the keyboard is on the page");
  await ben.page.keyboard.type("ter here");
  await ben.screenshot("talk-24-paused-while-writing");
  assert.deepEqual(await ben.accessibilityProblems(), []);
  assert.equal(await ana.page.getByText("You would like it").count(), 0, "they are nobody else's");
  await sees(ana, /^Paused until/);
  assert.equal(await ana.page.getByText("You were writing").count(), 0);

  await ben.reload();
  await go(ben, "Talks");
  await openRow(ben, "A talk");
  await sees(ben, "You would like it to be quie");
  for (const someone of [ana, ben]) await someone.page.clock.fastForward("20:30");
  await press(ana.page, "Take it up again");
  await field.waitFor();
  assert.equal(await field.inputValue(), "You would like it to be quie", "no word is lost");
  assert.equal(await ben.page.getByText("You were writing").count(), 0);
  await ben.page.getByRole("button", { name: "Say it back" }).click();
  await sees(ana, "You would like it to be quie");
  await clean(ana, ben);
});

test("words that were being written when the other unlinked are there to be copied", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: "Speak and listen" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, "Ana would like to talk with you.") });
  await ana.page.getByLabel("How it is for you", { exact: true }).fill("It is loud in me, and I was about to say why.");
  await openSetting(ben, "Unlink");
  await press(ben.page, "Unlink now");
  await sees(ana, "These words were not sent");
  await sees(ana, "It is loud in me, and I was about to say why.");
  await ana.screenshot("talk-25-unlinked-while-writing");
  await clean(ana, ben);
});

test("a talk side by side keeps no word, and words are shown for as long as their author likes", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linked();
  await go(ana, "Talks");
  await press(ana.page, "Talk side by side");
  await ana.screenshot("talk-30-side");
  await press(ana.page, "Begin");
  for (const [words, button] of [
    ["Ana, you have the floor.", "Said"],
    ["Ben, say back what you heard", "Said back"],
    ["Ana, is that what you meant?", "Not quite"],
    ["Ana, say it again", "Said"],
    ["Ben, say back what you heard", "Said back"],
    ["Ana, is that what you meant?", "Yes, that’s what I meant"],
  ]) {
    await sees(ana, words);
    assert.ok(await has(ana, "Pause"));
    await press(ana.page, button);
  }
  await sees(ana, "Ana, you were understood.");
  await ana.screenshot("talk-31-guide");
  await press(ana.page, "Pause");
  await sees(ana, /^Paused until/);
  await ana.page.clock.fastForward("20:30");
  await press(ana.page, "Take it up again");
  await press(ana.page, "Now Ben speaks");
  await press(ana.page, "Leave it at that, and close");
  await openRow(ana, "A talk");
  await sees(ana, "You two talked side by side. No word of it was kept.");
  await go(ben, "Story");
  await sees(ben, "You two talked side by side, on Ana’s phone.");

  const start = await begin(ana, ben, { way: "Speak and listen", topic: "Small things" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, "Ana would like to talk with you.") });
  await say(ana, "How it is for you", "These words go in a week.", "Say it");
  await sees(ben, "These words go in a week.");
  await go(ana, "Talks");
  await unfold(ana, "How long your words are kept");
  await ana.page.getByLabel("7 days").check();
  await press(ana.page, "Keep it so");
  await ana.screenshot("talk-32-room");
  await sees(ana, "Written down.");
  await ben.page.clock.fastForward(8 * 86_400_000);
  await sees(ben, "Words that were said here are not kept any more.");
  assert.equal(await ben.page.getByText("These words go in a week.").count(), 0, "care_24");
  await ben.screenshot("talk-33-not-kept");
  await clean(ana, ben);
});

test("alone there is a way in, and after parting the talks are there to be read", { timeout: 120_000 }, async () => {
  const eve = await partner(browser, relay, "eve");
  await startAlone(eve, "Eve");
  await go(eve, "Talks");
  await sees(eve, "A talk needs two");
  await eve.screenshot("talk-40-alone");

  const [ana, ben] = await linked();
  const start = await begin(ana, ben, { way: "Speak and listen", topic: "The move" });
  await start({ ask: "Ask Ben", answer: () => sees(ben, "Ana would like to talk with you.") });
  await say(ana, "How it is for you", "I would rather stay.", "Say it");
  await sees(ben, "I would rather stay.");
  await openSetting(ana, "Unlink");
  await press(ana.page, "Unlink now");
  await sees(ben, "I would rather stay.");
  await ben.page.getByRole("button", { name: "Pause", exact: true }).waitFor({ state: "detached" });
  assert.equal(await ben.page.getByLabel("What I heard").count(), 0, "to be read, and no more");
  await go(ben, "Talks");
  assert.ok(!(await has(ben, "Ask for a talk")));
  await sees(ben, /Left open/);
  await ben.screenshot("talk-41-parted");
  await clean(eve, ana, ben);
});
