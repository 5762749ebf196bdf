// What Ana and Ben do on which day. Days without a line are days on which nobody does anything.

import * as does from "../lib/deeds.mjs";
import * as together from "../lib/deeds-together.mjs";
import { tr } from "../lib/words.mjs";
import { line, step, untold } from "../lib/weeks.mjs";

const MESSAGES = "The messages I was not told about";
const DID = "I wrote to her for three months.";
const TEA = "text you before I leave the office";
const WALK = "say one true thing about the day";
const GROUP = "go to the group on Thursday";
const BILL = "open the bill with you";
const DENTIST = "drive you to the dentist";
const MONEY = "Money, openly";
const SUPPER = "Supper without phones";
const EVENINGS = "Our evenings";
const SUNDAYS = "Our Sundays";
const LAKE = "A week at the lake";

/** Days after which what both ticked opens. */
const HAND_DAYS = 2;
/** Days until the plan of the idea. */
const PLANNED_DAYS = 3;

/** Acts that wait until something is so. */
function when(isReady, acts) {
  acts.isReady = isReady;
  return acts;
}

/** The first check-in of the plan is answered by both as soon as it is open, and told to both once it opened. */
export async function checkIn(weeks) {
  const { ana, ben, since } = weeks;
  const asks = ({ first, after }) => [first, ...after].some((one) => one.startsWith(tr("step-answer-round")));
  const isAsked = weeks.seen.slice(-2).every(({ shows }) => asks(shows));
  if (since.checkIn === undefined && isAsked) {
    await together.answersTheCheckIn("A slow morning.")(ana);
    await together.answersTheCheckIn("You laughed once.")(ben);
    since.checkIn = weeks.day;
  } else if (since.checkIn < weeks.day && !since.checkInTold) {
    since.checkInTold = weeks.day;
    for (const someone of weeks.both) await weeks.tells(someone, "the check-in opened", line("story-round-opened"));
  }
}

const alone = {
  0: async ({ ana }) => {
    await does.writesAPage("I found the messages tonight. I cannot sleep.")(ana);
  },
  1: async ({ ana, ben }) => {
    await does.writesForOneself("hard-title", "solo-hard-days-begin", { "plan-helps": "A walk, without talking.", "plan-first": "Put the kettle on." })(ana);
    await does.writesForOneself("statements-title", "solo-statement-begin", { "part-did": "I wrote to somebody else." })(ben);
  },
  2: async ({ ana, ben }) => {
    await does.writesForOneself("agreements-title", "solo-boundary-begin", { "boundary-label": "No talks about it after ten." })(ana);
    await does.writesForOneself("breaches-title", "solo-question-begin", { "question-label": "Since when?" }, { "question-detail": "headline" })(ana);
    await does.writesForOneself("promises-title", "solo-promise-begin", { "promise-cue": "I wake at night", "promise-deed": "write instead of calling" })(ben);
  },
  3: async ({ ana, ben }) => {
    await does.writesForOneself("breaches-title", "solo-breach-begin", { "breach-title": "What I found on Sunday" }, { "breach-kind": "lie" })(ana);
    await does.writesForOneself("goals-title", "solo-goal-begin", { "goal-title": "To sleep through a night" })(ana);
    await does.writesAPage("I do not know how to begin.")(ben);
  },
  4: async (weeks) => {
    await weeks.link();
    for (const someone of weeks.both) await weeks.note(someone, "just linked");
    await does.rates([3, 5, 7])(weeks.ana);
  },
};

const happened = {
  5: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "shares the boundary that she drafted", does.sharesAPage("agreements-title", "No talks about it"), line("story-boundary-set"));
    await weeks.act(ben, "will respect it", together.willRespectTheBoundary(), line("story-boundary-heeded"));
  },
  6: async (weeks) => {
    const { ana, ben } = weeks;
    const named = { title: MESSAGES, words: "I found them on the kitchen table.", months: ["2026-03", "2026-06"], responsible: "Ben", kind: "breach-affair" };
    await weeks.act(ana, "names what happened, over months", does.names(named), step("step-answer-breach"));
    await weeks.act(ben, "needs time", does.answersWhatHappened(MESSAGES, "breach-answer-time"), line("story-breach-time"));
  },
  7: async (weeks) => {
    const { ana } = weeks;
    await does.notesHowItAffects([6, 8, 7, 4], "I look at the clock when you are late.")(ana);
    await weeks.act(ana, "shares how it affects her", does.sharesHowItAffects("I look at the clock"), line("story-impact-shared"));
  },
  8: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "says yes, this is so", does.answersWhatHappened(MESSAGES, "breach-answer-yes"), line("story-breach-yes"));
    await weeks.act(ana, "parks a question", does.asks(MESSAGES, "Since when?"), step("step-answer-question"));
  },
  9: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "says back", does.saysBack("You wait, and each minute tells you that it happens again."), line("story-reflection"));
    await weeks.act(ana, "says partly", does.saysPartly("The mornings, too."), line("story-reflection-answered"));
  },
  10: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "says back again", does.saysBack("You wait, and the mornings begin with it."), line("story-reflection"));
    await weeks.act(ana, "says that's it", does.saysThatIsIt(), line("story-reflection-answered"));
  },
  11: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "suggests a professional", does.onTheQuestion(MESSAGES, "question-help"), line("story-help-proposed"));
    await weeks.act(ana, "would rather have it in writing", does.onTheQuestion(MESSAGES, "question-help-no"), line("story-help-declined"));
  },
  12: async (weeks) => {
    await weeks.act(weeks.ben, "answers the question", does.answersTheQuestion(MESSAGES, "Since March. It was over in June."), line("story-question-answered"));
  },
  14: async (weeks) => {
    const { ana, ben } = weeks;
    const parts = { "part-did": DID, "part-hurt": "You doubted your own memory.", "part-mine": "It was my choice, every time.", "part-will": "When something is hard to say, I say that first." };
    await weeks.act(ben, "takes responsibility", does.takesResponsibility(parts), line("story-statement"));
    await weeks.act(ana, "says what is missing", does.saysWhatIsMissing(DID, "The nights I asked you."), line("story-statement-lacks"));
  },
  15: async (weeks) => {
    await weeks.act(weeks.ben, "says it again", does.saysItAgain(DID, { "part-hurt": "You doubted your own memory, and asked me at night." }), line("story-statement-again"));
  },
  16: async (weeks) => {
    await weeks.act(weeks.ana, "heard it", does.hears(DID), line("story-statement-heard"));
  },
  17: async (weeks) => {
    const { ben } = weeks;
    await weeks.act(ben, "says how it came about", does.saysHowItCameAbout(DID, "I was afraid, and hid behind a screen."), line("story-perspective"));
    await weeks.act(ben, "says that this is everything", does.saysThisIsEverything(MESSAGES, "The phone bill, too."), line("story-complete"));
  },
};

const promises = {
  18: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "offers a promise", does.offersAPromise({ cue: "it gets late", deed: TEA }), step("step-answer-promise"));
    await weeks.act(ana, "suggests another way", does.suggestsAnotherWay(TEA, `${TEA} and say when`), step("step-answer-promise"));
    await weeks.act(ben, "accepts it so", does.answersAPromise(TEA, "promise-accept"), line("story-promise-accepted"));
  },
  19: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "makes a plan for hard days", does.plansForHardDays({ "plan-helps": "Being alone for an hour.", "plan-first": "Say that it is a hard day." }), line("story-plan"));
    await weeks.act(ana, "shares her plan for hard days", does.sharesAPage("hard-title", "A walk, without"), line("story-plan"));
  },
  20: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "shares a hard day", does.sharesAHardDay("setback-hard-day", "The song on the radio."), line("story-setback"));
    await weeks.act(ben, "adds words to it", does.addsToAHardDay("setback-hard-day", "I am here."), line("story-setback-words"));
  },
  21: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "kept the promise", does.saysHowItWent(TEA, "outcome-kept"), line("story-promise-kept"));
    await weeks.act(ana, "saw that too", does.onItsDay(TEA, "receiver-saw-too"), line("story-receiver-happened"));
  },
  22: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "suggests check-ins", together.suggestsCheckIns(1, "08:00"), step("step-answer-plan"));
    await weeks.act(ben, "agrees to them", together.agreesToCheckIns(), line("story-check-ins-agreed"));
  },
  24: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "starts a check-in for now", together.startsACheckIn("Tired, and glad of the walk."), step("step-answer-round"));
    await weeks.act(ana, "answers it, and it opens", together.answersTheCheckIn("All right today."), line("story-round-opened"));
  },
  25: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "offers a promise for every day", does.offersAPromise({ cue: "the day ends", deed: WALK, daily: true }), step("step-answer-promise"));
    await weeks.act(ana, "accepts it", does.answersAPromise(WALK, "promise-accept"), line("story-promise-accepted"));
  },
  26: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "kept part of it", does.saysHowItWent(WALK, "outcome-partly", "Half of it."), line("story-promise-partly"));
    await weeks.act(ana, "saw it differently", does.sawItDifferently(WALK, "You told me at breakfast."), line("story-promise-differently"));
  },
  27: async (weeks) => {
    await weeks.act(weeks.ben, "missed it", does.saysHowItWent(WALK, "outcome-missed", "I fell asleep."), line("story-promise-missed"));
  },
  29: async (weeks) => {
    const { ana } = weeks;
    await weeks.act(ana, "says that it did not happen", does.onItsDay(WALK, "receiver-did-not"), line("story-receiver-did-not"));
    await weeks.act(ana, "takes that back", does.onItsDay(WALK, "receiver-back"), untold("a word that is gone stands nowhere"));
    await weeks.act(ana, "says that she doesn't know", does.onItsDay(WALK, "receiver-unknown"), line("story-receiver-unknown"));
  },
  30: async (weeks) => {
    await weeks.act(weeks.ana, "lets him off", does.letsOff(WALK), line("story-promise-released"));
  },
  31: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "offers another", does.offersAPromise({ cue: "it is spring", deed: DENTIST, inDays: 5 }), step("step-answer-promise"));
    await weeks.act(ana, "declines it", does.answersAPromise(DENTIST, "promise-decline"), line("story-promise-declined"));
    await weeks.act(ben, "offers one more", does.offersAPromise({ cue: "it is Thursday", deed: GROUP, inDays: 6 }), step("step-answer-promise"));
    await weeks.act(ana, "accepts it", does.answersAPromise(GROUP, "promise-accept"), line("story-promise-accepted"));
  },
  32: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "suggests another day", does.movesToAnotherDay(GROUP, 9), step("step-answer-alternative"));
    await weeks.act(ana, "finds it fine", does.onItsDay(GROUP, "alternative-accept"), line("story-promise-time-accepted"));
  },
  33: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "offers to open a bill", does.offersAPromise({ cue: "a bill comes", deed: BILL, inDays: 5 }), step("step-answer-promise"));
    await weeks.act(ana, "accepts it", does.answersAPromise(BILL, "promise-accept"), line("story-promise-accepted"));
    await weeks.act(ben, "suggests another day", does.movesToAnotherDay(BILL, 7), step("step-answer-alternative"));
    await weeks.act(ana, "finds that it does not fit", does.onItsDay(BILL, "alternative-decline"), line("story-promise-time-declined"));
    await weeks.act(ben, "looks back on a month", together.looksBack(), untold("reading a month is nobody's news"));
  },
  34: async (weeks) => {
    const { ben } = weeks;
    await weeks.act(ben, "offers, and takes it back", does.offersAPromise({ cue: "I am late", deed: "bring the bread", inDays: 5 }), step("step-answer-promise"));
    await weeks.act(ben, "takes the offer back", does.answersAPromise("bring the bread", "promise-withdraw"), line("story-promise-withdrawn"));
  },
};

const closeness = {
  36: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "writes a thank-you", together.thanks("You left the light on for me."), line("story-appreciation"));
    await weeks.act(ana, "changes its wording", together.rewordsThanks("You left the light on, and waited."), line("story-appreciation-again"));
    await weeks.act(ana, "asks for support", together.asksForSupport("support-listening", "Ten minutes, without advice."), step("step-answer-support"));
    await weeks.act(ben, "answers it", together.answersSupport("After the call, at nine."), line("story-support-answered"));
  },
  37: async (weeks) => {
    const { ben } = weeks;
    await weeks.act(ben, "asks for support", together.asksForSupport("support-space", ""), step("step-answer-support"));
    await weeks.act(ben, "no longer needs it", together.needsItNoLonger(), line("story-support-back"));
    await weeks.act(ben, "shows six ideas", together.showsIdeas(), line("story-ideas-shown"));
    await together.ticksIdeas([0, 1])(weeks.ana);
    await together.ticksIdeas([1, 2])(ben);
    weeks.since.ideas = weeks.day;
  },
  40: when((weeks) => weeks.day - weeks.since.ideas > HAND_DAYS, async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.tells(ana, "an idea that both like", line("story-idea-liked"));
    await weeks.tells(ben, "an idea that both like", line("story-idea-liked"));
    await weeks.act(ana, "plans it", together.plansTheIdea(PLANNED_DAYS), step("step-answer-activity"));
    weeks.since.planned = weeks.day;
    await weeks.act(ben, "says yes", together.onThePlan("planned-yes"), line("story-activity-agreed"));
  }),
  43: when((weeks) => weeks.day - weeks.since.planned >= PLANNED_DAYS, async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "says that they did it", together.onThePlan("planned-finish"), line("story-activity-done"));
    await weeks.act(ana, "writes a line about it", together.writesALineAboutIt("The window stayed open."), line("story-activity-line"));
  }),
};

const talks = {
  44: async (weeks) => {
    const { ana, ben } = weeks;
    const turn = step("step-take-turn");
    await weeks.act(ana, "asks for a talk", together.asksForATalk(EVENINGS), step("step-answer-talk"));
    await together.inTheTalk(EVENINGS, "talk-consent")(ben, weeks);
    await weeks.tells(ana, "Ben agrees to talk", turn);
    await weeks.act(ana, "speaks", together.inTheTalk(EVENINGS, "talk-speak-send", "talk-speak-label", "When you come late I lie awake."), turn);
    await weeks.act(ben, "says it back", together.inTheTalk(EVENINGS, "talk-back-send", "talk-back-label", "You lie awake."), turn);
    await together.inTheTalk(EVENINGS, "talk-confirm")(ana, weeks);
    await weeks.act(ana, "was understood and lets Ben speak", together.inTheTalk(EVENINGS, "talk-pass"), turn);
  },
  45: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "speaks", together.inTheTalk(EVENINGS, "talk-speak-send", "talk-speak-label", "I am ashamed when I am late."), step("step-take-turn"));
    await weeks.act(ana, "says it back", together.inTheTalk(EVENINGS, "talk-back-send", "talk-back-label", "You feel shame."), step("step-take-turn"));
    await together.inTheTalk(EVENINGS, "talk-confirm")(ben, weeks);
    await weeks.act(ben, "closes the talk", together.inTheTalk(EVENINGS, "talk-close"), line("story-talk-closed"));
  },
  46: async (weeks) => {
    const { ben } = weeks;
    await weeks.act(ben, "notes a talk side by side", together.talksSideBySide(), line("story-talk-side-by-side"));
    await weeks.act(ben, "asks for another talk", together.asksForATalk(SUNDAYS, "talk-form-first"), step("step-answer-talk"));
    await weeks.act(weeks.ana, "says not yet", together.inTheTalk(SUNDAYS, "talk-not-yet"), untold("a not yet presses nobody"));
  },
};

const hardDays = {
  49: async (weeks) => weeks.act(weeks.ben, "tells something new", does.sharesAHardDay("setback-told", "There was a second number."), line("story-setback-told")),
  50: async (weeks) => weeks.act(weeks.ana, "found something new", does.sharesAHardDay("setback-found", "A receipt."), line("story-setback-found")),
  51: async (weeks) => weeks.act(weeks.ben, "writes down a relapse", does.sharesAHardDay("setback-relapse", "I wrote to her once more."), line("story-setback-relapse")),
  52: async (weeks) => weeks.act(weeks.ana, "writes down a missed promise", does.sharesAHardDay("setback-missed", "The group."), line("story-setback-missed")),
};

const again = {
  54: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "names something of hers", does.names({ title: "The night you shouted", responsible: "Ana" }), step("step-answer-breach"));
    await weeks.act(ana, "sees it differently", does.seesItDifferently("The night you shouted", "I was not let out of the room."), line("story-breach-otherwise"));
    await weeks.act(ben, "takes it back", does.takesBackWhatHappened("The night you shouted"), line("story-breach-taken-back"));
  },
  55: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "changes the wording", does.rewords(MESSAGES, "I found them, and there were more."), step("step-answer-breach"));
    await weeks.act(ben, "takes his answer back", does.answersWhatHappened(MESSAGES, "breach-answer-back"), line("story-breach-answer-back"));
    await weeks.act(ben, "says yes to the new words", does.answersWhatHappened(MESSAGES, "breach-answer-yes"), line("story-breach-yes"));
  },
  56: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "parks a question for later", does.asks(MESSAGES, "Did she know of me?", "wanted-not-now"), line("story-question"));
    await weeks.act(ana, "would like to know now", does.onTheQuestion(MESSAGES, "question-now"), step("step-answer-question"));
    await weeks.act(ben, "suggests a professional", does.onTheQuestion(MESSAGES, "question-help"), line("story-help-proposed"));
    await weeks.act(ana, "agrees to that", does.onTheQuestion(MESSAGES, "question-help-yes"), line("story-help-agreed"));
    await weeks.act(ana, "takes the question back", does.onTheQuestion(MESSAGES, "question-back"), line("story-question-back"));
  },
};

const horizon = {
  58: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "sets a goal", together.setsAGoal(LAKE), line("story-goal-set"));
    await weeks.act(ben, "makes it his too", together.onTheGoal(LAKE, "goal-mine-too"), line("story-goal-shared"));
    await weeks.act(ana, "adds a step", together.addsAStep(LAKE, "Ask for the days off"), line("story-milestone-added"));
    await weeks.act(ben, "says that it is done", together.reachesTheStep(LAKE, "Ask for the days off"), line("story-milestone-reached"));
    await weeks.act(ana, "changes its wording", together.rewordsTheGoal(LAKE, `${LAKE}, in May`), line("story-goal-changed"));
  },
  59: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "says they are there", together.onTheGoal(LAKE, "goal-we-are-there"), line("story-goal-reached"));
    await weeks.act(ben, "sets a goal", together.setsAGoal("To sing again"), line("story-goal-set"));
    await weeks.act(ben, "lets it go", together.letsTheGoalGo("To sing again"), line("story-goal-ended"));
  },
  61: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "writes a small victory", together.writesAVictory("We stopped before it got loud"), line("story-victory"));
    await weeks.act(ana, "is glad of it too", together.isGladToo(), line("story-victory-celebrated"));
    await weeks.act(ana, "notes what has grown", together.notesWhatHasGrown("We say it sooner."), line("story-growth"));
  },
};

const agreements = {
  64: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ben, "proposes to be open", together.proposesAnAgreement(MONEY, "On Sundays we read them together.", { openInDays: 20 }), step("step-answer-agreement"));
    await weeks.act(ana, "says not yet", together.onTheAgreement(MONEY, "agreement-not-yet"), untold("a not yet presses nobody"));
    await weeks.act(ana, "proposes supper", together.proposesAnAgreement(SUPPER, "On Fridays we eat at six."), step("step-answer-agreement"));
    await weeks.act(ben, "agrees", together.onTheAgreement(SUPPER, "agreement-consent"), line("story-agreement-consented"));
  },
  66: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "changes her boundary", together.changesTheBoundary("No talks about it after nine."), line("story-boundary-changed"));
    await weeks.act(ben, "sets a boundary", together.setsABoundary("An hour alone after work."), line("story-boundary-set"));
    await weeks.act(ben, "lifts it", together.liftsTheBoundary(), line("story-boundary-lifted"));
    await weeks.act(ana, "shares her pace", together.sharesAPace("affection-hug", "feels-ask-first"), untold("what feels all right asks for nothing, and is looked for"));
  },
  68: async (weeks) => weeks.act(weeks.ana, "stops sharing how it affects her", does.stopsSharingHowItAffects(), line("story-impact-ended")),
  74: async (weeks) => {
    await weeks.act(weeks.ana, "rests", together.rests());
    await weeks.look("at rest");
    await weeks.nextDay();
    await weeks.look();
    await weeks.act(weeks.ana, "ends the rest", together.endsTheRest());
    await weeks.look("after the rest");
  },
  80: async (weeks) => {
    const { ana, ben } = weeks;
    await weeks.act(ana, "finds the agreement still right", together.findsItStillRight(SUPPER), step("step-review-agreement"));
    await weeks.act(ben, "finds so too", together.onTheAgreement(SUPPER, "review-too"), line("story-agreement-reviewed"));
    await weeks.act(ben, "ends it", together.onTheAgreement(SUPPER, "agreement-end", "agreement-end-yes"), line("story-agreement-ended"));
  },
  84: async (weeks) => weeks.act(weeks.ana, "writes a letter", together.writesALetter("Thank you for what was good."), line("story-letter")),
  96: async (weeks) => {
    await weeks.act(weeks.ben, "unlinks", together.unlinks());
    await weeks.look("after unlinking");
    const all = weeks.seen.at(-1).shows.all;
    if (!all.includes(tr("today-ended-words"))) weeks.deaf.push(`day 96: after unlinking Today says ${all}`);
  },
};

export const DAYS = { ...alone, ...happened, ...promises, ...closeness, ...talks, ...hardDays, ...again, ...horizon, ...agreements };
