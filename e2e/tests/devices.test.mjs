// One person on several devices: adding one, recovery by paper, the lock, removing one.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { agreeOnDevice, go, inviteDevice, isAt, makeRecoveryCode, openInvitation, openRow, openSetting, press, readNotice } from "../lib/path.mjs";
import { safetyWords, setLock, startAlone, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const PASSPHRASE = "three small words";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const clocked = { beforeOpen: ({ page }) => page.clock.install() };
const changed = ({ page }) => page.locator("article", { hasText: tr("device-changes-title") });
const known = (someone) => changed(someone).getByRole("button", { name: tr("device-changes-know") });

test("a second device holds everything, and can be taken out again", async () => {
  const phone = await partner(browser, relay, "phone");
  const laptop = await partner(browser, relay, "laptop");
  await startAlone(phone, "Ana");
  await writePage(phone, "Written on the phone.");
  await openInvitation(laptop, await inviteDevice(phone));
  await laptop.page.getByText(/^Add this device to /).waitFor();
  await press(laptop.page, tr("add-device-accept"));
  const [one, two] = await Promise.all([safetyWords(phone), safetyWords(laptop)]);
  assert.deepEqual(one, two.with(2, "?"), "the known device asks for the third");
  await phone.screenshot("pick-third-word");
  assert.deepEqual(await phone.accessibilityProblems(), []);
  // After leaving that page the person is told wherever they are, because an attacker's device may be asking.
  await go(phone, tr("place-today"));
  await phone.screenshot("asked-to-let-in");
  await openRow(phone, tr("today-waiting-compare-device"));
  await agreeOnDevice(phone, laptop);
  await laptop.page.getByText(tr("done-moved-in")).waitFor();
  await go(laptop, tr("place-private"));
  await laptop.page.getByText("Written on the phone.").waitFor();
  await writePage(laptop, "Written on the laptop.");
  await go(phone, tr("place-private"));
  await phone.page.getByText("Written on the laptop.").waitFor();

  await openSetting(phone, tr("devices-title"));
  // Both devices have the same name: day and time distinguish them, and this device says so.
  const [here, other] = await phone.page.locator("article", { hasText: "Since" }).allInnerTexts();
  assert.match(here, /^Since \d.*\d{4}, \d+:\d\d\s*This device/);
  assert.match(other, /^Since \d.*\d{4}, \d+:\d\d(?!\s*This device)/);
  await phone.page.getByRole("button", { name: /^Remove “.*” \(added .*\d:\d\d\)$/ }).click();
  await press(phone.page, tr("devices-remove-yes"));
  await phone.page.getByRole("button", { name: /^Remove “/ }).waitFor({ state: "detached" });
  await writePage(phone, "Written after that.");
  await laptop.reload();
  await laptop.page.getByRole("navigation").getByRole("link", { name: tr("place-private") }).click();
  await laptop.page.getByText("Written on the phone.").waitFor();
  assert.equal(await laptop.page.getByText("Written after that.").count(), 0);
  await laptop.page.getByText(tr("banner-taken-out")).first().waitFor();
  assert.deepEqual(await laptop.accessibilityProblems(), []);
  await laptop.screenshot("taken-out");
  for (const device of [phone, laptop]) await device.close();
});

test("a device that was added is told on each of them, until it is put away there", async () => {
  const phone = await partner(browser, relay, "told", clocked);
  const tablet = await partner(browser, relay, "told-tablet", { colorScheme: "dark", ...clocked });
  await startAlone(phone, "Ana");
  await go(phone, tr("place-today"));
  assert.equal(await changed(phone).count(), 0);
  await openInvitation(tablet, await inviteDevice(phone));
  await press(tablet.page, tr("add-device-accept"));
  await Promise.all([safetyWords(phone), safetyWords(tablet)]);
  await agreeOnDevice(phone, tablet);
  await changed(tablet).getByText(tr("device-change-added-here")).waitFor();
  await tablet.page.getByText(/^\d.* \d{4}, \d+:\d\d, on “/).waitFor();
  for (const place of [tr("devices-title"), tr("place-today")]) {
    await (place === tr("devices-title") ? openSetting(phone, place) : go(phone, place));
    await changed(phone).getByText(/was added to your devices\.$/).waitFor();
    await changed(phone).getByText(/, on this device$/).waitFor();
    assert.deepEqual(await phone.accessibilityProblems(), []);
    await phone.screenshot(`changed-${place}`);
  }
  // An attacker who holds a device for a moment cannot dismiss it there.
  for (const someone of [phone, tablet]) assert.equal(await known(someone).count(), 0);
  assert.deepEqual(await tablet.accessibilityProblems("color-contrast"), []);
  await tablet.screenshot("changed");

  for (const { page } of [phone, tablet]) await page.clock.fastForward(DAY_MS);
  await known(tablet).waitFor();
  assert.deepEqual(await phone.accessibilityProblems(), []);
  await phone.screenshot("changed-a-day-later");
  await known(phone).click();
  await changed(phone).waitFor({ state: "detached" });
  await phone.reload();
  await phone.page.getByRole("heading", { level: 1, name: tr("place-today") }).waitFor();
  assert.equal(await changed(phone).count(), 0);
  assert.equal(await changed(tablet).count(), 1, "it was put away on the phone alone");

  // On screens other than Today, one line announces the change and links to it.
  await go(tablet, tr("place-private"));
  await makeRecoveryCode(phone);
  await tablet.page.getByText(tr("banner-device-changes")).waitFor();
  await tablet.screenshot("pointed-at");
  await press(tablet.page, tr("banner-device-changes-look"));
  await changed(tablet).getByText(tr("device-change-code")).waitFor();
  await tablet.screenshot("changed-twice");
  assert.deepEqual([...phone.problems, ...tablet.problems], []);
  for (const device of [phone, tablet]) await device.close();
});

test("with a lock, the passphrase is asked for again right before another device is let in", async () => {
  const someone = await partner(browser, relay, "asked", { colorScheme: "dark" });
  const { page } = someone;
  await startAlone(someone, "Cleo");
  await openSetting(someone, tr("devices-title"));
  await page.getByText(tr("passphrase-would-ask")).waitFor();
  await setLock(someone, PASSPHRASE);
  await openSetting(someone, tr("devices-title"));
  assert.equal(await page.getByText("With an app lock").count(), 0);
  await press(page, tr("devices-add"));
  await press(page, tr("add-device-make"));
  await isAt(someone, tr("passphrase-title"));
  assert.equal(await page.getByTestId("link-text").count(), 0);
  await page.getByLabel(tr("locked-passphrase")).fill("three SMALL words");
  await press(page, tr("passphrase-go-on"));
  await page.getByText(tr("problem-passphrase-wrong")).waitFor();
  assert.deepEqual(await someone.accessibilityProblems(), []);
  await someone.screenshot("passphrase-again");
  await page.getByLabel(tr("locked-passphrase")).fill(PASSPHRASE);
  await press(page, tr("passphrase-go-on"));
  await page.getByTestId("link-text").waitFor();
  await isAt(someone, tr("add-device-title"));

  // Going back closes the link: a later person at this device must give the passphrase again.
  await press(page, tr("frame-back"));
  await press(page, tr("devices-add"));
  await isAt(someone, tr("passphrase-title"));
  await press(page, tr("passphrase-leave"));
  await isAt(someone, tr("devices-title"));
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("nine words on paper bring everything back to a new device", async () => {
  const lost = await partner(browser, relay, "lost");
  await startAlone(lost, "Ben");
  await writePage(lost, "From before the loss.");
  const words = await makeRecoveryCode(lost);
  assert.equal(words.length, 9);
  await go(lost, tr("place-today"));
  await lost.close();

  const found = await partner(browser, relay, "found");
  await readNotice(found);
  await press(found.page, tr("welcome-recovery"));
  const paper = found.page.getByLabel(tr("recovery-words-label"));
  await paper.fill(misspelt(words).join(" "));
  await press(found.page, tr("welcome-recover"));
  await found.page.getByText(`Did you mean “${words[4]}”?`).waitFor();
  await found.screenshot("wrong-word");
  await paper.fill(words.slice(1).join(" "));
  await press(found.page, tr("welcome-recover"));
  await found.page.getByText(tr("problem-recovery-count", { given: 8 })).waitFor();
  await paper.fill(words.join(" "));
  await press(found.page, tr("welcome-recover"));
  await go(found, tr("place-private"));
  await found.page.getByText("From before the loss.").waitFor();
  assert.deepEqual(found.problems, []);
  await found.close();
});

test("the lock keeps a closed app closed", async () => {
  const someone = await partner(browser, relay, "locked", clocked);
  await startAlone(someone, "Cleo");
  await writePage(someone, "Behind the lock.");
  await setLock(someone, PASSPHRASE);
  await someone.reload();
  assert.equal(await someone.page.getByRole("navigation").count(), 0);
  await someone.page.getByLabel(tr("locked-passphrase")).fill("three SMALL words");
  await press(someone.page, tr("locked-open"));
  await someone.page.getByText(tr("problem-passphrase-wrong")).waitFor();
  await someone.page.getByLabel(tr("locked-passphrase")).fill(PASSPHRASE);
  await press(someone.page, tr("locked-open"));
  await go(someone, tr("place-private"));
  await someone.page.getByText("Behind the lock.").waitFor();

  await drawn(someone);
  await someone.page.clock.fastForward(9 * MINUTE_MS);
  await someone.page.keyboard.press("Shift");
  await drawn(someone);
  await someone.page.clock.fastForward(9 * MINUTE_MS);
  await someone.page.getByText("Behind the lock.").waitFor();
  await someone.page.clock.fastForward(MINUTE_MS);
  await someone.page.getByLabel(tr("locked-passphrase")).waitFor();
  assert.equal(await someone.page.getByText("Behind the lock.").count(), 0);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

/**
 * Waits until the page was drawn. A browser tells of a scroll when it draws next: on a busy machine that can be after the
 * clock was moved, and would count as a later touch. Taking a picture makes it draw; the page's own frames follow its clock.
 */
async function drawn({ page }) {
  await page.screenshot();
}

/** Returns the words with an extra letter in the fifth. */
function misspelt(words) {
  return words.map((word, place) => (place === 4 ? `${word}x` : word));
}
