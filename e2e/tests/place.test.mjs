// Nobody loses their place: what is one's own opens first, back stays in Troth, a reload comes back, large text finds
// the places, and a device that comes back by paper finds room.

import assert from "node:assert/strict";
import { test } from "node:test";
import { slowDown } from "../bench/meter.mjs";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, agreeOnWords, go, invite, isAt, makeRecoveryCode, openSetting, press, readNotice, safetyWords, setLock, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

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
  await go(ana, "Today");
  assert.equal(await ana.page.evaluate(flood, { count: JUNK, own }), JUNK);
  const session = await slowDown(ana, SLOWER);
  await ana.reload();
  await go(ana, "Private");
  await ana.page.getByText("From before the flood.").waitFor();
  await go(ana, "Together");
  await ana.page.getByText("What you share is still opening.").waitFor();
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("place-still-opening");
  await openSetting(ana, "Unlink");
  await ana.screenshot("place-unlink-while-opening");
  await press(ana.page, "Unlink now");
  await isAt(ana, "Today");
  await ben.page.getByText("You are no longer linked.").first().waitFor({ timeout: 120_000 });
  await session.detach();
  assert.deepEqual(ana.problems, []);
  for (const someone of [ana, ben]) await someone.close();
});

test("care_04_back_inside_private_stays_in_troth_by_one_neutral_entry", async () => {
  const ana = await partner(browser, relay, "place-back");
  await startAlone(ana, "Ana");
  const [before, entries] = [await where(ana), await depth(ana)];
  await go(ana, "Private");
  assert.deepEqual(await where(ana), before, "the address and the title say nothing");
  assert.equal(await depth(ana), entries + 1);
  await press(ana.page, "Write");
  await isAt(ana, "A new page");
  assert.equal(await depth(ana), entries + 1, "what is opened in it adds none");
  await ana.page.goBack();
  await isAt(ana, "Private");
  await ana.page.goBack();
  await isAt(ana, "Today");
  assert.deepEqual(await where(ana), before);
  assert.deepEqual(ana.problems, []);
  await ana.close();
});

test("a reload comes back to where one was, and behind a lock to Today", async () => {
  const ana = await partner(browser, relay, "place-reload");
  await startAlone(ana, "Ana");
  await go(ana, "Private");
  await press(ana.page, "Write");
  await ana.page.getByLabel("Your words").fill("Half a sentence");
  await ana.reload();
  await isAt(ana, "A new page");
  assert.equal(await ana.page.getByLabel("Your words").inputValue(), "Half a sentence");
  await ana.page.goBack();
  await isAt(ana, "Private");
  const again = await ana.secondTab();
  await press(again, "Use it here");
  await again.getByRole("heading", { level: 1, name: "Today", exact: true }).waitFor();
  const here = ana.at(again);
  await setLock(here, PASSPHRASE);
  await go(here, "Private");
  await here.reload();
  await again.getByLabel("Your passphrase").fill(PASSPHRASE);
  await press(again, "Open");
  await isAt(here, "Today");
  assert.deepEqual(ana.problems, []);
  await ana.close();
});

test("with text at twice the size every place can be reached from the top of the page", async () => {
  const ana = await partner(browser, relay, "place-large");
  await startAlone(ana, "Ana");
  const settings = await ana.context.newCDPSession(ana.page);
  await settings.send("Page.setFontSizes", { fontSizes: TWICE });
  await go(ana, "Private");
  await ana.page.evaluate(() => window.scrollTo(0, 0));
  await press(ana.page, "Go to the places");
  const first = ana.page.getByRole("navigation").getByRole("link").first();
  await ana.page.waitForFunction(() => document.activeElement?.closest(".tabs"));
  const box = await first.boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= ana.page.viewportSize().height, "it stands in sight");
  await ana.screenshot("place-large-text");
  await ana.page.keyboard.press("Enter");
  await isAt(ana, "Today");
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await settings.send("Page.setFontSizes", { fontSizes: { standard: 16, fixed: 13 } });
  await ana.page.getByRole("button", { name: "Go to the places" }).waitFor({ state: "hidden" });
  await ana.close();
});

test("a lock that was set before the first start can be deleted, and says that nothing is lost", async () => {
  const ana = await partner(browser, relay, "place-empty-lock");
  await readNotice(ana);
  await press(ana.page, "Start alone");
  await unfold(ana, "Set a passphrase first");
  await ana.page.getByLabel("Your passphrase").fill(PASSPHRASE);
  await ana.page.getByLabel("The same once more").fill(PASSPHRASE);
  await press(ana.page, "Set the lock");
  await ana.page.getByLabel("The same once more").waitFor({ state: "detached" });
  await ana.reload();
  await unfold(ana, "I have forgotten it");
  await ana.page.getByText("nothing of yours is behind this lock").waitFor();
  await press(ana.page, "Delete everything here");
  await ana.page.getByText("Only the lock is deleted.").waitFor();
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("place-empty-lock");
  await press(ana.page, "Yes, delete it all");
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
  await go(first, "Today");
  await first.close();
  for (let count = 1; count <= 7; count += 1) {
    const found = await partner(browser, relay, `paper-${count}`);
    await readNotice(found);
    await press(found.page, "I have a recovery code");
    await found.page.getByLabel("The nine words").fill(words.map((word, at) => `${at + 1}. “${word}”`).join("\n"));
    await press(found.page, "Bring it back");
    if (count === 7) {
      await found.page.getByText("You can have 8 devices, and all places are taken.").waitFor();
      assert.equal(await found.page.getByRole("checkbox").count(), 7);
      assert.deepEqual(await found.accessibilityProblems(), []);
      await found.screenshot("make-room");
      await found.page.getByRole("checkbox").first().check();
      await found.page.getByRole("checkbox").nth(1).check();
      await press(found.page, "Take them out and go on");
    }
    await go(found, "Private");
    await found.page.getByText("From before the losses.").waitFor();
    if (count === 7) {
      await openSetting(found, "Devices");
      await found.page.getByText("7 of 8 places taken").waitFor();
      await found.page.getByText(/^Last used on /).first().waitFor();
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
  const bucket = await navigator.storageBuckets.open(name);
  const database = await done(bucket.indexedDB.open("troth"));
  const keys = await done(database.transaction("records").objectStore("records").getAllKeys());
  database.close();
  return [...new Set(keys.map((key) => new Uint8Array(key).slice(0, -32).join()))];
}

/** Runs in the page: puts entries that nobody can read into the mailbox that is not among a person's own. */
async function flood({ count, own }) {
  const done = (request) => new Promise((yes, no) => ((request.onsuccess = () => yes(request.result)), (request.onerror = no)));
  const [name] = await navigator.storageBuckets.keys();
  const bucket = await navigator.storageBuckets.open(name);
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
