// A partner makes a threat, or the reader, of their name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import {
  acceptInvitation, agreeOnWords, go, invite, openInvitation, openSetting, press, safetyWords, setLock, startAlone, unfold,
} from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const THREAT = "I know where you sleep";
const LATER = "You will be sorry";

const body = ({ page }) => page.locator("body").innerText();
const main = ({ page }) => page.getByRole("main");

async function rename(someone, name) {
  await go(someone, tr("place-settings"));
  await unfold(someone, tr("rename-title"));
  await someone.page.locator("#rename").fill(name);
  await press(someone.page, tr("rename-keep"));
}

test("care_43_a_threat_as_a_name_stands_on_no_page_of_leaving_lock_help_or_devices", { timeout: 180_000 }, async () => {
  const ana = await partner(browser, relay, "ana");
  const ben = await partner(browser, relay, "ben");
  await startAlone(ana, "Ana");
  await acceptInvitation(ben, await invite(ana), THREAT);
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  await rename(ben, LATER);
  await ben.page.getByText(tr("done-renamed")).waitFor();

  await go(ana, tr("place-story"));
  await main(ana).getByText(LATER).waitFor();
  for (const title of ["settings-unlink", "lock-title", "devices-title", "recovery-title", "export-title", "settings-wipe"]) {
    await openSetting(ana, tr(title));
    const words = await body(ana);
    assert.ok(!words.includes(THREAT) && !words.includes(LATER), `${title}: ${words}`);
  }
  await go(ana, tr("place-private"));
  await unfold(ana, tr("safety-title"));
  const help = await body(ana);
  assert.ok(!help.includes(THREAT) && !help.includes(LATER), help);

  // A name of one's own takes its place everywhere else.
  await go(ana, tr("place-settings"));
  await unfold(ana, tr("call-title"));
  await ana.page.locator("#call").fill("B.");
  await press(ana.page, tr("call-keep"));
  await ana.page.getByText(tr("done-called")).waitFor();
  assert.ok(!(await body(ana)).includes(THREAT), "also on this very page, at once");
  await ana.screenshot("abuse-02-what-i-call-my-partner");
  for (const place of ["place-today", "place-together", "place-repair", "place-settings"]) {
    await go(ana, tr(place));
    assert.ok(!(await body(ana)).includes(THREAT), place);
  }
  assert.ok(!(await body(ben)).includes("B."), "the partner sees nothing of it");

  await setLock(ana, "a long enough passphrase");
  await press(ana.page, tr("lock-now"));
  await ana.page.getByLabel(tr("locked-passphrase")).waitFor();
  const locked = await body(ana);
  assert.ok(!locked.includes(THREAT) && !locked.includes(LATER), locked);
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("care_43_nobody_starts_or_accepts_as_you_or_as_troth", { timeout: 60_000 }, async () => {
  const host = await partner(browser, relay, "host");
  await startAlone(host, "Host");
  const guest = await partner(browser, relay, "guest");
  await openInvitation(guest, await invite(host));
  for (const name of ["You", "Trоth"]) {
    await guest.page.getByLabel(tr("name-label")).fill(name);
    await press(guest.page, tr("link-accept"));
    await guest.page.getByText(tr("problem-name-taken")).first().waitFor();
  }
  for (const someone of [host, guest]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
