// Hard days: a plan made in calm, a setback that resets nothing, and danger that is recorded nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { settled, stored } from "../lib/stored.mjs";

/** Counts requests that write to the relay; polling it is not counted. */
const handedOver = ({ sent }) => sent.filter(({ what }) => /^(POST|PUT|DELETE) /.test(what)).length;

test("a hard day is told, met with a plan, and resets nothing", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, "Hard days");
  await unfold(ana, "Make your plan in a calm hour");
  await ana.page.getByLabel("What helps me").fill("A walk, without talking.");
  await ana.page.getByLabel("What we do first").fill("Put the kettle on.");
  await press(ana.page, "Keep the plan");
  await ana.page.getByText("Your plan for hard days").waitFor();

  const [before, handed] = [await settled(ana), handedOver(ana)];
  await unfold(ana, "I am afraid");
  await ana.page.getByText("In danger now").waitFor();
  assert.deepEqual(await stored(ana), before, "care_02: danger leaves the storage byte for byte as it was");
  assert.equal(handedOver(ana), handed, "care_03: and sends nothing");

  await go(ana, "Hard days");
  await press(ana.page, "Say that it is a hard day");
  await ana.page.getByLabel("In your words").fill("The song on the radio.");
  await ana.screenshot("hard-01-form");
  await press(ana.page, "Share it with Ben");
  await go(ben, "Hard days");
  await ben.screenshot("hard-02-room");
  await openRow(ben, "A hard day, or a reminder");
  await ben.page.getByText("A walk, without talking.").waitFor();
  await ben.page.getByLabel("Add a few words").fill("I am here.");
  await press(ben.page, "Add them");
  await ben.screenshot("hard-03-path");

  // The jar is reachable on such a day.
  await go(ben, "Closeness");
  await ben.page.getByLabel("Something I noticed").first().fill("You held the umbrella over both of us.");
  await press(ben.page, "Put it in the jar");
  await go(ana, "Hard days");
  await press(ana.page, "Take one out");
  await ana.page.getByText("You held the umbrella over both of us.").waitFor();
  await ana.screenshot("hard-05-jar");

  // Each kind has its own path, and each step of it can be skipped.
  for (const [kind, step] of [
    ["Something new that I told", "It need not be talked through today."],
    ["A relapse", "See that everyone is all right"],
    ["A missed promise", "Ask what it was like for the other, and listen."],
  ]) {
    await go(ben, "Hard days");
    await press(ben.page, "Say that it is a hard day");
    await ben.page.getByLabel("What it is").selectOption(kind);
    await press(ben.page, "Share it with Ana");
    await go(ana, "Hard days");
    await openRow(ana, kind);
    await ana.page.getByText(step).waitFor();
    await ana.page.getByText("Each step can be left out.").waitFor();
  }
  await ana.screenshot("hard-06-path");
  await go(ana, "Story");
  await ana.page.getByText("Ben added a few words.").waitFor();
  await press(ana.page, "The vessel, larger");
  await ana.page.getByRole("img", { name: /Fine new cracks show hard days. They took no gold away/ }).waitFor();
  await ana.screenshot("hard-04-vessel");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
