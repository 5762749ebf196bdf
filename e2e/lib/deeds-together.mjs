// What partners do in Together and Story: check-ins, closeness, talks, boundaries, agreements, goals, victories.

import { go, goOn, openRow, openSetting, press, unfold } from "./path.mjs";
import { startOf, tr } from "./words.mjs";

const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();
const field = (someone, id) => main(someone).getByLabel(tr(id), { exact: true });
const write = (someone, id, words) => field(someone, id).filter({ visible: true }).first().fill(words);
const pressFirst = ({ page }, id, args) => page.getByRole("main").getByRole("button", { name: tr(id, args), exact: true }).first().click();
const other = (weeks, someone) => weeks.other(someone).called;
const gone = ({ page }, id) => page.getByRole("main").getByRole("button", { name: tr(id), exact: true }).waitFor({ state: "detached" });

async function open(someone, room, row) {
  await go(someone, tr(room));
  if (row) await openRow(someone, row);
}

// Check-ins.

/** Suggests a weekly check-in on the weekday of a day from now. */
export const suggestsCheckIns = (inDays, time) => async (someone, weeks) => {
  await open(someone, "check-ins-title");
  await press(someone.page, tr("plan-choose"));
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long" }).format(new Date(`${weeks.date(inDays)}T12:00`));
  const days = main(someone).getByRole("checkbox");
  for (const box of await days.all()) await box.uncheck({ force: true });
  await someone.page.getByLabel(day, { exact: true }).check({ force: true });
  await write(someone, "plan-time", time);
  await press(someone.page, tr("plan-propose", { partner: other(weeks, someone) }));
  await sees(someone, startOf("plan-proposed-by-you"));
};

export const agreesToCheckIns = () => async (someone) => {
  await open(someone, "check-ins-title");
  await press(someone.page, tr("plan-agree"));
  await sees(someone, tr("plan-yours"));
};

export const startsACheckIn = (words) => async (someone) => {
  await open(someone, "check-ins-title");
  await press(someone.page, tr("round-start-now"));
  await main(someone).getByRole("textbox").first().fill(words);
  await press(someone.page, tr("round-seal"));
  await gone(someone, "round-seal");
};

export const answersTheCheckIn = (words) => async (someone) => {
  await open(someone, "check-ins-title");
  await pressFirst(someone, "round-answer");
  await main(someone).getByRole("textbox").first().fill(words);
  await press(someone.page, tr("round-seal"));
  await gone(someone, "round-seal");
};

// Closeness.

export const thanks = (words) => async (someone) => {
  await open(someone, "closeness-title");
  await write(someone, "appreciation-label", words);
  await press(someone.page, tr("appreciation-give"));
  // What lays the first gold in a seam shows the bowl instead of the line below.
  const told = someone.page.getByText(startOf("done-shared"));
  await told.or(main(someone).getByText(tr("appreciations-all"))).first().waitFor();
};

export const rewordsThanks = (words) => async (someone) => {
  await open(someone, "closeness-title");
  await unfold(someone, tr("appreciations-all"));
  await unfold(someone, tr("page-change"));
  await field(someone, "appreciation-label").last().fill(words);
  await press(someone.page, tr("appreciation-keep"));
};

export const asksForSupport = (kind, words) => async (someone, weeks) => {
  await open(someone, "closeness-title");
  await someone.page.getByLabel(tr("support-kind")).selectOption(tr(kind));
  await write(someone, "support-words", words);
  await press(someone.page, tr("support-ask", { partner: other(weeks, someone) }));
  await sees(someone, tr("support-you-asked"));
};

export const answersSupport = (words) => async (someone) => {
  await open(someone, "closeness-title");
  await someone.page.getByLabel(new RegExp(`^${tr("support-not-now").slice(0, 12)}`)).check({ force: true });
  await write(someone, "support-answer", words);
  await press(someone.page, tr("support-send"));
  await gone(someone, "support-send");
};

export const needsItNoLonger = () => async (someone) => {
  await open(someone, "closeness-title");
  await pressFirst(someone, "support-back");
};

export const showsIdeas = () => async (someone) => {
  await open(someone, "closeness-title", tr("activities-title"));
  await press(someone.page, tr("deal-send"));
  await field(someone, "hand-seal").or(main(someone).getByRole("button", { name: tr("hand-seal") })).first().waitFor();
};

export const ticksIdeas = (places) => async (someone) => {
  await open(someone, "closeness-title", tr("activities-title"));
  for (const place of places) await someone.page.getByRole("checkbox").nth(place).check({ force: true });
  await press(someone.page, tr("hand-seal"));
  await sees(someone, startOf("hand-sealed"));
};

export const plansTheIdea = (inDays) => async (someone, weeks) => {
  await open(someone, "closeness-title", tr("activities-title"));
  await unfold(someone, tr("activity-plan-open"));
  await write(someone, "activity-day", weeks.date(inDays));
  await press(someone.page, tr("activity-plan", { partner: other(weeks, someone) }));
  await sees(someone, tr("planned-waiting"));
};

/** Presses a button of a plan. */
export const onThePlan = (button) => async (someone) => {
  await open(someone, "closeness-title", tr("activities-title"));
  await pressFirst(someone, button);
};

export const writesALineAboutIt = (words) => async (someone) => {
  await open(someone, "closeness-title", tr("activities-title"));
  await write(someone, "line-label", words);
  await pressFirst(someone, "line-keep");
  await sees(someone, words);
};

export const sharesAPace = (affection, feels) => async (someone) => {
  await open(someone, "closeness-title", tr("pace-title"));
  await someone.page.getByLabel(tr(affection)).selectOption(tr(feels));
  await press(someone.page, tr("pace-keep"));
  const leaf = someone.page.locator("article.leaf", { hasText: tr("pace-item", { affection: tr(affection), feels: tr(feels) }) });
  await leaf.getByRole("button", { name: tr("pace-share") }).click();
  await press(someone.page, tr("pace-share-yes"));
  await gone(someone, "pace-share-yes");
};

// Talks.

export const asksForATalk = (topic, form = "talk-form-listener") => async (someone, weeks) => {
  await open(someone, "talks-title");
  await press(someone.page, tr("talk-ask"));
  await someone.page.getByLabel(new RegExp(`^${tr(form)}`)).check({ force: true });
  await write(someone, "talk-topic", topic);
  await press(someone.page, tr("talk-send", { partner: other(weeks, someone) }));
  await sees(someone, topic);
};

/** Takes a turn in a talk: words, if it has any, and a button. */
export const inTheTalk = (topic, button, label, words) => async (someone, weeks) => {
  await open(someone, "talks-title", topic);
  if (label) await write(someone, label, words);
  await press(someone.page, tr(button, { partner: other(weeks, someone) }));
  await someone.page.getByRole("main").getByRole("button", { name: tr(button, { partner: other(weeks, someone) }), exact: true }).waitFor({ state: "detached" });
};

export const talksSideBySide = () => async (someone, weeks) => {
  await open(someone, "talks-title");
  await press(someone.page, tr("talk-side"));
  await press(someone.page, tr("side-begin"));
  for (const turn of ["side-said", "side-said-back", "talk-confirm"]) await press(someone.page, tr(turn));
  await press(someone.page, tr("side-swap-now", { partner: other(weeks, someone) }));
  for (const turn of ["side-said", "side-said-back", "talk-confirm", "side-close"]) await press(someone.page, tr(turn));
  await gone(someone, "side-close");
};

// Boundaries and agreements.

export const setsABoundary = (words) => async (someone) => {
  await open(someone, "agreements-title");
  await unfold(someone, tr("boundary-new"));
  await write(someone, "boundary-label", words);
  await press(someone.page, tr("boundary-set"));
  await sees(someone, words);
};

export const willRespectTheBoundary = () => async (someone) => {
  await open(someone, "agreements-title");
  await pressFirst(someone, "boundary-heed");
  await sees(someone, tr("boundary-you-heed"));
};

export const changesTheBoundary = (words) => async (someone) => {
  await open(someone, "agreements-title");
  await main(someone).locator("summary", { hasText: tr("boundary-change") }).first().click();
  await field(someone, "boundary-label").last().fill(words);
  await press(someone.page, tr("boundary-keep"));
  await sees(someone, words);
};

export const liftsTheBoundary = () => async (someone) => {
  await open(someone, "agreements-title");
  await main(someone).locator("summary", { hasText: tr("boundary-change") }).first().click();
  await pressFirst(someone, "boundary-lift");
  await press(someone.page, tr("boundary-lift-yes"));
};

export const proposesAnAgreement = (title, words, { openInDays } = {}) => async (someone, weeks) => {
  await open(someone, "agreements-title");
  await press(someone.page, tr("agreement-new"));
  if (openInDays) {
    await someone.page.getByLabel(new RegExp(`^${tr("agreement-kind-open")}`)).check({ force: true });
    await write(someone, "agreement-scope", title);
    await write(someone, "agreement-until", weeks.date(openInDays));
  }
  await write(someone, "agreement-title-label", title);
  await write(someone, "agreement-words-label", words);
  await press(someone.page, tr("agreement-send", { partner: other(weeks, someone) }));
  await sees(someone, title);
};

/** Opens an agreement and presses buttons in it. */
export const onTheAgreement = (title, ...buttons) => async (someone) => {
  await open(someone, "agreements-title", title);
  for (const button of buttons) await press(someone.page, tr(button));
  await gone(someone, buttons.at(-1));
};

export const findsItStillRight = (title) => async (someone) => {
  await open(someone, "agreements-title", title);
  await unfold(someone, tr("review-early"));
  await press(someone.page, tr("review-still-right"));
  await gone(someone, "review-still-right");
};

// Where they are going.

export const setsAGoal = (title) => async (someone) => {
  await open(someone, "goals-title");
  await press(someone.page, tr("goal-add"));
  await write(someone, "goal-title", title);
  await press(someone.page, tr("goal-set"));
  await sees(someone, title);
};

/** Opens a goal and presses a button in it. */
export const onTheGoal = (title, ...buttons) => async (someone) => {
  await open(someone, "goals-title", title);
  for (const button of buttons) await press(someone.page, tr(button));
  await gone(someone, buttons.at(-1));
};

export const rewordsTheGoal = (title, words) => async (someone) => {
  await open(someone, "goals-title", title);
  await unfold(someone, tr("goal-change"));
  await write(someone, "goal-title", words);
  await press(someone.page, tr("goal-keep"));
  await sees(someone, words);
};

export const letsTheGoalGo = (title) => async (someone) => {
  await open(someone, "goals-title", title);
  await unfold(someone, tr("goal-change"));
  await press(someone.page, tr("goal-end"));
  await press(someone.page, tr("goal-end-yes"));
};

export const addsAStep = (title, words) => async (someone) => {
  await open(someone, "goals-title", title);
  await write(someone, "goal-step", words);
  await press(someone.page, tr("goal-step-add"));
  await sees(someone, words);
};

export const reachesTheStep = (title, words) => async (someone) => {
  await open(someone, "goals-title", title);
  await openRow(someone, words);
  await sees(someone, startOf("goal-step-done"));
};

export const writesAVictory = (words) => async (someone) => {
  await open(someone, "victories-title");
  await write(someone, "victory-label", words);
  await pressFirst(someone, "victory-add");
  await sees(someone, words);
};

export const isGladToo = () => async (someone) => {
  await open(someone, "victories-title");
  await pressFirst(someone, "victory-glad");
};

export const notesWhatHasGrown = (words) => async (someone) => {
  await open(someone, "victories-title");
  await unfold(someone, tr("growth-title"));
  await write(someone, "growth-label", words);
  await pressFirst(someone, "growth-add");
  await sees(someone, words);
};

export const looksBack = () => async (someone) => {
  await open(someone, "look-back-title");
  await someone.page.getByRole("button", { name: startOf("look-back-earlier") }).click();
  await press(someone.page, tr("look-back-done"));
  await goOn(someone, tr("moment-month-title"));
};

export const writesALetter = (words) => async (someone) => {
  await open(someone, "endings-title");
  await write(someone, "letter-label", words);
  await press(someone.page, tr("letter-write"));
  await sees(someone, words);
};

export const rests = () => async (someone) => {
  await openSetting(someone, tr("rest-title"));
  await press(someone.page, tr("rest-begin"));
  await someone.page.getByRole("button", { name: tr("rest-end") }).waitFor();
};

export const endsTheRest = () => async (someone) => {
  await openSetting(someone, tr("rest-title"));
  await press(someone.page, tr("rest-end"));
  await gone(someone, "rest-end");
};

export const unlinks = () => async (someone) => {
  await openSetting(someone, tr("settings-unlink"));
  await press(someone.page, tr("unlink-now"));
  await someone.page.getByText(tr("problem-unlinked")).first().waitFor();
};
