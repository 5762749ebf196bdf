// After unlinking: linking again with an empty record, and reading the earlier record.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { agreeOnWords, fragmentOf, go, isAt, linkTwo, offerPromise, openSetting, press, safetyWords, startAlone, trustTheServer } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

const DEED = "call before I leave work";
const shows = ({ page }, words) => page.getByRole("main").getByText(words).filter({ visible: true }).first().waitFor();
const counts = ({ page }, words) => page.getByText(words).count();

test("care_18_two_link_anew_with_an_empty_record_and_both_can_read_the_earlier_one", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await offerPromise(ben, "we come home", DEED);
  await go(ana, tr("promises-title"));
  await shows(ana, DEED);
  await openSetting(ana, tr("settings-unlink"));
  await ana.screenshot("anew-01-before-unlinking");
  await press(ana.page, tr("unlink-now"));
  for (const someone of [ana, ben]) {
    await someone.page.getByText(tr("problem-unlinked")).first().waitFor();
    await trustTheServer(someone);
  }

  await openSetting(ana, tr("link-title"));
  await shows(ana, tr("link-anew"));
  await shows(ana, tr("link-anew-server"));
  await ana.screenshot("anew-02-what-it-is");
  await openSetting(ben, tr("link-title"));
  await ben.screenshot("anew-02-what-it-is");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  assert.deepEqual(await ben.accessibilityProblems(), []);
  await press(ana.page, tr("link-make"));
  const invitation = (await ana.page.getByTestId("link-text").innerText()).trim();
  await ben.open(fragmentOf(invitation));
  await shows(ben, tr("link-offered", { from: "Ana" }));
  await shows(ben, tr("link-offered-anew"));
  await ben.screenshot("anew-03-offered");
  await press(ben.page, tr("link-accept"));
  const [one, two] = await Promise.all([safetyWords(ana), safetyWords(ben)]);
  assert.deepEqual(one, two);
  await agreeOnWords(ana, ben);

  await go(ana, tr("promises-title"));
  assert.equal(await counts(ana, DEED), 0, "no promise goes along");
  await offerPromise(ana, "it is Sunday", "cook for us two");
  await go(ben, tr("promises-title"));
  await shows(ben, "cook for us two");

  for (const [someone, other] of [[ana, "Ben"], [ben, "Ana"]]) {
    await go(someone, tr("place-settings"));
    await someone.screenshot("anew-04-settings");
    await someone.page.getByRole("button", { name: new RegExp(`^Earlier record with ${other}`) }).click();
    await isAt(someone, tr("place-story"));
    await someone.page.getByText(tr("banner-earlier")).waitFor();
    await shows(someone, DEED);
    assert.equal(await counts(someone, "cook for us two"), 0);
    await someone.screenshot("anew-05-earlier-story");
    assert.deepEqual(await someone.accessibilityProblems(), []);
    await go(someone, tr("promises-title"));
    await shows(someone, DEED);
    await someone.screenshot("anew-06-earlier-promises");
    await press(someone.page, tr("banner-earlier-leave"));
    await isAt(someone, tr("place-today"));
    assert.equal(await counts(someone, tr("banner-earlier")), 0);
    await go(someone, tr("promises-title"));
    assert.equal(await counts(someone, DEED), 0);
  }

  await go(ana, tr("place-settings"));
  await ana.page.getByText(tr("earlier-let-go")).click();
  await ana.page.getByRole("button", { name: /^The one with Ben/ }).click();
  await shows(ana, startOf("earlier-let-go-words"));
  await ana.screenshot("anew-07-take-off");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await press(ana.page, tr("earlier-let-go-yes"));
  await ana.page.getByText(tr("done-earlier-let-go")).waitFor();
  assert.notEqual(await ana.page.evaluate(() => document.activeElement.tagName), "BODY");
  await ana.reload();
  for (const [someone, rows] of [[ana, 0], [ben, 1]]) {
    await go(someone, tr("place-settings"));
    assert.equal(await someone.page.getByRole("button", { name: /^Earlier record with/ }).count(), rows);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("what was written after the end says so where it was written, and reaches nobody who left", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });
  await ben.keptForOffline();
  await offerPromise(ben, "we come home", DEED);
  await go(ana, tr("promises-title"));
  await shows(ana, DEED);
  await ben.goOffline();
  await offerPromise(ben, "it is Sunday", "cook for us two");
  await openSetting(ana, tr("settings-unlink"));
  await press(ana.page, tr("unlink-now"));
  await ana.page.getByText(tr("problem-unlinked")).first().waitFor();
  await ben.goOnline();
  await ben.page.getByText(tr("problem-unlinked")).first().waitFor();
  await go(ben, tr("place-story"));
  await shows(ben, "cook for us two");
  await shows(ben, tr("remark-after-the-end"));
  assert.equal(await counts(ben, tr("remark-after-the-end")), 1, "the words before are as they were");
  await ben.screenshot("anew-10-after-the-end");
  assert.deepEqual(await ben.accessibilityProblems(), []);
  await go(ana, tr("place-story"));
  await shows(ana, DEED);
  assert.equal(await counts(ana, "cook for us two"), 0, "who left reads nothing more");
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("somebody else sees nothing of the earlier record", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  await offerPromise(ben, "we come home", DEED);
  await go(ana, tr("promises-title"));
  await shows(ana, DEED);
  await openSetting(ben, tr("settings-unlink"));
  await press(ben.page, tr("unlink-now"));
  await ana.page.getByText(tr("problem-unlinked")).first().waitFor();
  await trustTheServer(ana);
  const cleo = await partner(browser, relay, "cleo", { viewport: DESKTOP, colorScheme: "dark" });
  await startAlone(cleo, "Cleo");
  await openSetting(ana, tr("link-title"));
  await press(ana.page, tr("link-make"));
  await cleo.open(fragmentOf((await ana.page.getByTestId("link-text").innerText()).trim()));
  await press(cleo.page, tr("link-accept"));
  await Promise.all([safetyWords(ana), safetyWords(cleo)]);
  await agreeOnWords(ana, cleo);
  await offerPromise(ana, "it is Sunday", "cook for us two");
  await go(cleo, tr("promises-title"));
  await shows(cleo, "cook for us two");
  await go(cleo, tr("place-story"));
  assert.equal(await counts(cleo, DEED), 0);
  assert.equal(await counts(cleo, "Ben"), 0);
  await go(ben, tr("place-story"));
  await shows(ben, DEED);
  assert.equal(await counts(ben, "cook for us two"), 0);
  assert.equal(await counts(ben, "Cleo"), 0);
  for (const someone of [ana, ben, cleo]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
