// Walks past every screen, filled with realistic words. Each stop is yielded as `[person, name of the screen]`.

import { partner } from "./browser.mjs";
import { go, invite, isAt, OPEN_ALONE, offerPromise, openInvitation, openPromiseForm, openRow, openSetting, press } from "./path.mjs";
import { inviteDevice, readNotice, safetyWords, setLock, startAlone, typeBackRecoveryCode, unfold, writePage } from "./path.mjs";
import { rooms } from "./rooms.mjs";
import { startOf, tr } from "./words.mjs";

const SAFETY = tr("safety-title");
const PLACES = [tr("place-today"), tr("place-repair"), tr("place-together"), tr("place-story")];

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
  await unfold(cleo, tr("check-title"));
  yield [cleo, "check-begin"];
  await press(cleo.page, tr("check-begin"));
  yield [cleo, "check-question"];
  for (let number = 1; number <= 10; number += 1) {
    await cleo.page.getByText(`${number} of 10`, { exact: true }).waitFor();
    await press(cleo.page, tr("check-no"));
  }
  await cleo.page.getByText(tr("check-end-title")).waitFor();
  yield [cleo, "check-end"];
  await readNotice(cleo);
  yield [cleo, "welcome"];
  for (const way of [tr("welcome-alone"), tr("welcome-invitation"), tr("welcome-recovery")]) {
    await press(cleo.page, way);
    await cleo.page.getByRole("button", { name: tr("welcome-other-way") }).waitFor();
    yield [cleo, `welcome-${way.split(" ").at(-1)}`];
    await press(cleo.page, tr("welcome-other-way"));
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
  await press(eve.page, tr("welcome-alone"));
  await press(eve.page, tr("welcome-begin"));
  await eve.page.getByText("Write a name.").waitFor();
  yield [eve, "name-missing"];
  await eve.page.getByLabel(tr("name-label")).fill("Eve");
  await press(eve.page, tr("welcome-begin"));
  await eve.page.getByRole("navigation").waitFor();
  yield* visit(eve, [...PLACES, ...OPEN_ALONE, tr("place-private"), tr("place-settings")], "alone");
  yield* privateSpace(eve);
  yield* ownDevice(eve);
  await eve.close();
}

async function* privateSpace(eve) {
  await go(eve, tr("place-private"));
  await press(eve.page, tr("journal-write"));
  yield [eve, "page-new"];
  await writePage(eve, "The kitchen was quiet this morning. I said what I had to say, and then I made tea.");
  await go(eve, tr("place-private"));
  await press(eve.page, tr("page-change"));
  await press(eve.page, tr("page-erase"));
  yield [eve, "page-erase"];
  await go(eve, tr("place-private"));
  await openRow(eve, tr("ratings-title"));
  yield [eve, "ratings"];
  for (const [place, mark] of ["7", "4", "9"].entries()) await eve.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await press(eve.page, tr("ratings-keep"));
  await go(eve, tr("place-private"));
  for (const title of [tr("ratings-before"), tr("trend-title"), tr("private-notice"), SAFETY]) await unfold(eve, title);
  yield [eve, "private-unfolded"];
  await openRow(eve, tr("too-much-now"));
  await eve.page.getByText("You said today that it is too much.").waitFor();
  yield [eve, "private-note"];
  for (const title of [tr("step-read-help"), tr("help-see")]) await unfold(eve, title);
  yield [eve, "private-note-unfolded"];
}

async function* ownDevice(eve) {
  await go(eve, tr("place-settings"));
  for (const title of [tr("rename-title"), tr("look-title")]) await unfold(eve, title);
  yield [eve, "settings-unfolded"];
  for (const title of [tr("devices-title"), tr("export-title"), tr("about-title"), tr("settings-wipe")]) {
    await openSetting(eve, title);
    yield [eve, title];
  }
  await press(eve.page, tr("settings-wipe"));
  yield [eve, "wipe-asked"];
  await openSetting(eve, tr("devices-title"));
  await press(eve.page, tr("devices-add"));
  yield [eve, "add-device"];
  await inviteDevice(eve);
  yield [eve, "add-device-code"];
  await press(eve.page, tr("link-withdraw"));
  yield* recovery(eve);
  await go(eve, tr("place-today"));
  yield [eve, "devices-changed"];
  await openSetting(eve, tr("devices-title"));
  yield [eve, "devices-changed-listed"];
  yield* lock(eve);
}

async function* recovery(eve) {
  await openSetting(eve, tr("recovery-title"));
  yield [eve, "recovery"];
  await press(eve.page, tr("recovery-make"));
  await eve.page.getByTestId("recovery-code").waitFor();
  yield [eve, "recovery-words"];
  await press(eve.page, tr("recovery-written"));
  yield [eve, "recovery-type-back"];
  await press(eve.page, tr("recovery-show-again"));
  await typeBackRecoveryCode(eve);
  yield [eve, "recovery-set"];
}

async function* lock(eve) {
  await openSetting(eve, tr("lock-title"));
  yield [eve, "lock"];
  await setLock(eve, "three small words");
  yield [eve, "lock-set"];
  await press(eve.page, tr("lock-remove"));
  await press(eve.page, tr("lock-remove-yes"));
  await isAt(eve, tr("passphrase-title"));
  yield [eve, "passphrase-again"];
  await press(eve.page, tr("passphrase-leave"));
  await press(eve.page, tr("lock-now"));
  await eve.page.getByLabel(tr("lock-passphrase")).waitFor();
  await unfold(eve, tr("locked-forgotten"));
  yield [eve, "locked"];
}

async function* together(browser, relay) {
  const [ana, ben] = [await partner(browser, relay, "ana"), await partner(browser, relay, "ben")];
  yield* linking(ana, ben);
  yield* promises(ana, ben);
  yield* checkIns(ana, ben);
  yield* rooms(ana, ben);
  await go(ben, tr("place-today"));
  yield [ben, "today-busy"];
  yield* pausing(ana, ben);
  for (const someone of [ana, ben]) await someone.close();
}

async function* linking(ana, ben) {
  const { page } = ana;
  await startAlone(ana, "Ana");
  await openSetting(ana, tr("link-title"));
  yield [ana, "link"];
  const invitation = await invite(ana);
  yield [ana, "link-out"];
  await go(ana, tr("place-today"));
  yield [ana, "today-invitation-out"];
  await openSetting(ana, tr("link-title"));
  await openInvitation(ben, invitation);
  yield [ben, "link-offered"];
  await ben.page.getByLabel(tr("name-label")).fill("Ben");
  await press(ben.page, tr("link-accept"));
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  yield [ana, "link-words"];
  await press(page, tr("link-same"));
  await page.getByText(tr("link-approved-wait", { with: "Ben" })).waitFor();
  yield [ana, "link-approved"];
  await press(ben.page, tr("link-same"));
  for (const someone of [ana, ben]) await isAt(someone, tr("place-today"));
  yield* visit(ana, [...PLACES, tr("promises-title"), tr("check-ins-title"), tr("place-settings")], "linked");
  await openSetting(ana, tr("link-title"));
  yield [ana, "linked"];
}

async function* promises(ana, ben) {
  await openPromiseForm(ben);
  await ben.page.getByLabel(tr("repeat-some-days")).check({ force: true });
  await press(ben.page, tr("promise-form-offer", { partner: "Ana" }));
  await ben.page.getByText(tr("problem-weekdays")).waitFor();
  yield [ben, "promise-form"];
  await ben.page.getByLabel(tr("repeat-once")).check({ force: true });
  await offerPromise(ben, "I leave work", "write you when I expect to be home, and say so if it gets later");
  yield [ben, "promise-offered"];
  await go(ana, tr("place-today"));
  await ana.page.getByText(tr("step-answer-promise")).waitFor();
  yield [ana, "today-promise"];
  await go(ana, tr("promises-title"));
  await press(ana.page, tr("promise-open-answer"));
  yield [ana, "promise-answer"];
  await press(ana.page, tr("promise-counter"));
  await ana.page.getByRole("button", { name: tr("promise-counter-send") }).waitFor();
  yield [ana, "promise-counter"];
  await press(ana.page, tr("frame-back"));
  await press(ana.page, tr("promise-accept"));
  yield* outcome(ana, ben);
}

async function* outcome(ana, ben) {
  const { page } = ben;
  await go(ben, tr("promises-title"));
  await press(page, tr("outcome-say"));
  yield [ben, "promise-due"];
  await press(page, tr("outcome-say"));
  await page.getByLabel(tr("outcome-missed")).check({ force: true });
  yield [ben, "outcome-form"];
  await page.getByLabel(tr("outcome-note")).fill("I forgot to write. I am sorry that you waited.");
  await press(page, tr("outcome-send"));
  await go(ana, tr("promises-title"));
  await unfold(ana, tr("promises-earlier"));
  await press(ana.page, tr("promise-open"));
  await ana.page.getByText(tr("outcome-missed"), { exact: true }).first().waitFor();
  yield [ana, "promise-missed"];
}

async function* checkIns(ana, ben) {
  await go(ana, tr("check-ins-title"));
  await press(ana.page, tr("plan-choose"));
  yield [ana, "plan-form"];
  await ana.page.getByLabel(tr("repeat-daily")).check({ force: true });
  await press(ana.page, tr("plan-propose", { partner: "Ben" }));
  await ana.page.getByText(startOf("plan-proposed-by-you")).waitFor();
  yield [ana, "plan-suggested"];
  await go(ben, tr("check-ins-title"));
  await ben.page.getByRole("button", { name: tr("plan-agree") }).waitFor();
  yield [ben, "plan-to-answer"];
  await press(ben.page, tr("plan-agree"));
  await ben.page.getByText(tr("plan-yours")).waitFor();
  yield [ben, "plan-agreed"];
  await press(ana.page, tr("round-start-now"));
  yield [ana, "round-answering"];
  await ana.page.getByRole("textbox").first().fill("A slow morning, and a walk that did me good.");
  await press(ana.page, tr("round-seal"));
  await ana.page.getByText(tr("round-sealed-now")).waitFor();
  yield [ana, "round-sealed"];
  await go(ben, tr("check-ins-title"));
  await ben.page.getByRole("button", { name: tr("round-answer"), exact: true }).first().click();
  await ben.page.getByRole("textbox").nth(1).fill("You put the keys where I would find them.");
  await press(ben.page, tr("round-seal"));
  await ana.page.getByText("You put the keys").waitFor();
  yield [ana, "round-opened"];
}

async function* pausing(ana, ben) {
  await openSetting(ana, tr("rest-title"));
  yield [ana, "rest"];
  await press(ana.page, tr("rest-begin"));
  await ana.page.getByRole("button", { name: tr("rest-end") }).waitFor();
  yield [ana, "resting"];
  await go(ana, tr("place-today"));
  yield [ana, "today-resting"];
  await openSetting(ana, tr("settings-unlink"));
  yield [ana, "unlink"];
  await press(ana.page, tr("unlink-now"));
  await ben.page.getByText(tr("problem-unlinked")).first().waitFor();
  yield* visit(ben, [...PLACES, ...OPEN_ALONE, tr("place-settings")], "unlinked");
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
  await go(someone, tr("place-private"));
  for (const title of [tr("ratings-before"), tr("trend-title")]) await unfold(someone, title);
  yield [someone, "private-sample"];
  await press(someone.page, tr("sample-switch", { other: "Jonas" }));
  yield* visit(someone, [tr("place-today")], "sample-other");
  await someone.close();
}

async function* standingInTheWay(browser, relay) {
  const finn = await partner(browser, relay, "finn");
  const second = await finn.secondTab();
  await second.getByRole("heading", { name: tr("second-tab-title") }).waitFor();
  yield [finn.at(second), "second-tab"];
  await finn.close();
  const withoutStorage = ({ page }) => page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  const gita = await partner(browser, relay, "gita", { beforeOpen: withoutStorage });
  yield [gita, "no-storage"];
  await gita.close();
}
