// Walks two linked partners through all rooms. Each stop is yielded as `[person, name of the screen]`.

import { isoInDays } from "./day.mjs";
import { go, openRow, press, unfold } from "./path.mjs";

const sees = ({ page }, words) => page.getByRole("main").getByText(words).filter({ visible: true }).first().waitFor();
const write = ({ page }, label, words) => page.getByLabel(label, { exact: true }).first().fill(words);
const tick = ({ page }, label) => page.getByLabel(new RegExp(`^${label}`)).first().check({ force: true });

/** Every room, with something in it. */
const HAND_MS = 48 * 3_600_000;

export async function* rooms(ana, ben) {
  yield* whatHappened(ana, ben);
  yield* whatItDid(ana, ben);
  yield* owningIt(ana, ben);
  yield* hardDays(ana, ben);
  yield* talks(ana, ben);
  yield* sideBySide(ana);
  yield* boundaries(ana, ben);
  yield* agreements(ana, ben);
  yield* closeness(ana, ben);
  yield* pace(ana, ben);
  yield* goals(ana, ben);
  yield* story(ana, ben);
  yield* ideas(ana, ben);
}

async function* whatHappened(ana, ben) {
  await go(ana, "What happened");
  yield [ana, "happened-empty"];
  await press(ana.page, "Say what happened");
  await press(ana.page, "Share it with Ben");
  await sees(ana, /^Say (in one line|who)/);
  yield [ana, "happened-form"];
  await write(ana, "In one line", "The messages I was not told about");
  await write(ana, "More words", "I found them on the kitchen table, on a Sunday morning. You had said that there was nobody.");
  await tick(ana, "Ben");
  await press(ana.page, "Share it with Ben");
  await sees(ana, "The messages I was not told about");
  yield [ana, "happened-list"];
  await openRow(ana, "The messages");
  await write(ana, "Your question", "Since when?");
  await press(ana.page, "Park it");
  await sees(ana, "Since when?");
  yield [ana, "happened-asked"];
  await go(ben, "What happened");
  await openRow(ben, "The messages");
  await sees(ben, "Since when?");
  for (const part of ["I see this differently", "Say that it is complete", "Answer it"]) await unfold(ben, part);
  yield [ben, "happened-unfolded"];
  await write(ben, "Your answer", "Since March. It was over in June.");
  await press(ben.page, "Share the answer");
  await sees(ana, "Since March.");
  yield [ana, "happened-answered"];
}

async function* whatItDid(ana, ben) {
  await go(ana, "What it did to me");
  yield [ana, "impact-empty"];
  await press(ana.page, "Note how it is now");
  for (const [place, mark] of ["6", "8", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await ana.page.getByText("Say it in words").nth(1).click();
  await write(ana, "Worry, in your words", "I look at the clock when you are late, and I hate that I do.");
  for (const feeling of ["sadness", "insecurity"]) await tick(ana, feeling);
  yield [ana, "impact-form"];
  await press(ana.page, "Keep it for myself");
  await sees(ana, "I look at the clock");
  yield [ana, "impact-kept"];
  await ana.page.locator("article", { hasText: "I look at the clock" }).getByRole("button", { name: "Share this" }).click();
  await sees(ana, "Ben will see exactly this");
  yield [ana, "impact-preview"];
  await press(ana.page, "Share exactly this");
  await go(ben, "What it did to me");
  await sees(ben, "I look at the clock");
  await unfold(ben, "Say what you understand");
  yield [ben, "impact-theirs"];
  await write(ben, "What I understand you live with", "You wait, and each minute tells you that it could be happening again.");
  await press(ben.page, "Share it");
  await sees(ana, "You wait, and each minute");
  await unfold(ana, "Partly");
  yield [ana, "impact-understood"];
}

async function* owningIt(ana, ben) {
  await go(ben, "Owning it");
  yield [ben, "statements-empty"];
  await press(ben.page, "Write a statement");
  await write(ben, "What I did", "I wrote to someone else for three months, and told you that there was nobody.");
  await write(ben, "How it hurt you", "I'm sorry if it hurt you. You doubted your own memory.");
  await sees(ben, "does this leave open");
  yield [ben, "statement-mirror"];
  await write(ben, "How it hurt you", "You doubted your own memory.");
  await write(ben, "That it is mine", "It was my choice, every time.");
  await write(ben, "What I will do", "When something is hard to say, I say that first.");
  await press(ben.page, "Share it with Ana");
  await sees(ben, "I wrote to someone else");
  yield [ben, "statements"];
  await go(ana, "Owning it");
  await openRow(ana, "I wrote to someone else");
  await unfold(ana, "Something is missing for me");
  yield [ana, "statement-to-hear"];
  await press(ana.page, "I heard this");
  await openRow(ben, "I wrote to someone else");
  for (const part of ["Say how it came about", "Say it again, more fully"]) await unfold(ben, part);
  yield [ben, "statement-unfolded"];
  await write(ben, "How it came about for me", "I was afraid that you would leave, and hid behind a screen.");
  await press(ben.page, "Share it");
  await sees(ana, "hid behind a screen");
  yield [ana, "statement-explained"];
}

async function* hardDays(ana, ben) {
  await go(ana, "Hard days");
  await unfold(ana, "Make your plan in a calm hour");
  yield [ana, "hard-days-empty"];
  await write(ana, "What helps me", "A walk, without talking.");
  await write(ana, "What makes it worse", "Being asked what is wrong, again and again.");
  await write(ana, "What we do first", "Put the kettle on.");
  await press(ana.page, "Keep the plan");
  await sees(ana, "Your plan for hard days");
  await press(ana.page, "Say that it is a hard day");
  yield [ana, "hard-day-form"];
  await write(ana, "In your words", "The song on the radio.");
  await press(ana.page, "Share it with Ben");
  await go(ben, "Hard days");
  await sees(ben, "A hard day, or a reminder");
  yield [ben, "hard-days"];
  await openRow(ben, "A hard day, or a reminder");
  await write(ben, "Add a few words", "I am here. The kettle is on.");
  await press(ben.page, "Add them");
  await sees(ben, "The kettle is on.");
  yield [ben, "hard-day"];
}

async function* talks(ana, ben) {
  await go(ana, "Talks");
  yield [ana, "talks-empty"];
  await press(ana.page, "Ask for a talk");
  yield [ana, "talk-form"];
  await write(ana, "About what", "Our evenings");
  await press(ana.page, "Ask Ben");
  await go(ben, "Talks");
  await openRow(ben, "Our evenings");
  await sees(ben, "Ana would like to talk with you.");
  yield [ben, "talk-asked"];
  await press(ben.page, "Yes, let us talk");
  await openRow(ana, "Our evenings");
  await sees(ana, "You have the floor.");
  yield [ana, "talk-floor"];
  await write(ana, "How it is for you", "When you come late I lie awake, and listen for the key.");
  await press(ana.page, "Say it");
  await sees(ben, "When you come late");
  await unfold(ben, "Words for a hard moment");
  yield [ben, "talk-say-back"];
  await write(ben, "What I heard", "You lie awake until you hear the key.");
  await press(ben.page, "Say it back");
  await sees(ana, "Is that what you meant?");
  yield [ana, "talk-confirm"];
  await press(ana.page, "Pause");
  await sees(ben, /^Paused until/);
  yield [ben, "talk-paused"];
}

async function* sideBySide(ana) {
  await go(ana, "Talks");
  await unfold(ana, "How long your words are kept");
  yield [ana, "talks"];
  await press(ana.page, "Talk side by side");
  yield [ana, "side-by-side"];
  await press(ana.page, "Begin");
  await sees(ana, "Ana, you have the floor.");
  yield [ana, "side-by-side-floor"];
}

async function* boundaries(ana, ben) {
  await go(ana, "Boundaries and agreements");
  await unfold(ana, "Set a boundary");
  yield [ana, "agreements-empty"];
  await write(ana, "Your boundary", "No talks about it after ten.");
  await press(ana.page, "Set it");
  await sees(ana, "No talks about it after ten.");
  await go(ben, "Boundaries and agreements");
  await press(ben.page, "I will heed it");
  await sees(ben, "You said that you will heed it");
  yield [ben, "boundary-theirs"];
  await unfold(ana, "Put it in other words");
  yield [ana, "boundary-mine"];
}

async function* agreements(ana, ben) {
  await press(ben.page, "Propose an agreement");
  await write(ben, "What it is about", "Money, openly");
  await write(ben, "What you would agree on", "You give me your password, and I look at the account.");
  await tick(ben, "A transparency agreement");
  await sees(ben, "This asks for a password or a code.");
  yield [ben, "agreement-form"];
  await write(ben, "What it covers", "The statements of our shared account");
  await write(ben, "What you would agree on", "On the first Sunday of a month we read them together.");
  await write(ben, "The last day", isoInDays(21));
  await press(ben.page, "Propose it to Ana");
  await go(ana, "Boundaries and agreements");
  await openRow(ana, "Money, openly");
  await unfold(ana, "Answer with a change");
  yield [ana, "agreement-to-answer"];
  await write(ana, "What you would agree on", "On the first Sunday of a month we read them together, over tea.");
  await press(ana.page, "Propose the change");
  // Waits for the arrival first: a row that is redrawn under the press would swallow it.
  await sees(ben, "For you to answer");
  await openRow(ben, "Money, openly");
  await sees(ben, "Ana suggests a change");
  yield [ben, "agreement-difference"];
  await press(ben.page, "I consent to these words");
  await sees(ana, "What holds");
  await unfold(ana, "Look at it again before its day");
  yield [ana, "agreement-holds"];
  await go(ana, "Boundaries and agreements");
  yield [ana, "agreements"];
}

async function* closeness(ana, ben) {
  await go(ana, "Closeness");
  yield [ana, "closeness-empty"];
  await write(ana, "Something I noticed", "You left the light on for me.");
  await press(ana.page, "Put it in the jar");
  await ana.page.getByText("Written down.").first().waitFor();
  yield [ana, "closeness-written-down"];
  await ana.page.getByLabel("What would help").selectOption("listening");
  await write(ana, "More words", "Ten minutes, without advice.");
  await press(ana.page, "Ask Ben");
  await go(ben, "Closeness");
  await press(ben.page, "Take one out");
  await sees(ben, "You left the light on for me.");
  await tick(ben, "At another time");
  yield [ben, "closeness"];
}

async function* ideas(ana, ben) {
  await go(ana, "Ideas for two");
  yield [ana, "ideas-deal"];
  await press(ana.page, "Lay them out");
  await sees(ana, "Seal my marks");
  yield [ana, "ideas-hand"];
  await go(ben, "Ideas for two");
  for (const { page } of [ana, ben]) {
    await page.getByRole("checkbox").nth(1).check({ force: true });
    await press(page, "Seal my marks");
  }
  await unfold(ana, "What you marked");
  yield [ana, "ideas-sealed"];
  // What both marked opens when the two days of the hand are over.
  for (const { page } of [ana, ben]) {
    await page.clock.install();
    await page.reload();
    await page.clock.fastForward(HAND_MS);
  }
  for (const someone of [ana, ben]) await go(someone, "Ideas for two");
  await sees(ana, "Both of you would like this");
  await unfold(ana, "Plan it");
  yield [ana, "ideas-mutual"];
  await write(ana, "On which day", isoInDays(4));
  await press(ana.page, "Ask Ben");
  await sees(ben, "Yes, let’s");
  await unfold(ben, "Another time");
  yield [ben, "ideas-planned"];
}

async function* pace(ana, ben) {
  await go(ana, "Pace of affection");
  await ana.page.getByLabel("A hug").selectOption("ask first");
  await ana.page.getByLabel("A kiss").selectOption("not now");
  yield [ana, "pace-form"];
  await press(ana.page, "Keep it for myself");
  await ana.page.locator("article.leaf", { hasText: "A hug: ask first" }).getByRole("button", { name: "Share this" }).click();
  await sees(ana, "Ben will see exactly this");
  yield [ana, "pace-preview"];
  await press(ana.page, "Share exactly this");
  await go(ben, "Pace of affection");
  await sees(ben, "A hug: ask first");
  yield [ben, "pace-theirs"];
}

async function* goals(ana, ben) {
  await go(ana, "Where we are going");
  yield [ana, "goals-empty"];
  await press(ana.page, "Set a goal");
  yield [ana, "goal-form"];
  await write(ana, "The goal", "A week at the lake");
  await write(ana, "Why it matters to you", "We laughed there.");
  await press(ana.page, "Set the goal");
  await sees(ana, "A week at the lake");
  yield [ana, "goals"];
  await openRow(ana, "A week at the lake");
  await write(ana, "A step on the way", "Ask for the days off");
  await press(ana.page, "Add the step");
  await go(ben, "Where we are going");
  await openRow(ben, "A week at the lake");
  await press(ben.page, "Mine too");
  await openRow(ben, "Ask for the days off");
  await sees(ben, "Done on");
  yield [ben, "goal"];
}

async function* story(ana, ben) {
  await go(ben, "Small victories");
  await unfold(ben, "Something has grown");
  yield [ben, "victories-empty"];
  await write(ben, "What went well", "We stopped before it got loud");
  await ben.page.getByRole("button", { name: "Write it down" }).first().click();
  await go(ana, "Small victories");
  await sees(ana, "We stopped before it got loud");
  yield [ana, "victories"];
  await go(ana, "Look back together");
  await sees(ana, "What hurt");
  yield [ana, "look-back"];
  await go(ana, "Endings");
  await write(ana, "Your letter", "Thank you for staying.");
  await press(ana.page, "Put it in the story");
  await sees(ana, "Letters");
  yield [ana, "endings"];
  await go(ana, "Story");
  await sees(ana, "A small victory.");
  yield [ana, "story"];
  await press(ana.page, "The vessel, larger");
  await ana.page.getByRole("img", { name: /Gold/ }).waitFor();
  yield [ana, "vessel"];
}
