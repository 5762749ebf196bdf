// Hard days: a plan made in calm, a setback that resets nothing, and danger that is written down nowhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchBrowser } from "../lib/browser.mjs";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { startRelay } from "../lib/relay.mjs";

let relay, browser;

before(async () => {
  relay = await startRelay();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await relay?.stop();
});

/** Everything that this device has stored, as one text. */
const stored = ({ page }) =>
  page.evaluate(async () => {
    const all = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((done) => (indexedDB.open(name).onsuccess = ({ target }) => done(target.result)));
      for (const store of database.objectStoreNames) {
        const from = database.transaction(store).objectStore(store);
        const read = (what) => new Promise((done) => (what.onsuccess = () => done(what.result)));
        all.push([store, await read(from.getAllKeys()), await read(from.getAll())]);
      }
      database.close();
    }
    return JSON.stringify(all, (_, value) => (ArrayBuffer.isView(value) || value instanceof ArrayBuffer ? [...new Uint8Array(value.buffer ?? value)] : value));
  });

test("a hard day is told, met with a plan, and resets nothing", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, "Hard days");
  await unfold(ana, "Make your plan in a calm hour");
  await ana.page.getByLabel("What helps me").fill("A walk, without talking.");
  await ana.page.getByLabel("What we do first").fill("Put the kettle on.");
  await press(ana.page, "Keep the plan");
  await ana.page.getByText("Your plan for hard days").waitFor();

  const [before, asked] = [await stored(ana), ana.sent.length];
  await openRow(ana, "I am afraid");
  await ana.page.getByText("Help, and being careful").waitFor();
  await unfold(ana, "Help, and being careful");
  await ana.page.getByText("In danger now").waitFor();
  assert.equal(await stored(ana), before, "care_02: danger leaves the storage byte for byte as it was");
  assert.equal(ana.sent.length, asked, "care_03: and sends nothing");

  await go(ana, "Hard days");
  await press(ana.page, "Say that it is a hard day");
  await ana.page.getByLabel("In your words").fill("The song on the radio.");
  await ana.screenshot("hard-01-form");
  await press(ana.page, "Share it with Ben");
  await go(ben, "Hard days");
  await ben.screenshot("hard-02-room");
  await openRow(ben, "A hard day, or something");
  await ben.page.getByText("A walk, without talking.").waitFor();
  await ben.page.getByLabel("Add a few words").fill("I am here.");
  await press(ben.page, "Add them");
  await ben.screenshot("hard-03-path");
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
