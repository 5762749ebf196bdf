// Common steps of people. Elements are found by role and by their words on screen.

import { partner } from "./browser.mjs";
import { startOf, tr } from "./words.mjs";

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Reads the device notice. */
export async function readNotice({ page }) {
  await press(page, tr("notice-read"));
}

/** Starts alone under a name. */
export async function startAlone(someone, name) {
  await readNotice(someone);
  await press(someone.page, tr("welcome-alone"));
  await someone.page.getByLabel(tr("name-label")).fill(name);
  await press(someone.page, tr("welcome-begin"));
  await beginTheWay(someone);
}

/** Answers where one is in this with "not sure", and puts the first reading away. */
export async function beginTheWay({ page }) {
  await press(page, tr("way-where-not-sure"));
  await press(page, tr("way-first-done"));
  await page.getByRole("button", { name: tr("way-first-done"), exact: true }).waitFor({ state: "detached" });
}

/** The rooms, and the place or room that contains each. */
const ROOMS = {
  [tr("breaches-title")]: tr("place-repair"),
  [tr("impact-title")]: tr("place-repair"),
  [tr("statements-title")]: tr("place-repair"),
  [tr("hard-title")]: tr("place-repair"),
  [tr("closeness-title")]: tr("place-together"),
  [tr("activities-title")]: tr("closeness-title"),
  [tr("pace-title")]: tr("closeness-title"),
  [tr("talks-title")]: tr("place-together"),
  [tr("agreements-title")]: tr("place-together"),
  [tr("promises-title")]: tr("place-together"),
  [tr("check-ins-title")]: tr("place-together"),
  [tr("goals-title")]: tr("place-story"),
  [tr("victories-title")]: tr("place-story"),
  [tr("look-back-title")]: tr("place-story"),
  [tr("endings-title")]: tr("place-story"),
};

/** The rooms that a person without a partner can reach as well. */
export const OPEN_ALONE = Object.keys(ROOMS).filter((room) => ROOMS[room] !== tr("place-story"));

/** Goes to a place by its tab, to Settings by its button, or to a room by its row. */
export async function go(someone, place) {
  if (place === tr("place-settings")) return goToSettings(someone);
  if (!(place in ROOMS)) return someone.page.getByRole("navigation").getByRole("link", { name: place }).click();
  await go(someone, ROOMS[place]);
  await openRow(someone, place);
  await isAt(someone, place);
}

/** Waits for a screen, by its heading. */
export const isAt = ({ page }, title) => page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();

/** Settings has no tab: its button stands at the top of each place. */
async function goToSettings({ page }) {
  await page.getByRole("navigation").getByRole("link", { name: tr("place-today") }).click();
  await page.getByRole("button", { name: tr("place-settings"), exact: true }).click();
  await isAt({ page }, tr("place-settings"));
}

/** Waits for the quiet screen of a moment, and goes on from it. */
export async function goOn(someone, title) {
  await isAt(someone, title);
  await press(someone.page, tr("moment-on"));
  await someone.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor({ state: "detached" });
}

/** Shares a statement from the preview of what will be read. */
export async function shareStatement({ page }, partner, share) {
  await press(page, tr("statement-preview", { partner }));
  await page.getByText(tr("statement-preview-title", { partner })).waitFor();
  await press(page, share);
}

/** Opens a row of a list by its first words. */
export async function openRow({ page }, title) {
  await page.getByRole("main").getByRole("button", { name: new RegExp(`^${title}`) }).click();
}

/** Goes to Settings and opens one of its rows. */
export async function openSetting(someone, title) {
  await go(someone, tr("place-settings"));
  await openRow(someone, title);
  await someone.page.getByRole("button", { name: tr("frame-back"), exact: true }).waitFor();
}

/** Unfolds a folded part of the page. */
export async function unfold({ page }, title) {
  await page.locator("summary", { hasText: title }).click();
}

/** Makes an invitation and returns the link. */
export async function invite(someone) {
  const { page } = someone;
  await go(someone, tr("promises-title"));
  await press(page, tr("promises-invite"));
  await press(page, tr("link-make"));
  return linkOnScreen(someone);
}

/** Makes an invitation from Settings, where somebody who wrote alone finds it, and returns the link. */
export async function inviteFromSettings(someone) {
  await openSetting(someone, tr("link-title"));
  await press(someone.page, tr("link-make"));
  return linkOnScreen(someone);
}

/** Accepts an invitation on a device that has begun alone. */
export async function acceptOffer(someone, link) {
  await someone.open(fragmentOf(link));
  await press(someone.page, tr("link-accept"));
}

/** Invites an own device: returns the link for the new device. */
export async function inviteDevice(someone) {
  await openSetting(someone, tr("devices-title"));
  await press(someone.page, tr("devices-add"));
  await press(someone.page, tr("add-device-make"));
  return linkOnScreen(someone);
}

async function linkOnScreen({ page }) {
  return (await page.getByTestId("link-text").innerText()).trim();
}

/** Returns the fragment that an invitation adds to the app's address. */
export const fragmentOf = (link) => `/${new URL(link).hash}`;

/** Returns the four safety words on screen. The device that lets an own device in shows "?" for the third. */
export async function safetyWords({ page }) {
  await page.locator(".safe-words li").first().waitFor();
  return page.locator(".safe-words li").allInnerTexts();
}

/** Opens an invitation on a fresh device, up to the question of accepting it. */
export async function openInvitation(someone, link) {
  await someone.open(fragmentOf(link));
  await readNotice(someone);
}

/** Accepts an invitation on a fresh device. */
export async function acceptInvitation(someone, link, name) {
  await openInvitation(someone, link);
  await someone.page.getByLabel(tr("name-label")).fill(name);
  await press(someone.page, tr("link-accept"));
}

/** Both confirm the words and reach Today; the message that they are linked disappears by itself. */
export async function agreeOnWords(one, other) {
  await press(one.page, tr("link-same"));
  await press(other.page, tr("link-same"));
  for (const someone of [one, other]) await isAt(someone, tr("place-today"));
}

/** Confirms the words on both devices of one person: the known one asks for the third word. */
export async function agreeOnDevice(known, added) {
  const words = await safetyWords(added);
  await press(added.page, tr("link-same"));
  await press(known.page, words[2]);
  await added.page.getByRole("navigation").waitFor();
}

/** Links two people, the second on a fresh device. */
export async function link(one, other, names) {
  await startAlone(one, names[0]);
  const invitation = await invite(one);
  await acceptInvitation(other, invitation, names[1]);
  await Promise.all([safetyWords(one), safetyWords(other)]);
  await agreeOnWords(one, other);
}

/** Opens the form for a promise. */
export async function openPromiseForm(someone) {
  await go(someone, tr("promises-title"));
  await someone.page.getByRole("button", { name: tr("promises-make") }).first().click();
}

/** Offers a promise for today. */
export async function offerPromise(someone, cue, deed) {
  const { page } = someone;
  await openPromiseForm(someone);
  await page.getByLabel(tr("promise-cue"), { exact: true }).fill(cue);
  await page.getByLabel(tr("promise-deed"), { exact: true }).fill(deed);
  await page.getByRole("button", { name: startOf("promise-form-offer") }).click();
  await isAt(someone, tr("promises-title"));
  await page.getByText(deed).first().waitFor();
}

/** Writes a page of the journal. */
export async function writePage(someone, words) {
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  await someone.page.getByLabel(tr("page-label")).fill(words);
  await press(someone.page, tr("page-keep"));
  await someone.page.getByText("Only you can read it.").first().waitFor();
}

/** Makes a recovery code, types it back, and returns its nine words. */
export async function makeRecoveryCode(someone) {
  await openSetting(someone, tr("recovery-title"));
  await press(someone.page, tr("recovery-make"));
  return typeBackRecoveryCode(someone);
}

/** Reads the nine words off the screen, types them back, and returns them. */
export async function typeBackRecoveryCode({ page }) {
  await page.getByTestId("recovery-code").waitFor();
  const words = await page.getByTestId("recovery-code").getByRole("listitem").allInnerTexts();
  await press(page, tr("recovery-written"));
  await page.getByLabel(tr("recovery-back-label")).fill(words.join(" "));
  await press(page, tr("recovery-confirm"));
  await page.getByRole("button", { name: tr("recovery-new") }).waitFor();
  return words;
}

/** Sets the app lock. */
export async function setLock(someone, passphrase) {
  const { page } = someone;
  await openSetting(someone, tr("lock-title"));
  await page.getByLabel(tr("lock-passphrase")).fill(passphrase);
  await page.getByLabel(tr("lock-again")).fill(passphrase);
  await press(page, tr("lock-set"));
  await page.getByRole("button", { name: tr("lock-now") }).waitFor();
}

/** After an unlinking: says on Today that somebody trusted runs the server, so that this device goes on using it. */
export async function trustTheServer(someone) {
  await go(someone, tr("place-today"));
  await openRow(someone, tr("server-trusted"));
  await someone.page.getByText(tr("server-trusted")).waitFor({ state: "detached" });
}

export { press };

/** Returns two linked people: the first has invited, the second has accepted. */
export async function linkTwo(browser, relay, { one = {}, other = {} } = {}) {
  const ana = await partner(browser, relay, "ana", one);
  const ben = await partner(browser, relay, "ben", other);
  await startAlone(ana, "Ana");
  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  return [ana, ben];
}
