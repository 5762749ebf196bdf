// After unlinking: linking again with an empty record, and reading the earlier record.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { agreeOnWords, fragmentOf, go, isAt, linkTwo, offerPromise, openSetting, press, safetyWords, startAlone } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

const DEED = "call before I leave work";
const shows = ({ page }, words) => page.getByRole("main").getByText(words).filter({ visible: true }).first().waitFor();
const counts = ({ page }, words) => page.getByText(words).count();

test("care_18_two_link_anew_with_an_empty_record_and_both_can_read_the_earlier_one", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await offerPromise(ben, "we come home", DEED);
  await go(ana, "Promises");
  await shows(ana, DEED);
  await openSetting(ana, "Unlink");
  await ana.screenshot("anew-01-before-unlinking");
  await press(ana.page, "Unlink now");
  for (const someone of [ana, ben]) await someone.page.getByText("You are no longer linked.").first().waitFor();

  await openSetting(ana, "Link with your partner");
  await shows(ana, "You are not linked. You can stay so for as long as you like.");
  await ana.screenshot("anew-02-what-it-is");
  await openSetting(ben, "Link with your partner");
  await ben.screenshot("anew-02-what-it-is");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  assert.deepEqual(await ben.accessibilityProblems(), []);
  await press(ana.page, "Make an invitation");
  const invitation = (await ana.page.getByTestId("link-text").innerText()).trim();
  await ben.open(fragmentOf(invitation));
  await shows(ben, "Ana invites you to Troth.");
  await shows(ben, /^A new link begins with an empty record/);
  await ben.screenshot("anew-03-offered");
  await press(ben.page, "Accept");
  const [one, two] = await Promise.all([safetyWords(ana), safetyWords(ben)]);
  assert.deepEqual(one, two);
  await agreeOnWords(ana, ben);

  await go(ana, "Promises");
  assert.equal(await counts(ana, DEED), 0, "no promise goes along");
  await offerPromise(ana, "it is Sunday", "cook for us two");
  await go(ben, "Promises");
  await shows(ben, "cook for us two");

  for (const [someone, other] of [[ana, "Ben"], [ben, "Ana"]]) {
    await go(someone, "Settings");
    await someone.screenshot("anew-04-settings");
    await someone.page.getByRole("button", { name: new RegExp(`^Earlier record with ${other}`) }).click();
    await isAt(someone, "Story");
    await someone.page.getByText("You are reading the earlier record").waitFor();
    await shows(someone, DEED);
    assert.equal(await counts(someone, "cook for us two"), 0);
    await someone.screenshot("anew-05-earlier-story");
    assert.deepEqual(await someone.accessibilityProblems(), []);
    await go(someone, "Promises");
    await shows(someone, DEED);
    await someone.screenshot("anew-06-earlier-promises");
    await press(someone.page, "Back to now");
    await isAt(someone, "Today");
    assert.equal(await counts(someone, "You are reading the earlier record"), 0);
    await go(someone, "Promises");
    assert.equal(await counts(someone, DEED), 0);
  }

  await go(ana, "Settings");
  await ana.page.getByText("Take an earlier record off this device").click();
  await ana.page.getByRole("button", { name: /^The one with Ben/ }).click();
  await shows(ana, "Only the copy on this device goes");
  await ana.screenshot("anew-07-take-off");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await press(ana.page, "Take it off this device");
  await ana.page.getByText("It is off this device.").waitFor();
  assert.notEqual(await ana.page.evaluate(() => document.activeElement.tagName), "BODY");
  await ana.reload();
  for (const [someone, rows] of [[ana, 0], [ben, 1]]) {
    await go(someone, "Settings");
    assert.equal(await someone.page.getByRole("button", { name: /^Earlier record with/ }).count(), rows);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("what arrives after the end says so, and nothing more", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await ben.keptForOffline();
  await offerPromise(ben, "we come home", DEED);
  await go(ana, "Promises");
  await shows(ana, DEED);
  await ben.goOffline();
  await offerPromise(ben, "it is Sunday", "cook for us two");
  await openSetting(ana, "Unlink");
  await press(ana.page, "Unlink now");
  await ana.page.getByText("You are no longer linked.").first().waitFor();
  await ben.goOnline();
  await ben.page.getByText("You are no longer linked.").first().waitFor();
  for (const someone of [ana, ben]) {
    await go(someone, "Story");
    await shows(someone, "cook for us two");
    await shows(someone, "Came after this link had ended");
    assert.equal(await counts(someone, "Came after this link had ended"), 1, "the words before are as they were");
    await someone.screenshot("anew-10-after-the-end");
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("somebody else sees nothing of the earlier record", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  await offerPromise(ben, "we come home", DEED);
  await go(ana, "Promises");
  await shows(ana, DEED);
  await openSetting(ben, "Unlink");
  await press(ben.page, "Unlink now");
  await ana.page.getByText("You are no longer linked.").first().waitFor();
  const cleo = await partner(browser, relay, "cleo", { viewport: DESKTOP, colorScheme: "dark" });
  await startAlone(cleo, "Cleo");
  await openSetting(ana, "Link with your partner");
  await press(ana.page, "Make an invitation");
  await cleo.open(fragmentOf((await ana.page.getByTestId("link-text").innerText()).trim()));
  await press(cleo.page, "Accept");
  await Promise.all([safetyWords(ana), safetyWords(cleo)]);
  await agreeOnWords(ana, cleo);
  await offerPromise(ana, "it is Sunday", "cook for us two");
  await go(cleo, "Promises");
  await shows(cleo, "cook for us two");
  await go(cleo, "Story");
  assert.equal(await counts(cleo, DEED), 0);
  assert.equal(await counts(cleo, "Ben"), 0);
  await go(ben, "Story");
  await shows(ben, DEED);
  assert.equal(await counts(ben, "cook for us two"), 0);
  assert.equal(await counts(ben, "Cleo"), 0);
  for (const someone of [ana, ben, cleo]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
