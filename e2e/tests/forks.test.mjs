// Two copies of one device write at once: the owner chooses on another device, the partner sees one plain line.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { backUp, putBack, speakFirst } from "../lib/copy.mjs";
import { agreeOnDevice, go, inviteDevice, isAt, linkTwo, offerPromise, openInvitation, press, safetyWords } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const shows = ({ page }, words) => page.getByText(words).filter({ visible: true }).first().waitFor();
const tells = ({ page }, words) => page.getByText(words).count();

test("who owns a copied device sees both copies and chooses; the partner sees that something waits", { timeout: 180_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const tablet = await partner(browser, relay, "tablet", { colorScheme: "dark" });
  await openInvitation(tablet, await inviteDevice(ana));
  await press(tablet.page, tr("add-device-accept"));
  await Promise.all([safetyWords(ana), safetyWords(tablet)]);
  await agreeOnDevice(ana, tablet);
  const backup = await backUp(ana);
  // Both copies have read everything, and then cannot hear of each other.
  await offerPromise(ben, "it is late", "take the last bus");
  const copy = await putBack(browser, relay, backup, "copy");
  for (const [someone, deed] of [[ana, "said on the phone"], [copy, "said on the copy"]]) {
    await go(someone, tr("promises-title"));
    await shows(someone, "take the last bus");
    await someone.goOffline();
    await offerPromise(someone, "we come home", deed);
  }
  await ana.goOnline();
  await shows(ben, "said on the phone");
  await speakFirst(copy);
  await copy.goOnline();

  await shows(ben, tr("banner-fork-theirs"));
  assert.equal(await tells(ben, "said on the copy"), 0);
  await ben.screenshot("forks-01-waits");
  await shows(tablet, tr("banner-fork"));
  await press(tablet.page, tr("banner-fork-look"));
  await isAt(tablet, tr("devices-title"));
  await shows(tablet, "said on the phone");
  await shows(tablet, "said on the copy");
  await tablet.screenshot("forks-02-both");
  assert.deepEqual(await tablet.accessibilityProblems(), []);
  assert.deepEqual(await ben.accessibilityProblems(), []);
  await shows(copy, tr("banner-restored"));

  const one = tablet.page.locator("article.leaf", { hasText: "said on the copy" });
  await one.getByRole("button", { name: tr("fork-choose") }).click();
  await tablet.screenshot("forks-03-asked");
  await press(tablet.page, tr("fork-choose-yes"));
  await shows(tablet, tr("done-fork-decided"));
  await shows(ben, "said on the copy");
  for (const someone of [ben, tablet]) {
    await go(someone, tr("place-story"));
    await someone.page.locator(".told", { hasText: "said on the phone" }).getByText(tr("remark-copy")).waitFor();
    assert.equal(await tells(someone, tr("remark-copy")), 1);
    await someone.screenshot("forks-04-story");
    assert.deepEqual(await someone.accessibilityProblems(), []);
  }
  for (const someone of [ana, ben, tablet, copy]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
