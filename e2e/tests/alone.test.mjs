// Alone works: seven pages for oneself, kept over a reload, shared one by one with a preview of exactly what is shared.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { canary, findLeaks } from "../lib/canary.mjs";
import { acceptInvitation, agreeOnWords, go, invite, isAt, openRow, press, safetyWords, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

/** The seven: the room, the button in it, the fields to fill with their words, and the words by which the row is found. */
const marks = Object.fromEntries(["statement", "plan", "promise", "goal", "breach", "boundary", "question"].map((name) => [name, canary()]));
const PAGES = [
  { room: "statements-title", begin: "solo-statement-begin", fields: [["part-did", marks.statement]], row: marks.statement },
  { room: "hard-title", begin: "solo-hard-days-begin", fields: [["plan-helps", marks.plan], ["plan-first", "tea"]], row: marks.plan },
  { room: "promises-title", begin: "solo-promise-begin", fields: [["promise-cue", "I open a letter"], ["promise-deed", marks.promise]], row: marks.promise },
  { room: "goals-title", begin: "solo-goal-begin", fields: [["goal-title", marks.goal], ["goal-why", "I am tired."]], row: marks.goal },
  { room: "breaches-title", begin: "solo-breach-begin", fields: [["breach-title", marks.breach], ["breach-words", "Nobody told me."]], choose: ["breach-kind", "lie"], row: marks.breach },
  { room: "agreements-title", begin: "solo-boundary-begin", fields: [["boundary-label", marks.boundary], ["boundary-words", "I need the night."]], row: marks.boundary },
  { room: "breaches-title", begin: "solo-question-begin", fields: [["question-label", marks.question]], choose: ["question-detail", "headline"], row: marks.question },
];

async function write(someone, { room, begin, fields, choose }) {
  await go(someone, tr(room));
  await press(someone.page, tr(begin));
  for (const [label, words] of fields) await someone.page.getByLabel(tr(label), { exact: true }).fill(words);
  if (choose) await someone.page.getByLabel(tr(choose[0])).selectOption(choose[1]);
  await press(someone.page, tr("solo-save"));
  await isAt(someone, tr(room));
}

async function open(someone, { room, row }) {
  await go(someone, tr(room));
  const fold = someone.page.locator("main details", { has: someone.page.locator("button", { hasText: row }) });
  if (await fold.count()) await fold.locator("summary").first().click();
  await openRow(someone, row);
  await someone.page.getByText(tr("tag-only-you"), { exact: true }).first().waitFor();
}

/** Opens "Share this" and returns what the preview shows. */
async function preview(someone) {
  await press(someone.page, tr("solo-share"));
  await someone.page.getByText(tr("impact-share-ask", { partner: "Ben" })).waitFor();
  return (await someone.page.locator("[role=group] article").last().innerText()).trim();
}

const shot = (someone, name) => someone.screenshot(`alone-${name}`);

test("somebody alone writes each of the seven, and shares them later by choice", { timeout: 300_000 }, async () => {
  const [ana, ben] = await Promise.all([partner(browser, relay, "Ana"), partner(browser, relay, "Ben", { colorScheme: "dark" })]);
  await startAlone(ana, "Ana");
  for (const page of PAGES) await write(ana, page);
  await shot(ana, "01-room");
  await ana.page.reload();
  for (const page of PAGES) {
    await open(ana, page);
    await ana.page.getByText(tr("solo-share-alone")).waitFor();
  }

  // The promise to oneself: nothing is chosen beforehand, and a day has its outcome.
  await open(ana, PAGES[2]);
  await press(ana.page, tr("outcome-say"));
  await press(ana.page, tr("solo-save"));
  await ana.page.getByText(tr("problem-choose")).waitFor();
  await ana.page.getByLabel(tr("outcome-partly"), { exact: true }).check({ force: true });
  await ana.page.getByLabel(tr("outcome-note"), { exact: true }).fill("only half of it");
  await press(ana.page, tr("solo-save"));
  await ana.page.getByText("only half of it").waitFor();
  await shot(ana, "02-promise");

  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  assert.deepEqual(await findLeaks(Object.values(marks), { relay, partners: [ben] }), [], "linking shares none of it");

  // The boundary, letter for letter.
  await open(ana, PAGES[5]);
  await shot(ana, "03-linked");
  const shown = await preview(ana);
  assert.ok(shown.includes(marks.boundary) && shown.includes("I need the night."));
  await shot(ana, "04-preview");
  await press(ana.page, tr("impact-share-yes"));
  await ana.page.getByText(tr("solo-shared-as-it-is")).waitFor();
  await go(ben, tr("agreements-title"));
  await ben.page.getByText(marks.boundary).waitFor();
  const seen = await ben.page.locator("article", { hasText: marks.boundary }).innerText();
  assert.ok(seen.includes(shown), `the partner sees exactly what the preview showed:\n${shown}\n---\n${seen}`);
  await shot(ben, "05-seen");
  const rest = Object.values(marks).filter((mark) => mark !== marks.boundary);
  for (const mark of rest) assert.equal(await ben.page.getByText(mark).count(), 0, "and nothing else");
  assert.deepEqual(await findLeaks(Object.values(marks), { relay, partners: [] }), [], "and the relay reads none of it");

  // It stays with its author, marked, and what it says can change without the partner learning it.
  await unfold(ana, tr("solo-change"));
  const later = canary();
  await ana.page.getByLabel(tr("boundary-words"), { exact: true }).fill(later);
  await press(ana.page, tr("solo-save-changes"));
  await ana.page.locator("article", { hasText: later }).waitFor();
  assert.equal(await ben.page.getByText(later).count(), 0);

  // A statement whose parts are missing says so and offers no button.
  await open(ana, PAGES[0]);
  await ana.page.getByText(tr("problem-not-whole")).waitFor();
  assert.equal(await ana.page.getByRole("button", { name: tr("solo-share"), exact: true }).count(), 0);
  // A question has nothing to stand beside yet.
  await open(ana, PAGES[6]);
  await ana.page.getByText(tr("solo-share-nothing-named")).waitFor();

  // The goal and the plan go the same way.
  for (const [page, room] of [[PAGES[3], "goals-title"], [PAGES[1], "hard-title"]]) {
    await open(ana, page);
    const words = await preview(ana);
    await press(ana.page, tr("impact-share-yes"));
    await ana.page.getByText(tr("solo-shared-as-it-is")).waitFor();
    await go(ben, tr(room));
    await ben.page.getByText(page.row).first().waitFor();
    assert.ok(words.includes(page.row));
  }
  // The story of both tells the shared entry, and nothing that stayed.
  for (const someone of [ana, ben]) {
    await go(someone, tr("place-story"));
    for (const mark of [marks.statement, marks.question, marks.breach, later]) assert.equal(await someone.page.getByText(mark).count(), 0);
  }
  assert.deepEqual([...ana.problems, ...ben.problems], []);
});

test("first words stand above an empty page until they are put away", async () => {
  const ana = await partner(browser, relay, "Ana");
  await startAlone(ana, "Ana");
  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  await shot(ana, "06-journal");
  await press(ana.page, tr("page-begin-now"));
  const field = ana.page.getByLabel(tr("page-label"), { exact: true });
  assert.equal(await field.inputValue(), "Right now I ");
  await ana.page.keyboard.type("am on the stairs.");
  assert.equal(await field.inputValue(), "Right now I am on the stairs.");
  assert.equal(await ana.page.getByRole("button", { name: tr("page-begin-stuck") }).count(), 0, "they leave once there are words");
  await field.fill("");
  await press(ana.page, tr("page-begin-away"));
  await ana.page.getByRole("button", { name: tr("page-begin-now") }).waitFor({ state: "detached" });
  // What is written is stored in order: once this page is, the choice before it is.
  await writePage(ana, "A first page.");
  await ana.page.reload();
  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  await field.waitFor();
  assert.equal(await ana.page.getByRole("button", { name: tr("page-begin-now") }).count(), 0, "and stay away");
  assert.deepEqual(ana.problems, []);
});
