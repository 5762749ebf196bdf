// The main path: two partners link, keep a promise and open a check-in together, while network and relay fail.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { canary, findLeaks } from "../lib/canary.mjs";
import { acceptInvitation, agreeOnWords, go, invite, offerPromise, press, safetyWords, startAlone } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("two partners walk the main path", { timeout: 180_000 }, async (context) => {
  const words = Object.fromEntries(["ana", "ben", "page", "cue", "deed", "one", "two", "note"].map((key) => [key, canary()]));
  const ana = await partner(browser, relay, "ana");
  const ben = await partner(browser, relay, "ben", { viewport: DESKTOP, colorScheme: "dark" });

  context.after(() => Promise.allSettled([ana, ben].map((someone) => someone.screenshot("99-last"))));

  await ana.open("/");
  await ana.screenshot("01-notice");
  await startAlone(ana, words.ana);
  await ana.screenshot("02-today-alone");
  const invitation = await invite(ana);
  await ana.screenshot("03-invited");
  await acceptInvitation(ben, invitation, words.ben);
  const [one, two] = await Promise.all([safetyWords(ana), safetyWords(ben)]);
  assert.deepEqual(one, two);
  assert.equal(one.length, 4);
  await ana.screenshot("04-words");
  await ben.screenshot("04-words");
  await agreeOnWords(ana, ben);
  await ana.screenshot("05-linked");
  await ben.screenshot("05-linked");

  await offerPromise(ben, words.cue, words.deed);
  await ben.screenshot("06-offered");
  await go(ana, "Promises");
  await press(ana.page, "Read and answer");
  await ana.screenshot("07-to-answer");
  await press(ana.page, "Accept it");
  await ben.page.getByRole("button", { name: "Say how it went" }).first().click();
  await ben.screenshot("08-promise");
  await press(ben.page, "Say how it went");
  await ben.page.getByLabel("Kept", { exact: true }).check();
  await press(ben.page, "Say so");
  await ana.page.getByText("Kept", { exact: true }).first().waitFor();
  await ana.screenshot("09-kept");

  await go(ana, "Check-ins");
  await press(ana.page, "Start one now");
  await ana.page.getByRole("textbox").first().fill(words.one);
  await ana.screenshot("10-answering");
  await press(ana.page, "Seal my answers");
  await ana.page.getByText("Your letter is sealed.").waitFor();
  await ana.screenshot("11-sealed");
  await go(ben, "Check-ins");
  await press(ben.page, "Answer");
  assert.equal(await ben.page.getByText(words.one).count(), 0, "sealed until both are in");
  await ben.goOffline();
  await ben.page.getByRole("textbox").first().fill(words.two);
  await press(ben.page, "Seal my answers");
  await ben.screenshot("12-offline");
  await relay.crashAndRestart();
  await ben.goOnline();
  await ben.page.getByText(words.one).waitFor();
  await ana.page.getByText(words.two).waitFor();
  await ana.screenshot("13-opened");
  await ben.screenshot("13-opened");

  await go(ana, "Private");
  await ana.screenshot("14-private");

  assert.deepEqual(await findLeaks(Object.values(words), { relay, partners: [ana, ben] }), []);
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
