// Walks two linked partners through all rooms. Each stop is yielded as `[person, name of the screen]`.

import { isoInDays } from "./day.mjs";
import { go, isAt, openRow, press, unfold } from "./path.mjs";
import { tr } from "./words.mjs";

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
  await go(ana, tr("breaches-title"));
  yield [ana, "happened-empty"];
  await press(ana.page, tr("breach-name"));
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await sees(ana, /^Say (in one line|who)/);
  yield [ana, "happened-form"];
  await write(ana, tr("breach-title"), "The messages I was not told about");
  await write(ana, tr("breach-words"), "I found them on the kitchen table, on a Sunday morning. You had said that there was nobody.");
  await ana.page.getByLabel(tr("breach-kind")).selectOption("lie");
  await tick(ana, "Ben");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await sees(ana, "The messages I was not told about");
  yield [ana, "happened-list"];
  await openRow(ana, "The messages");
  await write(ana, tr("question-label"), "Since when?");
  await ana.page.getByLabel(tr("question-detail")).selectOption("headline");
  await press(ana.page, tr("question-park"));
  await sees(ana, "Since when?");
  yield [ana, "happened-asked"];
  await go(ben, tr("breaches-title"));
  await openRow(ben, "The messages");
  await sees(ben, "Since when?");
  for (const part of [tr("breach-otherwise"), tr("breach-complete"), tr("question-answer")]) await unfold(ben, part);
  yield [ben, "happened-unfolded"];
  await write(ben, tr("question-answer-label"), "Since March. It was over in June.");
  await press(ben.page, tr("question-answer-share"));
  await sees(ana, "Since March.");
  yield [ana, "happened-answered"];
}

async function* whatItDid(ana, ben) {
  await go(ana, tr("impact-title"));
  yield [ana, "impact-empty"];
  await press(ana.page, tr("impact-note"));
  for (const [place, mark] of ["6", "8", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await ana.page.getByText(tr("area-words-open")).nth(1).click();
  await write(ana, tr("area-words", { area: "Worry" }), "I look at the clock when you are late, and I hate that I do.");
  for (const feeling of ["sadness", "insecurity"]) await tick(ana, feeling);
  yield [ana, "impact-form"];
  await press(ana.page, tr("impact-keep"));
  await sees(ana, "I look at the clock");
  yield [ana, "impact-kept"];
  await ana.page.locator("article", { hasText: "I look at the clock" }).getByRole("button", { name: tr("impact-share") }).click();
  await sees(ana, tr("impact-share-ask", { partner: "Ben" }));
  yield [ana, "impact-preview"];
  await press(ana.page, tr("impact-share-yes"));
  await go(ben, tr("impact-title"));
  await sees(ben, "I look at the clock");
  await unfold(ben, tr("reflect-title"));
  yield [ben, "impact-theirs"];
  await write(ben, tr("reflect-label"), "You wait, and each minute tells you that it could be happening again.");
  await press(ben.page, tr("reflect-send"));
  await sees(ana, "You wait, and each minute");
  await unfold(ana, tr("reflection-partly-open"));
  yield [ana, "impact-understood"];
}

async function* owningIt(ana, ben) {
  await go(ben, tr("statements-title"));
  yield [ben, "statements-empty"];
  await press(ben.page, tr("statement-begin"));
  await write(ben, tr("part-did"), "I wrote to someone else for three months, and told you that there was nobody.");
  await write(ben, tr("part-hurt"), "I'm sorry if it hurt you. You doubted your own memory.");
  await sees(ben, "does this leave open");
  yield [ben, "statement-mirror"];
  await write(ben, tr("part-hurt"), "You doubted your own memory.");
  await write(ben, tr("part-mine"), "It was my choice, every time.");
  await write(ben, tr("part-will"), "When something is hard to say, I say that first.");
  await press(ben.page, tr("statement-preview", { partner: "Ana" }));
  yield [ben, "statement-preview"];
  await press(ben.page, tr("breach-share", { partner: "Ana" }));
  await sees(ben, "I wrote to someone else");
  yield [ben, "statements"];
  await go(ana, tr("statements-title"));
  await openRow(ana, "I wrote to someone else");
  await unfold(ana, tr("lack-open"));
  yield [ana, "statement-to-hear"];
  await press(ana.page, tr("statement-hear"));
  yield [ana, "statement-heard"];
  await press(ana.page, tr("moment-on"));
  await openRow(ben, "I wrote to someone else");
  for (const part of [tr("perspective-open"), tr("statement-again")]) await unfold(ben, part);
  yield [ben, "statement-unfolded"];
  await write(ben, tr("perspective-label"), "I was afraid that you would leave, and hid behind a screen.");
  await press(ben.page, tr("perspective-share"));
  await sees(ana, "hid behind a screen");
  yield [ana, "statement-explained"];
}

async function* hardDays(ana, ben) {
  await go(ana, tr("hard-title"));
  await unfold(ana, tr("plan-write-title"));
  yield [ana, "hard-days-empty"];
  await write(ana, tr("plan-helps"), "A walk, without talking.");
  await write(ana, tr("plan-worse"), "Being asked what is wrong, again and again.");
  await write(ana, tr("plan-first"), "Put the kettle on.");
  await press(ana.page, tr("plan-write"));
  await sees(ana, tr("plan-mine"));
  await press(ana.page, tr("setback-record"));
  yield [ana, "hard-day-form"];
  await ana.page.getByLabel(tr("setback-kind")).selectOption("hard-day");
  await write(ana, tr("setback-words"), "The song on the radio.");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await go(ben, tr("hard-title"));
  await sees(ben, tr("setback-hard-day"));
  yield [ben, "hard-days"];
  await openRow(ben, tr("setback-hard-day"));
  await write(ben, tr("setback-add-label"), "I am here. The kettle is on.");
  await press(ben.page, tr("setback-add"));
  await sees(ben, "The kettle is on.");
  yield [ben, "hard-day"];
}

async function* talks(ana, ben) {
  await go(ana, tr("talks-title"));
  yield [ana, "talks-empty"];
  await press(ana.page, tr("talk-ask"));
  yield [ana, "talk-form"];
  await write(ana, tr("talk-topic"), "Our evenings");
  await press(ana.page, "Ask Ben");
  await go(ben, tr("talks-title"));
  await openRow(ben, "Our evenings");
  await sees(ben, tr("talk-at-consent", { turn: "me", partner: "Ana" }));
  yield [ben, "talk-asked"];
  await press(ben.page, tr("talk-consent"));
  await openRow(ana, "Our evenings");
  await sees(ana, tr("talk-at-floor", { turn: "me" }));
  yield [ana, "talk-floor"];
  await write(ana, tr("talk-speak-label"), "When you come late I lie awake, and listen for the key.");
  await press(ana.page, tr("talk-speak-send"));
  await sees(ben, "When you come late");
  await unfold(ben, tr("talk-repair"));
  yield [ben, "talk-say-back"];
  await write(ben, tr("talk-back-label"), "You lie awake until you hear the key.");
  await press(ben.page, tr("talk-back-send"));
  await sees(ana, tr("talk-at-confirm", { turn: "me" }));
  yield [ana, "talk-confirm"];
  await press(ana.page, tr("talk-pause"));
  await sees(ben, /^Paused until/);
  yield [ben, "talk-paused"];
}

async function* sideBySide(ana) {
  await go(ana, tr("talks-title"));
  await unfold(ana, tr("keeping-title"));
  yield [ana, "talks"];
  await press(ana.page, tr("talk-side"));
  yield [ana, "side-by-side"];
  await press(ana.page, tr("side-begin"));
  await sees(ana, tr("side-floor", { speaker: "Ana", listener: "Ben" }));
  yield [ana, "side-by-side-floor"];
}

async function* boundaries(ana, ben) {
  await go(ana, tr("agreements-title"));
  await unfold(ana, tr("boundary-new"));
  yield [ana, "agreements-empty"];
  await write(ana, tr("boundary-label"), "No talks about it after ten.");
  await press(ana.page, tr("boundary-set"));
  await sees(ana, "No talks about it after ten.");
  await go(ben, tr("agreements-title"));
  await press(ben.page, tr("boundary-heed"));
  await sees(ben, tr("boundary-you-heed"));
  yield [ben, "boundary-theirs"];
  await unfold(ana, tr("boundary-change"));
  yield [ana, "boundary-mine"];
}

async function* agreements(ana, ben) {
  await press(ben.page, tr("agreement-new"));
  await write(ben, tr("agreement-title-label"), "Money, openly");
  await write(ben, tr("agreement-words-label"), "You give me your password, and I look at the account.");
  await tick(ben, tr("agreement-kind-open"));
  await sees(ben, tr("watch-codes"));
  yield [ben, "agreement-form"];
  await write(ben, tr("agreement-scope"), "The statements of our shared account");
  await write(ben, tr("agreement-words-label"), "On the first Sunday of a month we read them together.");
  await write(ben, tr("agreement-until"), isoInDays(21));
  await press(ben.page, tr("agreement-send", { partner: "Ana" }));
  await go(ana, tr("agreements-title"));
  await openRow(ana, "Money, openly");
  await unfold(ana, tr("agreement-answer-change"));
  yield [ana, "agreement-to-answer"];
  await write(ana, tr("agreement-words-label"), "On the first Sunday of a month we read them together, over tea.");
  await press(ana.page, tr("agreement-send-change"));
  // Waits for the arrival first: a row that is redrawn under the press would swallow it.
  await sees(ben, tr("agreement-row-answer"));
  await openRow(ben, "Money, openly");
  await sees(ben, tr("agreement-they-change", { partner: "Ana" }));
  yield [ben, "agreement-difference"];
  await press(ben.page, tr("agreement-consent"));
  await sees(ana, tr("agreements-hold"));
  await unfold(ana, tr("review-early"));
  yield [ana, "agreement-holds"];
  await go(ana, tr("agreements-title"));
  yield [ana, "agreements"];
}

async function* closeness(ana, ben) {
  await go(ana, tr("closeness-title"));
  yield [ana, "closeness-empty"];
  await write(ana, tr("appreciation-label"), "You left the light on for me.");
  await press(ana.page, tr("appreciation-give"));
  // The first thanks lay the first gold in their seam.
  await isAt(ana, tr("closeness-title"));
  yield [ana, "closeness-written-down"];
  await ana.page.getByLabel(tr("support-kind")).selectOption("listening");
  await write(ana, tr("support-words"), "Ten minutes, without advice.");
  await press(ana.page, "Ask Ben");
  await go(ben, tr("closeness-title"));
  await press(ben.page, tr("jar-draw"));
  await sees(ben, "You left the light on for me.");
  await tick(ben, tr("support-at"));
  yield [ben, "closeness"];
}

async function* ideas(ana, ben) {
  await go(ana, tr("activities-title"));
  yield [ana, "ideas-deal"];
  await press(ana.page, tr("deal-send"));
  await sees(ana, tr("hand-seal"));
  yield [ana, "ideas-hand"];
  await go(ben, tr("activities-title"));
  for (const { page } of [ana, ben]) {
    await page.getByRole("checkbox").nth(1).check({ force: true });
    await press(page, tr("hand-seal"));
  }
  await unfold(ana, tr("hand-own"));
  yield [ana, "ideas-sealed"];
  // What both marked opens when the two days of the hand are over.
  for (const { page } of [ana, ben]) {
    await page.clock.install();
    await page.reload();
    await page.clock.fastForward(HAND_MS);
  }
  for (const someone of [ana, ben]) await go(someone, tr("activities-title"));
  await sees(ana, tr("mutual-title"));
  await unfold(ana, tr("activity-plan-open"));
  yield [ana, "ideas-mutual"];
  await write(ana, tr("activity-day"), isoInDays(4));
  await press(ana.page, "Ask Ben");
  await sees(ben, tr("planned-yes"));
  await unfold(ben, tr("planned-another-open"));
  yield [ben, "ideas-planned"];
}

async function* pace(ana, ben) {
  await go(ana, tr("pace-title"));
  await ana.page.getByLabel(tr("affection-hug")).selectOption("ask first");
  await ana.page.getByLabel(tr("affection-kiss")).selectOption("not now");
  yield [ana, "pace-form"];
  await press(ana.page, tr("pace-keep"));
  await ana.page.locator("article.leaf", { hasText: "A hug: ask first" }).getByRole("button", { name: tr("pace-share") }).click();
  await sees(ana, tr("pace-share-ask", { partner: "Ben" }));
  yield [ana, "pace-preview"];
  await press(ana.page, tr("pace-share-yes"));
  await go(ben, tr("pace-title"));
  await sees(ben, "A hug: ask first");
  yield [ben, "pace-theirs"];
}

async function* goals(ana, ben) {
  await go(ana, tr("goals-title"));
  yield [ana, "goals-empty"];
  await press(ana.page, tr("goal-add"));
  yield [ana, "goal-form"];
  await write(ana, tr("goal-title"), "A week at the lake");
  await write(ana, tr("goal-why"), "We laughed there.");
  await press(ana.page, tr("goal-set"));
  await sees(ana, "A week at the lake");
  yield [ana, "goals"];
  await openRow(ana, "A week at the lake");
  await write(ana, tr("goal-step"), "Ask for the days off");
  await press(ana.page, tr("goal-step-add"));
  await go(ben, tr("goals-title"));
  await openRow(ben, "A week at the lake");
  await press(ben.page, tr("goal-mine-too"));
  await openRow(ben, "Ask for the days off");
  await sees(ben, "Done on");
  yield [ben, "goal"];
}

async function* story(ana, ben) {
  await go(ben, tr("victories-title"));
  await unfold(ben, tr("growth-title"));
  yield [ben, "victories-empty"];
  await write(ben, tr("victory-label"), "We stopped before it got loud");
  await ben.page.getByRole("button", { name: tr("victory-add") }).first().click();
  await go(ana, tr("victories-title"));
  await sees(ana, "We stopped before it got loud");
  yield [ana, "victories"];
  await go(ana, tr("look-back-title"));
  await sees(ana, tr("look-back-hurt"));
  yield [ana, "look-back"];
  await go(ana, tr("endings-title"));
  await write(ana, tr("letter-label"), "Thank you for staying.");
  await press(ana.page, tr("letter-write"));
  await sees(ana, tr("letters-title"));
  yield [ana, "endings"];
  await go(ana, tr("place-story"));
  await sees(ana, "A small victory.");
  yield [ana, "story"];
  await press(ana.page, tr("vessel-open-large"));
  await ana.page.getByRole("img", { name: /Gold/ }).waitFor();
  yield [ana, "vessel"];
}
