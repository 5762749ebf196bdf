// One person on several devices: adding one, coming back from paper, the lock, taking one out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { agreeOnDevice, go, inviteDevice, makeRecoveryCode, openInvitation, openSetting, press, readNotice } from "../lib/path.mjs";
import { safetyWords, setLock, startAlone, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

const PASSPHRASE = "three small words";

test("a second device holds everything, and can be taken out again", async () => {
  const phone = await partner(browser, relay, "phone");
  const laptop = await partner(browser, relay, "laptop");
  await startAlone(phone, "Ana");
  await writePage(phone, "Written on the phone.");
  await openInvitation(laptop, await inviteDevice(phone));
  await laptop.page.getByText(/^Add this device to /).waitFor();
  await press(laptop.page, "Accept");
  const [one, two] = await Promise.all([safetyWords(phone), safetyWords(laptop)]);
  assert.deepEqual(one, two);
  await agreeOnDevice(phone, laptop);
  await go(laptop, "Private");
  await laptop.page.getByText("Written on the phone.").waitFor();
  await writePage(laptop, "Written on the laptop.");
  await go(phone, "Private");
  await phone.page.getByText("Written on the laptop.").waitFor();

  await openSetting(phone, "Devices");
  await press(phone.page, "Remove it");
  await press(phone.page, "Yes, remove it");
  await phone.page.getByRole("button", { name: "Remove it" }).waitFor({ state: "detached" });
  await writePage(phone, "Written after that.");
  await laptop.reload();
  await laptop.page.getByRole("navigation").getByRole("link", { name: "Private" }).click();
  await laptop.page.getByText("Written on the phone.").waitFor();
  assert.equal(await laptop.page.getByText("Written after that.").count(), 0);
  for (const device of [phone, laptop]) await device.close();
});

test("nine words on paper bring everything back to a new device", async () => {
  const lost = await partner(browser, relay, "lost");
  await startAlone(lost, "Ben");
  await writePage(lost, "From before the loss.");
  const words = await makeRecoveryCode(lost);
  assert.equal(words.length, 9);
  await go(lost, "Today");
  await lost.close();

  const found = await partner(browser, relay, "found");
  await readNotice(found);
  await press(found.page, "I have a recovery code");
  const paper = found.page.getByLabel("The nine words");
  await paper.fill(misspelt(words).join(" "));
  await press(found.page, "Bring it back");
  await found.page.getByText(`Did you mean “${words[4]}”?`).waitFor();
  await found.screenshot("wrong-word");
  await paper.fill(words.slice(1).join(" "));
  await press(found.page, "Bring it back");
  await found.page.getByText("The code has nine words. There are 8 words here.").waitFor();
  await paper.fill(words.join(" "));
  await press(found.page, "Bring it back");
  await go(found, "Private");
  await found.page.getByText("From before the loss.").waitFor();
  assert.deepEqual(found.problems, []);
  await found.close();
});

test("the lock keeps a closed app closed", async () => {
  const someone = await partner(browser, relay, "locked");
  await startAlone(someone, "Cleo");
  await writePage(someone, "Behind the lock.");
  await setLock(someone, PASSPHRASE);
  await someone.reload();
  assert.equal(await someone.page.getByRole("navigation").count(), 0);
  await someone.page.getByLabel("Your passphrase").fill("three SMALL words");
  await press(someone.page, "Open");
  await someone.page.getByText("That is not it. Capital letters matter. Try again.").waitFor();
  await someone.page.getByLabel("Your passphrase").fill(PASSPHRASE);
  await press(someone.page, "Open");
  await go(someone, "Private");
  await someone.page.getByText("Behind the lock.").waitFor();
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

/** The words with one letter too many in the fifth. */
function misspelt(words) {
  return words.map((word, place) => (place === 4 ? `${word}x` : word));
}
