// Hard days: a plan made in calm, a setback that resets nothing, and danger that is recorded nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { settled, stored } from "../lib/stored.mjs";
import { tr } from "../lib/words.mjs";

/** Counts requests that write to the relay; polling it is not counted. */
const handedOver = ({ sent }) => sent.filter(({ what }) => /^(POST|PUT|DELETE) /.test(what)).length;

test("a hard day is told, met with a plan, and resets nothing", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, tr("hard-title"));
  await unfold(ana, tr("plan-write-title"));
  await ana.page.getByLabel(tr("plan-helps")).fill("A walk, without talking.");
  await ana.page.getByLabel(tr("plan-first")).fill("Put the kettle on.");
  await press(ana.page, tr("plan-write"));
  await ana.page.getByText(tr("plan-mine")).waitFor();

  const [before, handed] = [await settled(ana), handedOver(ana)];
  await unfold(ana, "I am afraid");
  await ana.page.getByText(tr("safety-now-title")).waitFor();
  assert.deepEqual(await stored(ana), before, "care_02: danger leaves the storage byte for byte as it was");
  assert.equal(handedOver(ana), handed, "care_03: and sends nothing");

  await go(ana, tr("hard-title"));
  await press(ana.page, tr("setback-record"));
  await ana.page.getByLabel(tr("setback-kind")).selectOption("hard-day");
  await ana.page.getByLabel(tr("setback-words")).fill("The song on the radio.");
  await ana.screenshot("hard-01-form");
  await press(ana.page, tr("breach-share", { partner: "Ben" }));
  await go(ben, tr("hard-title"));
  await ben.screenshot("hard-02-room");
  await openRow(ben, tr("setback-hard-day"));
  await ben.page.getByText("A walk, without talking.").waitFor();
  await ben.page.getByLabel(tr("setback-add-label")).fill("I am here.");
  await press(ben.page, tr("setback-add"));
  await ben.screenshot("hard-03-path");

  // The jar is reachable on such a day.
  await go(ben, tr("closeness-title"));
  await ben.page.getByLabel(tr("appreciation-label")).first().fill("You held the umbrella over both of us.");
  await press(ben.page, tr("appreciation-give"));
  await go(ana, tr("hard-title"));
  await press(ana.page, tr("jar-draw"));
  await ana.page.getByText("You held the umbrella over both of us.").waitFor();
  await ana.screenshot("hard-05-jar");

  // Each kind has its own path, and each step of it can be skipped.
  for (const [kind, step] of [
    [tr("setback-told"), "It need not be talked through today."],
    [tr("setback-relapse"), "See that everyone is all right"],
    [tr("setback-missed"), tr("path-missed-2")],
  ]) {
    await go(ben, tr("hard-title"));
    await press(ben.page, tr("setback-record"));
    await ben.page.getByLabel(tr("setback-kind")).selectOption(kind);
    await press(ben.page, tr("breach-share", { partner: "Ana" }));
    await go(ana, tr("hard-title"));
    await openRow(ana, kind);
    await ana.page.getByText(step).waitFor();
    await ana.page.getByText("Each step can be left out.").waitFor();
  }
  await ana.screenshot("hard-06-path");
  await go(ana, tr("place-story"));
  await ana.page.getByText(tr("story-setback-words", { by: "other", name: "Ben" })).waitFor();
  await press(ana.page, tr("vessel-open-large"));
  await ana.page.getByRole("img", { name: /Fine new cracks show hard days. They took no gold away/ }).waitFor();
  await ana.screenshot("hard-04-vessel");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
