// Without a network or a relay, the app starts, stores new entries, and sends them once it can.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { go, link, offerPromise, press, startAlone, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const OFFLINE = /^You are offline\./;

test("a first start needs the network only to load", async () => {
  const someone = await partner(browser, relay, "train");
  await someone.keptForOffline();
  await someone.goOffline();
  await someone.reload();
  await startAlone(someone, "Train");
  await writePage(someone, "Written in the tunnel.");
  await someone.page.getByText(OFFLINE).waitFor();
  await someone.screenshot("offline");
  await someone.reload();
  await go(someone, tr("place-private"));
  await someone.page.getByText("Written in the tunnel.").waitFor();
  await someone.goOnline();
  await someone.page.getByText(OFFLINE).waitFor({ state: "detached" });
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("what is written offline, over restarts of both sides, arrives", async () => {
  const [ana, ben] = [await partner(browser, relay, "ana"), await partner(browser, relay, "ben")];
  await link(ana, ben, ["Ana", "Ben"]);
  await ana.keptForOffline();
  await ana.goOffline();
  await offerPromise(ana, "the train is late", "write from the platform");
  await ana.reload();
  await go(ana, tr("promises-title"));
  await ana.page.getByText("write from the platform").waitFor();
  assert.equal(await ben.page.getByText("write from the platform").count(), 0);
  await relay.kill();
  await offerPromise(ben, "the phone rings at dinner", "let it ring");
  await ana.goOnline();
  await relay.start();
  for (const [someone, words] of [[ana, "let it ring"], [ben, "write from the platform"]]) {
    await go(someone, tr("promises-title"));
    await someone.page.getByText(words).first().waitFor();
  }
  await press(ben.page, tr("promise-open-answer"));
  await Promise.all([press(ben.page, tr("promise-accept")), relay.crashAndRestart()]);
  await ana.page.getByRole("button", { name: tr("promise-open-say") }).waitFor();
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
