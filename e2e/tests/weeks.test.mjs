// The first two weeks of two people, who do things in an order that a seed chooses: whatever one does, the other's Today
// tells it at the next look, until it is opened or put away. `cargo xtask weeks` lives fourteen weeks.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as does from "../lib/deeds.mjs";
import * as together from "../lib/deeds-together.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { line, step, Weeks } from "../lib/weeks.mjs";

const LETTERS = "The letters";
const TRUE = "say one true thing about the day";
const DAYS = 14;

// From the second week on there are days of rest, on which nothing is told: what is left is done on the days after them.
const DAYS_MAX = 28;

/** What each does in turn; chains know nothing of one another. */
const CHAINS = [
  [
    ["ana", "names what happened", does.names({ title: LETTERS, responsible: "Ben" }), step("step-answer-breach")],
    ["ben", "needs time", does.answersWhatHappened(LETTERS, "breach-answer-time"), line("story-breach-time")],
    ["ben", "says yes", does.answersWhatHappened(LETTERS, "breach-answer-yes"), line("story-breach-yes")],
  ],
  [
    ["ben", "offers a promise", does.offersAPromise({ cue: "the day ends", deed: TRUE, daily: true }), step("step-answer-promise")],
    ["ana", "accepts it", does.answersAPromise(TRUE, "promise-accept"), line("story-promise-accepted")],
  ],
  [
    ["ana", "sets a boundary", together.setsABoundary("No talks about it after ten."), line("story-boundary-set")],
    ["ben", "will respect it", together.willRespectTheBoundary(), line("story-boundary-heeded")],
  ],
  [
    ["ana", "shares a hard day", does.sharesAHardDay("setback-hard-day", "The song."), line("story-setback")],
    ["ben", "adds words", does.addsToAHardDay("setback-hard-day", "I am here."), line("story-setback-words")],
  ],
  [["ben", "writes a thank-you", together.thanks("You left the light on."), line("story-appreciation")]],
];

/** A small generator of chance (mulberry32): the same seed gives the same order. */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Merges the chains into one order, each chain in its own. */
function inSomeOrder(next) {
  const left = CHAINS.map((chain) => [...chain]);
  const order = [];
  while (left.some((chain) => chain.length > 0)) {
    const open = left.filter((chain) => chain.length > 0);
    order.push(open[Math.floor(next() * open.length)].shift());
  }
  return order;
}

test("in two first weeks Today tells what the other did, in any order", { timeout: 180_000 }, async (context) => {
  const seed = Number(process.env.TROTH_SEED ?? Date.now() % 1_000_000);
  context.diagnostic(`TROTH_SEED=${seed} plays this order again`);
  const next = chance(seed);
  const order = inSomeOrder(next);
  const weeks = await Weeks.begin(browser, relay, { other: { colorScheme: "dark" } });
  await weeks.startAlone(weeks.ana, "way-where-hurt");
  await weeks.startAlone(weeks.ben, "way-where-responsible");
  await weeks.nextDay();
  await weeks.link();
  while (order.length > 0 && weeks.day < DAYS_MAX) {
    // Two weeks hold all of it: on some days nobody does anything.
    const isDone = next() > order.length / Math.max(1, DAYS - weeks.day);
    if (!isDone && !(await weeks.look())) {
      const [who, what, deed, expected] = order.shift();
      await weeks.act(weeks[who], what, deed, expected);
    }
    await weeks.nextDay();
  }
  assert.deepEqual(weeks.deaf, [], `TROTH_SEED=${seed}`);
  assert.equal(order.length, 0, "all of it was done");
  for (const someone of weeks.both) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
