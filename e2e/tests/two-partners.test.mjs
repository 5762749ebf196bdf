// The main path: two partners link, keep a promise and open a check-in together, while network and relay fail.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { canary, findLeaks } from "../lib/canary.mjs";
import { acceptInvitation, agreeOnWords, go, invite, offerPromise, press, safetyWords, startAlone } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

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
  assert.equal(new URL(ben.page.url()).hash, "", "the secret has left the address bar");
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
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  await ana.screenshot("07-to-answer");
  await press(ana.page, tr("promise-accept"));
  await ben.page.getByRole("button", { name: tr("promise-open-say") }).first().click();
  await ben.screenshot("08-promise");
  await press(ben.page, tr("outcome-say"));
  await ben.page.getByLabel(tr("outcome-kept"), { exact: true }).check();
  await press(ben.page, tr("outcome-send"));
  await ana.page.getByText(tr("outcome-kept"), { exact: true }).first().waitFor();
  await ana.screenshot("09-kept");

  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("round-start-now"));
  await ana.page.getByRole("textbox").first().fill(words.one);
  await ana.screenshot("10-answering");
  await press(ana.page, tr("round-seal"));
  await ana.page.getByText(tr("round-sealed-now")).waitFor();
  await ana.screenshot("11-sealed");
  await go(ben, tr("check-ins-title"));
  await press(ben.page, tr("round-answer"));
  assert.equal(await ben.page.getByText(words.one).count(), 0, "sealed until both are in");
  await ben.goOffline();
  await ben.page.getByRole("textbox").first().fill(words.two);
  await press(ben.page, tr("round-seal"));
  await ben.screenshot("12-offline");
  await relay.crashAndRestart();
  await ben.goOnline();
  await ben.page.getByText(words.one).waitFor();
  await ana.page.getByText(words.two).waitFor();
  await ana.screenshot("13-opened");
  await ben.screenshot("13-opened");

  await go(ana, tr("place-private"));
  await ana.screenshot("14-private");

  assert.deepEqual(await findLeaks(Object.values(words), { relay, partners: [ana, ben] }), []);
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
