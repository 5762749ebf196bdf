// Walks past every screen, filled with realistic words. Each stop is yielded as `[person, name of the screen]`.

import { partner } from "./browser.mjs";
import { go, invite, isAt, OPEN_ALONE, offerPromise, openInvitation, openPromiseForm, openRow, openSetting, press } from "./path.mjs";
import { inviteDevice, readNotice, safetyWords, setLock, startAlone, typeBackRecoveryCode, unfold, writePage } from "./path.mjs";
import { rooms } from "./rooms.mjs";

const SAFETY = "Help, and being careful";
const PLACES = ["Today", "Repair", "Together", "Story"];

/** Visits every screen that one person or two partners can reach. */
export async function* tour(browser, relay) {
  yield* beforeStart(browser, relay);
  yield* alone(browser, relay);
  yield* together(browser, relay);
  yield* sample(browser, relay);
  yield* standingInTheWay(browser, relay);
}

async function* beforeStart(browser, relay) {
  const cleo = await partner(browser, relay, "cleo");
  yield [cleo, "notice"];
  await unfold(cleo, SAFETY);
  yield [cleo, "notice-help"];
  await unfold(cleo, "A few questions, for you alone");
  yield [cleo, "check-begin"];
  await press(cleo.page, "Begin");
  yield [cleo, "check-question"];
  for (let number = 1; number <= 10; number += 1) {
    await cleo.page.getByText(`${number} of 10`, { exact: true }).waitFor();
    await press(cleo.page, "No");
  }
  await cleo.page.getByText("Whatever you pressed").waitFor();
  yield [cleo, "check-end"];
  await readNotice(cleo);
  yield [cleo, "welcome"];
  for (const way of ["Start alone", "I have an invitation", "I have a recovery code"]) {
    await press(cleo.page, way);
    await cleo.page.getByRole("button", { name: "Back to the start" }).waitFor();
    yield [cleo, `welcome-${way.split(" ").at(-1)}`];
    await press(cleo.page, "Back to the start");
  }
  await cleo.close();
  const dora = await partner(browser, relay, "dora");
  await openInvitation(dora, `${relay.address}/#L${"A".repeat(43)}`);
  yield [dora, "link-unknown"];
  await dora.close();
}

async function* alone(browser, relay) {
  const eve = await partner(browser, relay, "eve");
  await readNotice(eve);
  await press(eve.page, "Start alone");
  await press(eve.page, "Begin");
  await eve.page.getByText("Write a name.").waitFor();
  yield [eve, "name-missing"];
  await eve.page.getByLabel("Your name here").fill("Eve");
  await press(eve.page, "Begin");
  await eve.page.getByRole("navigation").waitFor();
  yield* visit(eve, [...PLACES, ...OPEN_ALONE, "Private", "Settings"], "alone");
  yield* privateSpace(eve);
  yield* ownDevice(eve);
  await eve.close();
}

async function* privateSpace(eve) {
  await go(eve, "Private");
  await press(eve.page, "Write");
  yield [eve, "page-new"];
  await writePage(eve, "The kitchen was quiet this morning. I said what I had to say, and then I made tea.");
  await go(eve, "Private");
  await press(eve.page, "Change it");
  await press(eve.page, "Take this page out");
  yield [eve, "page-erase"];
  await go(eve, "Private");
  await openRow(eve, "How I am");
  yield [eve, "ratings"];
  for (const [place, mark] of ["7", "4", "9"].entries()) await eve.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await press(eve.page, "Keep");
  await go(eve, "Private");
  for (const title of ["What I said before", "How it moved", "Could someone see this device?", SAFETY]) await unfold(eve, title);
  yield [eve, "private-unfolded"];
  await openRow(eve, "It is too much now");
  await eve.page.getByText("You said today that it is too much.").waitFor();
  await go(eve, "Today");
  yield [eve, "today-note"];
  for (const title of ["A note for you", "See what help there is"]) await unfold(eve, title);
  yield [eve, "today-note-unfolded"];
}

async function* ownDevice(eve) {
  await go(eve, "Settings");
  for (const title of ["Change my name", "Light or dark"]) await unfold(eve, title);
  yield [eve, "settings-unfolded"];
  for (const title of ["Devices", "Take your words with you", "About Troth", "Delete everything here"]) {
    await openSetting(eve, title);
    yield [eve, title];
  }
  await press(eve.page, "Delete everything here");
  yield [eve, "wipe-asked"];
  await openSetting(eve, "Devices");
  await press(eve.page, "Add a device");
  yield [eve, "add-device"];
  await inviteDevice(eve);
  yield [eve, "add-device-code"];
  await press(eve.page, "Take the invitation back");
  yield* recovery(eve);
  await go(eve, "Today");
  yield [eve, "devices-changed"];
  await openSetting(eve, "Devices");
  yield [eve, "devices-changed-listed"];
  yield* lock(eve);
}

async function* recovery(eve) {
  await openSetting(eve, "Recovery code");
  yield [eve, "recovery"];
  await press(eve.page, "Make a code");
  await eve.page.getByTestId("recovery-code").waitFor();
  yield [eve, "recovery-words"];
  await press(eve.page, "I have written them down");
  yield [eve, "recovery-type-back"];
  await press(eve.page, "Show them again");
  await typeBackRecoveryCode(eve);
  yield [eve, "recovery-set"];
}

async function* lock(eve) {
  await openSetting(eve, "App lock");
  yield [eve, "lock"];
  await setLock(eve, "three small words");
  yield [eve, "lock-set"];
  await press(eve.page, "Take the lock off");
  await press(eve.page, "Yes, take it off");
  await isAt(eve, "Your passphrase again");
  yield [eve, "passphrase-again"];
  await press(eve.page, "Not now");
  await press(eve.page, "Lock now");
  await eve.page.getByLabel("Your passphrase").waitFor();
  await unfold(eve, "I have forgotten it");
  yield [eve, "locked"];
}

async function* together(browser, relay) {
  const [ana, ben] = [await partner(browser, relay, "ana"), await partner(browser, relay, "ben")];
  yield* linking(ana, ben);
  yield* promises(ana, ben);
  yield* checkIns(ana, ben);
  yield* rooms(ana, ben);
  await go(ben, "Today");
  yield [ben, "today-busy"];
  yield* pausing(ana, ben);
  for (const someone of [ana, ben]) await someone.close();
}

async function* linking(ana, ben) {
  const { page } = ana;
  await startAlone(ana, "Ana");
  await openSetting(ana, "Link with your partner");
  yield [ana, "link"];
  const invitation = await invite(ana);
  yield [ana, "link-out"];
  await go(ana, "Today");
  yield [ana, "today-invitation-out"];
  await openSetting(ana, "Link with your partner");
  await openInvitation(ben, invitation);
  yield [ben, "link-offered"];
  await ben.page.getByLabel("Your name here").fill("Ben");
  await press(ben.page, "Accept");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  yield [ana, "link-words"];
  await press(page, "They are the same");
  await page.getByText("Waiting for the other yes").waitFor();
  yield [ana, "link-approved"];
  await press(ben.page, "They are the same");
  for (const someone of [ana, ben]) await isAt(someone, "Today");
  yield* visit(ana, [...PLACES, "Promises", "Check-ins", "Settings"], "linked");
  await openSetting(ana, "Link with your partner");
  yield [ana, "linked"];
}

async function* promises(ana, ben) {
  await openPromiseForm(ben);
  await ben.page.getByLabel("On some weekdays").check({ force: true });
  await press(ben.page, "Offer it to Ana");
  await ben.page.getByText("Choose at least one weekday.").waitFor();
  yield [ben, "promise-form"];
  await ben.page.getByLabel("Once").check({ force: true });
  await offerPromise(ben, "I leave work", "write you when I expect to be home, and say so if it gets later");
  yield [ben, "promise-offered"];
  await go(ana, "Today");
  await ana.page.getByText("Read a promise and answer it").waitFor();
  yield [ana, "today-promise"];
  await go(ana, "Promises");
  await press(ana.page, "Read and answer");
  yield [ana, "promise-answer"];
  await press(ana.page, "Suggest a change");
  await ana.page.getByRole("button", { name: "Send it back" }).waitFor();
  yield [ana, "promise-counter"];
  await press(ana.page, "Back");
  await press(ana.page, "Accept it");
  yield* outcome(ana, ben);
}

async function* outcome(ana, ben) {
  const { page } = ben;
  await go(ben, "Promises");
  await press(page, "Say how it went");
  yield [ben, "promise-due"];
  await press(page, "Say how it went");
  await page.getByLabel("Missed").check({ force: true });
  yield [ben, "outcome-form"];
  await page.getByLabel("A few words, if you like").fill("I forgot to write. I am sorry that you waited.");
  await press(page, "Say so");
  await go(ana, "Promises");
  await unfold(ana, "Earlier promises");
  await press(ana.page, "Look at it");
  await ana.page.getByText("Missed", { exact: true }).first().waitFor();
  yield [ana, "promise-missed"];
}

async function* checkIns(ana, ben) {
  await go(ana, "Check-ins");
  await press(ana.page, "Choose a time together");
  yield [ana, "plan-form"];
  await ana.page.getByLabel("Every day").check({ force: true });
  await press(ana.page, "Suggest it to Ben");
  await ana.page.getByText("You suggested this.").waitFor();
  yield [ana, "plan-suggested"];
  await go(ben, "Check-ins");
  await ben.page.getByRole("button", { name: "Agree" }).waitFor();
  yield [ben, "plan-to-answer"];
  await press(ben.page, "Agree");
  await ben.page.getByText("Your plan").waitFor();
  yield [ben, "plan-agreed"];
  await press(ana.page, "Start one now");
  yield [ana, "round-answering"];
  await ana.page.getByRole("textbox").first().fill("A slow morning, and a walk that did me good.");
  await press(ana.page, "Seal my answers");
  await ana.page.getByText("Your letter is sealed.").waitFor();
  yield [ana, "round-sealed"];
  await go(ben, "Check-ins");
  await ben.page.getByRole("button", { name: "Answer", exact: true }).first().click();
  await ben.page.getByRole("textbox").nth(1).fill("You put the keys where I would find them.");
  await press(ben.page, "Seal my answers");
  await ana.page.getByText("You put the keys").waitFor();
  yield [ana, "round-opened"];
}

async function* pausing(ana, ben) {
  await openSetting(ana, "Rest");
  yield [ana, "rest"];
  await press(ana.page, "Rest now");
  await ana.page.getByRole("button", { name: "End the rest" }).waitFor();
  yield [ana, "resting"];
  await go(ana, "Today");
  yield [ana, "today-resting"];
  await openSetting(ana, "Unlink");
  yield [ana, "unlink"];
  await press(ana.page, "Unlink now");
  await ben.page.getByText("You are no longer linked.").first().waitFor();
  yield* visit(ben, [...PLACES, ...OPEN_ALONE, "Settings"], "unlinked");
}

/** Goes to places and rooms in turn. */
async function* visit(someone, places, when) {
  for (const place of places) {
    await go(someone, place);
    yield [someone, `${place}-${when}`];
  }
}

async function* sample(browser, relay) {
  const someone = await partner(browser, relay, "sample", { path: "/#sample" });
  yield* visit(someone, PLACES, "sample");
  await go(someone, "Private");
  for (const title of ["What I said before", "How it moved"]) await unfold(someone, title);
  yield [someone, "private-sample"];
  await press(someone.page, "Look as Jonas");
  yield* visit(someone, ["Today"], "sample-other");
  await someone.close();
}

async function* standingInTheWay(browser, relay) {
  const finn = await partner(browser, relay, "finn");
  const second = await finn.secondTab();
  await second.getByRole("heading", { name: "Open in another tab" }).waitFor();
  yield [finn.at(second), "second-tab"];
  await finn.close();
  const withoutStorage = ({ page }) => page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const gita = await partner(browser, relay, "gita", { beforeOpen: withoutStorage });
  yield [gita, "no-storage"];
  await gita.close();
}
