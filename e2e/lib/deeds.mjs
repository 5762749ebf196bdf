// What partners do, each as an act of one person that the other is told of: `(someone, weeks) => ...`.

import { go, goOn, openRow, press, unfold } from "./path.mjs";
import { startOf, tr } from "./words.mjs";

const main = ({ page }) => page.getByRole("main");
const sees = (someone, words) => main(someone).getByText(words).filter({ visible: true }).first().waitFor();
const field = (someone, id, args) => main(someone).getByLabel(tr(id, args), { exact: true });
const write = (someone, id, words, args) => field(someone, id, args).filter({ visible: true }).first().fill(words);
const choose = (someone, id) => main(someone).getByLabel(new RegExp(`^${tr(id)}`)).first().check({ force: true });
const pressFirst = ({ page }, id, args) => page.getByRole("main").getByRole("button", { name: tr(id, args), exact: true }).first().click();
const other = (weeks, someone) => weeks.other(someone).called;
const gone = ({ page }, id) => page.getByRole("main").getByRole("button", { name: tr(id), exact: true }).waitFor({ state: "detached" });

/** Goes to a room, and to one of its rows. */
async function open(someone, room, row) {
  await go(someone, tr(room));
  if (row) await openRow(someone, row);
}

// Pages for oneself.

export const writesAPage = (words) => async (someone) => {
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  await write(someone, "page-label", words);
  await press(someone.page, tr("page-keep"));
  await sees(someone, words);
};

/** Fills a page for oneself: its room, its button, its fields with their words, and what is chosen. */
export const writesForOneself = (room, begin, fields, choices = {}) => async (someone) => {
  await open(someone, room);
  await press(someone.page, tr(begin));
  for (const [id, choice] of Object.entries(choices)) await field(someone, id).selectOption(choice);
  for (const [id, words] of Object.entries(fields)) await write(someone, id, words);
  await press(someone.page, tr("solo-save"));
  await main(someone).getByRole("button", { name: tr("solo-save"), exact: true }).waitFor({ state: "detached" });
};

export const sharesAPage = (room, row) => async (someone) => {
  await open(someone, room);
  const fold = main(someone).locator("details", { has: someone.page.locator("button", { hasText: row }) });
  if ((await fold.count()) > 0) await fold.locator("summary").first().click();
  await openRow(someone, row);
  await press(someone.page, tr("solo-share"));
  await press(someone.page, tr("impact-share-yes"));
  await sees(someone, tr("solo-shared-as-it-is"));
};

export const rates = (numbers) => async (someone) => {
  await go(someone, tr("place-private"));
  await openRow(someone, tr("ratings-title"));
  for (const [place, mark] of numbers.entries()) {
    const scale = someone.page.getByLabel(String(mark), { exact: true }).nth(place);
    await scale.scrollIntoViewIfNeeded();
    await scale.check({ force: true });
  }
  await press(someone.page, tr("ratings-keep"));
};

// What happened, and questions.

export const names = ({ title, words = "", months, responsible, kind }) => async (someone, weeks) => {
  await open(someone, "breaches-title");
  await press(someone.page, tr("breach-name"));
  await write(someone, "breach-title", title);
  if (words) await write(someone, "breach-words", words);
  if (months) {
    await choose(someone, "breach-lasted-months");
    await write(someone, "breach-from", months[0]);
    await write(someone, "breach-until", months[1]);
  }
  // None is chosen beforehand.
  await field(someone, "breach-kind").selectOption(kind ? tr(kind) : "lie");
  const whose = responsible === someone.called ? tr("breach-who-me") : responsible;
  await main(someone).getByLabel(whose, { exact: true }).check({ force: true });
  await press(someone.page, tr("breach-share", { partner: other(weeks, someone) }));
  await sees(someone, title);
};

export const answersWhatHappened = (title, answer) => async (someone) => {
  await open(someone, "breaches-title", title);
  await press(someone.page, tr(answer));
  await gone(someone, answer);
};

export const rewords = (title, words) => async (someone) => {
  await open(someone, "breaches-title", title);
  await unfold(someone, tr("breach-reword"));
  await write(someone, "breach-words", words);
  await press(someone.page, tr("breach-keep"));
  await sees(someone, words);
};

export const takesBackWhatHappened = (title) => async (someone) => {
  await open(someone, "breaches-title", title);
  await unfold(someone, tr("breach-reword"));
  await press(someone.page, tr("breach-take-back"));
  await press(someone.page, tr("breach-take-back-yes"));
};

export const seesItDifferently = (title, words) => async (someone) => {
  await open(someone, "breaches-title", title);
  await unfold(someone, tr("breach-otherwise"));
  await write(someone, "breach-otherwise-label", words);
  await press(someone.page, tr("breach-otherwise-share"));
  await sees(someone, words);
};

export const saysThisIsEverything = (title, words) => async (someone) => {
  await open(someone, "breaches-title", title);
  await unfold(someone, tr("breach-complete"));
  await write(someone, "breach-complete-label", words);
  await press(someone.page, tr("breach-complete-say"));
  await sees(someone, words);
};

export const asks = (title, words, detail = "wanted-outline") => async (someone) => {
  await open(someone, "breaches-title", title);
  await write(someone, "question-label", words);
  await field(someone, "question-detail").last().selectOption(tr(detail));
  await press(someone.page, tr("question-park"));
  await sees(someone, words);
};

/** Presses a button of a question: for a professional, for writing, to take it back. */
export const onTheQuestion = (title, button) => async (someone) => {
  await open(someone, "breaches-title", title);
  await pressFirst(someone, button);
};

export const answersTheQuestion = (title, words) => async (someone) => {
  await open(someone, "breaches-title", title);
  await main(someone).locator("summary", { hasText: tr("question-answer") }).first().click();
  await write(someone, "question-answer-label", words);
  await pressFirst(someone, "question-answer-share");
  await sees(someone, words);
};

// How it affects one, and taking responsibility.

export const notesHowItAffects = (degrees, words) => async (someone) => {
  await open(someone, "impact-title");
  await press(someone.page, tr("impact-note"));
  for (const [place, mark] of degrees.entries()) await someone.page.getByLabel(String(mark), { exact: true }).nth(place).check({ force: true });
  await someone.page.getByText(tr("area-words-open")).nth(1).click();
  await write(someone, "area-words", words, { area: tr("area-worry") });
  await press(someone.page, tr("impact-keep"));
  await sees(someone, words);
};

export const sharesHowItAffects = (words) => async (someone) => {
  await open(someone, "impact-title");
  await someone.page.locator("article", { hasText: words }).getByRole("button", { name: tr("impact-share") }).first().click();
  await press(someone.page, tr("impact-share-yes"));
  await gone(someone, "impact-share-yes");
};

export const stopsSharingHowItAffects = () => async (someone) => {
  await open(someone, "impact-title");
  await pressFirst(someone, "impact-end");
};

export const saysBack = (words) => async (someone) => {
  await open(someone, "impact-title");
  const fold = main(someone).locator("details:not([open]) summary", { hasText: tr("reflect-title") });
  if ((await fold.count()) > 0) await fold.first().click();
  await write(someone, "reflect-label", words);
  await press(someone.page, tr("reflect-send"));
  await sees(someone, words);
};

export const saysPartly = (words) => async (someone) => {
  await open(someone, "impact-title");
  await unfold(someone, tr("reflection-partly-open"));
  await write(someone, "reflection-missing", words);
  await press(someone.page, tr("reflection-partly-send"));
  await sees(someone, words);
};

export const saysThatIsIt = () => async (someone) => {
  await open(someone, "impact-title");
  await press(someone.page, tr("reflection-yes"));
  await goOn(someone, tr("moment-understood-title"));
};

async function shareStatement(someone, weeks, parts, share) {
  for (const [id, words] of Object.entries(parts)) await write(someone, id, words);
  await press(someone.page, tr("statement-preview", { partner: other(weeks, someone) }));
  await press(someone.page, share);
}

export const takesResponsibility = (parts) => async (someone, weeks) => {
  await open(someone, "statements-title");
  await press(someone.page, tr("statement-begin"));
  await shareStatement(someone, weeks, parts, tr("breach-share", { partner: other(weeks, someone) }));
  await sees(someone, parts["part-did"]);
};

export const saysItAgain = (row, parts) => async (someone, weeks) => {
  await open(someone, "statements-title", row);
  await unfold(someone, tr("statement-again"));
  await shareStatement(someone, weeks, parts, tr("statement-again-send"));
};

export const saysWhatIsMissing = (row, words) => async (someone) => {
  await open(someone, "statements-title", row);
  await unfold(someone, tr("lack-open"));
  await field(someone, "lack-part").last().selectOption("hurt");
  await write(someone, "lack-words", words);
  await press(someone.page, tr("lack-send"));
  await sees(someone, words);
};

export const hears = (row) => async (someone) => {
  await open(someone, "statements-title", row);
  await press(someone.page, tr("statement-hear"));
  await goOn(someone, tr("moment-heard-title"));
};

export const saysHowItCameAbout = (row, words) => async (someone) => {
  await open(someone, "statements-title", row);
  await unfold(someone, tr("perspective-open"));
  await write(someone, "perspective-label", words);
  await press(someone.page, tr("perspective-share"));
  await sees(someone, words);
};

// Hard days.

export const plansForHardDays = (parts) => async (someone) => {
  await open(someone, "hard-title");
  await unfold(someone, tr("plan-write-title"));
  for (const [id, words] of Object.entries(parts)) await write(someone, id, words);
  await press(someone.page, tr("plan-write"));
  await sees(someone, tr("plan-mine"));
};

export const sharesAHardDay = (kind, words) => async (someone, weeks) => {
  await open(someone, "hard-title");
  await press(someone.page, tr("setback-record"));
  await field(someone, "setback-kind").selectOption(tr(kind));
  await write(someone, "setback-words", words);
  await press(someone.page, tr("breach-share", { partner: other(weeks, someone) }));
  await gone(someone, "form-close").catch(() => {});
};

export const addsToAHardDay = (kind, words) => async (someone) => {
  await open(someone, "hard-title", tr(kind));
  await write(someone, "setback-add-label", words);
  await press(someone.page, tr("setback-add"));
  await sees(someone, words);
};

// Promises.

async function offer(someone, weeks, { cue, deed, inDays = 0, daily = false }) {
  await write(someone, "promise-cue", cue);
  await write(someone, "promise-deed", deed);
  if (daily) await choose(someone, "repeat-daily");
  else await write(someone, "promise-date", weeks.date(inDays));
  await someone.page.getByRole("button", { name: startOf("promise-form-offer") }).click();
  await sees(someone, deed);
}

export const offersAPromise = (promise) => async (someone, weeks) => {
  await open(someone, "promises-title");
  await someone.page.getByRole("button", { name: tr("promises-make") }).first().click();
  await offer(someone, weeks, promise);
};

const promiseLeaf = (someone, deed) => main(someone).locator("article", { hasText: deed }).first();

/** Opens a promise by its words. */
async function openPromise(someone, deed) {
  await open(someone, "promises-title");
  const earlier = main(someone).locator("summary", { hasText: tr("promises-earlier") });
  if ((await promiseLeaf(someone, deed).filter({ visible: true }).count()) === 0 && (await earlier.count()) > 0) await earlier.click();
  await promiseLeaf(someone, deed).getByRole("button").first().click();
}

export const answersAPromise = (deed, answer) => async (someone) => {
  await openPromise(someone, deed);
  await press(someone.page, tr(answer));
  await gone(someone, answer);
};

export const suggestsAnotherWay = (deed, words) => async (someone) => {
  await openPromise(someone, deed);
  await press(someone.page, tr("promise-counter"));
  await write(someone, "promise-deed", words);
  await press(someone.page, tr("promise-counter-send"));
  await gone(someone, "promise-counter-send");
};

export const letsOff = (deed) => async (someone, weeks) => {
  const maker = { partner: other(weeks, someone) };
  await openPromise(someone, deed);
  await press(someone.page, tr("promise-release", maker));
  await press(someone.page, tr("promise-release-yes", maker));
};

export const saysHowItWent = (deed, how, note) => async (someone) => {
  await openPromise(someone, deed);
  await pressFirst(someone, "outcome-say");
  await choose(someone, how);
  if (note) await write(someone, "outcome-note", note);
  await press(someone.page, tr("outcome-send"));
  if (how === "outcome-kept") await goOn(someone, tr("moment-kept-title"));
  else await gone(someone, "outcome-send");
};

export const movesToAnotherDay = (deed, inDays) => async (someone, weeks) => {
  await openPromise(someone, deed);
  await pressFirst(someone, "outcome-rearrange");
  await write(someone, "alternative-date", weeks.date(inDays));
  await press(someone.page, tr("outcome-send"));
  await gone(someone, "outcome-send");
};

/** Presses a button of a promise's day: what its receiver knows of it, or whether another day fits. */
export const onItsDay = (deed, button) => async (someone) => {
  await openPromise(someone, deed);
  await pressFirst(someone, button);
};

export const sawItDifferently = (deed, words) => async (someone) => {
  await openPromise(someone, deed);
  await pressFirst(someone, "outcome-differ");
  await write(someone, "differ-label", words);
  await press(someone.page, tr("differ-send"));
  await sees(someone, words);
};
