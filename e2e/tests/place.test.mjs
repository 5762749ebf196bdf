// Nobody loses their place: what is one's own opens first, back stays in Troth, a reload comes back, large text finds
// the places, and a device that comes back by paper finds room.

import assert from "node:assert/strict";
import { test } from "node:test";
import { slowDown } from "../bench/meter.mjs";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, agreeOnWords, go, invite, isAt, makeRecoveryCode, openSetting, press, readNotice, safetyWords, setLock, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { startOf, tr } from "../lib/words.mjs";

const PASSPHRASE = "three small words";
// As many entries as fill a minute of a slow phone.
const JUNK = 30_000;
const SLOWER = 6;
const TWICE = { standard: 32, fixed: 26 };

const where = ({ page }) => page.evaluate(() => [location.href, document.title]);
const depth = ({ page }) => page.evaluate(() => history.length);

test("a flood in the shared mailbox delays neither private pages nor unlinking", async () => {
  const [ana, ben] = [await partner(browser, relay, "place-flood"), await partner(browser, relay, "place-flood-other")];
  await startAlone(ana, "Ana");
  const own = await ana.page.evaluate(mailboxes);
  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  await writePage(ana, "From before the flood.");
  await go(ana, tr("place-today"));
  assert.equal(await ana.page.evaluate(flood, { count: JUNK, own }), JUNK);
  const session = await slowDown(ana, SLOWER);
  await ana.reload();
  await go(ana, tr("place-private"));
  await ana.page.getByText("From before the flood.").waitFor();
  await go(ana, tr("place-together"));
  await ana.page.getByText(tr("opening-words")).waitFor();
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("place-still-opening");
  await openSetting(ana, tr("settings-unlink"));
  await ana.screenshot("place-unlink-while-opening");
  await press(ana.page, tr("unlink-now"));
  await isAt(ana, tr("place-today"));
  await ben.page.getByText(tr("banner-unlinked")).first().waitFor({ timeout: 120_000 });
  await session.detach();
  assert.deepEqual(ana.problems, []);
  for (const someone of [ana, ben]) await someone.close();
});

test("care_04_back_inside_private_stays_in_troth_by_one_neutral_entry", async () => {
  const ana = await partner(browser, relay, "place-back");
  await startAlone(ana, "Ana");
  const [before, entries] = [await where(ana), await depth(ana)];
  await go(ana, tr("place-private"));
  assert.deepEqual(await where(ana), before, "the address and the title say nothing");
  assert.equal(await depth(ana), entries + 1);
  await press(ana.page, tr("journal-write"));
  await isAt(ana, tr("page-new-title"));
  assert.equal(await depth(ana), entries + 1, "what is opened in it adds none");
  await ana.page.goBack();
  await isAt(ana, tr("place-private"));
  await ana.page.goBack();
  await isAt(ana, tr("place-today"));
  assert.deepEqual(await where(ana), before);
  assert.deepEqual(ana.problems, []);
  await ana.close();
});

test("a reload comes back to where one was, and behind a lock to Today", async () => {
  const ana = await partner(browser, relay, "place-reload");
  await startAlone(ana, "Ana");
  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  await ana.page.getByLabel(tr("page-label")).fill("Half a sentence");
  await ana.reload();
  await isAt(ana, tr("page-new-title"));
  assert.equal(await ana.page.getByLabel(tr("page-label")).inputValue(), "Half a sentence");
  await ana.page.goBack();
  await isAt(ana, tr("place-private"));
  const again = await ana.secondTab();
  await press(again, tr("second-tab-use"));
  await again.getByRole("heading", { level: 1, name: tr("place-today"), exact: true }).waitFor();
  const here = ana.at(again);
  await setLock(here, PASSPHRASE);
  await go(here, tr("place-private"));
  await here.reload();
  await again.getByLabel(tr("locked-passphrase")).fill(PASSPHRASE);
  await press(again, tr("locked-open"));
  await isAt(here, tr("place-today"));
  assert.deepEqual(ana.problems, []);
  await ana.close();
});

test("with text at twice the size every place can be reached from the top of the page", async () => {
  const ana = await partner(browser, relay, "place-large");
  await startAlone(ana, "Ana");
  const settings = await ana.context.newCDPSession(ana.page);
  await settings.send("Page.setFontSizes", { fontSizes: TWICE });
  await go(ana, tr("place-private"));
  await ana.page.evaluate(() => window.scrollTo(0, 0));
  await press(ana.page, tr("frame-to-places"));
  const first = ana.page.getByRole("navigation").getByRole("link").first();
  await ana.page.waitForFunction(() => document.activeElement?.closest(".tabs"));
  const box = await first.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= ana.page.viewportSize().height, "it stands in sight");
  await ana.screenshot("place-large-text");
  await ana.page.keyboard.press("Enter");
  await isAt(ana, tr("place-today"));
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await settings.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await ana.page.getByRole("button", { name: tr("frame-to-places") }).waitFor({ state: "hidden" });
  await ana.close();
});

test("a lock that was set before the first start can be deleted, and says that nothing is lost", async () => {
  const ana = await partner(browser, relay, "place-empty-lock");
  await readNotice(ana);
  await press(ana.page, tr("welcome-alone"));
  await unfold(ana, tr("lock-first"));
  await ana.page.getByLabel(tr("lock-passphrase")).fill(PASSPHRASE);
  await ana.page.getByLabel(tr("lock-again")).fill(PASSPHRASE);
  await press(ana.page, tr("lock-set"));
  await ana.page.getByLabel(tr("lock-again")).waitFor({ state: "detached" });
  await ana.reload();
  await unfold(ana, tr("locked-forgotten"));
  await ana.page.getByText(tr("locked-empty-words")).waitFor();
  await press(ana.page, tr("wipe-open"));
  await ana.page.getByText(tr("locked-empty-ask")).waitFor();
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("place-empty-lock");
  await press(ana.page, tr("wipe-yes"));
  await ana.page.waitForURL((url) => url.pathname !== "/");
  await ana.open();
  await startAlone(ana, "Ana");
  await ana.close();
});

test("who comes back by paper for the seventh time takes old devices out in the same step", async () => {
  const first = await partner(browser, relay, "paper-0");
  await startAlone(first, "Ben");
  await writePage(first, "From before the losses.");
  const words = await makeRecoveryCode(first);
  await go(first, tr("place-today"));
  await first.close();
  for (let count = 1; count <= 7; count += 1) {
    // The relay would make one device wait that enrols so often within a minute. It counts that in memory.
    await relay.crashAndRestart();
    const found = await partner(browser, relay, `paper-${count}`);
    await readNotice(found);
    await press(found.page, tr("welcome-recovery"));
    await found.page.getByLabel(tr("recovery-words-label")).fill(words.map((word, at) => `${at + 1}. “${word}”`).join("\n"));
    await press(found.page, tr("welcome-recover"));
    if (count === 7) {
      await found.page.getByText(tr("returning-lead", { limit: 8 })).waitFor();
      assert.equal(await found.page.getByRole("checkbox").count(), 7);
      assert.equal(await found.page.getByText(startOf("devices-last")).count(), 1, "the one device that wrote");
      assert.deepEqual(await found.accessibilityProblems(), []);
      await found.screenshot("make-room");
      await found.page.getByRole("checkbox").first().check();
      await found.page.getByRole("checkbox").nth(1).check();
      await press(found.page, tr("returning-go-on"));
    }
    await go(found, tr("place-private"));
    await found.page.getByText("From before the losses.").waitFor();
    if (count === 7) {
      await openSetting(found, tr("devices-title"));
      await found.page.getByText(tr("devices-count", { count: 7, limit: 8 })).waitFor();
      await found.screenshot("devices");
    }
    assert.deepEqual(found.problems, []);
    await found.close();
  }
});

/** Runs in the page: returns the mailboxes of which storage holds entries. */
async function mailboxes() {
  const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const [name] = await navigator.storageBuckets.keys();
  // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
  const bucket = (window.heldBucket = await navigator.storageBuckets.open(name));
  const database = await done(bucket.indexedDB.open("troth"));
  const keys = await done(database.transaction("records").objectStore("records").getAllKeys());
  database.close();
  return [...new Set(keys.map((key) => new Uint8Array(key).slice(0, -32).join()))];
}

/** Runs in the page: puts entries that nobody can read into the mailbox that is not among a person's own. */
async function flood({ count, own }) {
  const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const [name] = await navigator.storageBuckets.keys();
  // Held, because Chromium drops what is under way in a bucket that is collected as garbage, and no event says so.
  const bucket = (window.heldBucket = await navigator.storageBuckets.open(name));
  const database = await done(bucket.indexedDB.open("troth"));
  const keys = await done(database.transaction("records").objectStore("records").getAllKeys());
  const shared = keys.find((key) => !own.includes(new Uint8Array(key).slice(0, -32).join()));
  const transaction = database.transaction("records", "readwrite");
  const into = transaction.objectStore("records");
  const value = await done(into.get(shared));
  for (let number = 0; number < count; number += 1) {
    const key = new Uint8Array(shared).slice();
    crypto.getRandomValues(key.subarray(key.length - 32));
    into.put(value, key);
  }
  await new Promise((yes, no) => ((transaction.oncomplete = yes), (transaction.onabort = no)));
  database.close();
  return count;
}
