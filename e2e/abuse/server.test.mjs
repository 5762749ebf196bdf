// The person who runs the server is the former partner: what do they see of a device after its unlinking?

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { startLine } from "../lib/line.mjs";
import {
  acceptInvitation, agreeOnWords, go, invite, isAt, openRow, openSetting, press, safetyWords, startAlone, writePage,
} from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

// A browser looks for a newer service worker when a page opens. No page can prevent that, and the app says so.
const BY_THE_BROWSER = "GET /sw.js";

// The longest that a look at the mailboxes was ever apart, and a second: silence has to outlast it.
const LOOKS_APART_MS = 21_000;

const main = ({ page }) => page.getByRole("main");

async function linkOver(line) {
  const ana = await partner(browser, line, "ana");
  const ben = await partner(browser, relay, "ben");
  await startAlone(ana, "Ana");
  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  await ana.keptForOffline();
  return [ana, ben];
}

/** Lets timers of the page come due without waiting for them. */
async function letTimePass({ page }, milliseconds) {
  await page.clock.runFor(milliseconds);
}

async function useForAWhile(someone) {
  await writePage(someone, "Nobody may know that I write this.");
  for (const place of ["place-today", "place-repair", "place-together", "place-story", "place-private"]) {
    await go(someone, tr(place));
  }
  await letTimePass(someone, LOOKS_APART_MS);
  await someone.reload();
  await someone.goOffline();
  await someone.goOnline();
  await writePage(someone, "And this.");
  await letTimePass(someone, LOOKS_APART_MS);
  await someone.reload();
}

test("care_42_the_person_who_runs_the_server_sees_no_use_after_an_unlinking", { timeout: 180_000 }, async () => {
  const line = await startLine(relay);
  const [ana, ben] = await linkOver(line);
  await ana.page.clock.install();
  await ana.reload();
  await openSetting(ana, tr("settings-unlink"));
  for (const id of ["unlink-server", "unlink-server-partner", "unlink-stop", "unlink-happens-tell"]) {
    await main(ana).getByText(tr(id)).waitFor();
  }
  await press(ana.page, tr("unlink-now"));
  await ben.page.getByText(tr("problem-unlinked")).first().waitFor();

  // Not answered, and then each answer but "someone I trust".
  await main(ana).getByText(tr("server-title")).waitFor();
  assert.deepEqual(await ana.accessibilityProblems(), []);
  await ana.screenshot("abuse-01-who-runs-the-server");
  for (const answer of [undefined, "server-partner", "server-unknown"]) {
    if (answer) await answerWith(ana, answer);
    const before = line.asked.length;
    await useForAWhile(ana);
    const asked = line.asked.slice(before).filter((request) => request !== BY_THE_BROWSER);
    assert.deepEqual(asked, [], `after ${answer ?? "no answer"}`);
  }
  await go(ana, tr("place-today"));
  assert.equal(await main(ana).getByText(tr("server-title")).count(), 0, "it is asked once");

  // It can be switched on, and then the words are no longer on this device alone.
  await answerWith(ana, "server-trusted");
  const before = line.asked.length;
  const told = ana.page.waitForResponse((response) => response.url().includes("/records"));
  await writePage(ana, "Kept elsewhere too.");
  await told;
  assert.ok(line.asked.length > before);
  assert.deepEqual(ana.problems, []);
  await ana.close();
  await ben.close();
  await line.stop();
});

async function answerWith(someone, answer) {
  await go(someone, tr("place-private"));
  await openRow(someone, tr("server-title").replace("?", "\\?"));
  await isAt(someone, tr("server-title"));
  await main(someone).getByText(tr("server-lost")).waitFor();
  await openRow(someone, tr(answer));
  await main(someone).getByText(tr(answer.replace("server-", "server-said-"))).waitFor();
  assert.deepEqual(await someone.accessibilityProblems(), []);
}

test("care_41_what_the_server_shows_is_said_before_the_first_field_and_at_accepting", { timeout: 60_000 }, async () => {
  const host = await partner(browser, relay, "host");
  await main(host).getByText(tr("notice-server")).waitFor();
  await main(host).getByText(tr("notice-server-partner")).waitFor();
  assert.equal(await host.page.locator("input, textarea, select").count(), 0);
  await startAlone(host, "Host");
  const link = await invite(host);
  await main(host).getByText(tr("link-paste-first")).waitFor();
  const guest = await partner(browser, relay, "guest");
  await press(guest.page, tr("notice-read"));
  await press(guest.page, tr("welcome-invitation"));
  await guest.page.getByLabel(tr("invitation-label")).fill(link);
  await press(guest.page, tr("invitation-open"));
  await main(guest).getByText(tr("link-offered-server")).waitFor();
  await main(guest).getByText(tr("link-offered-history")).waitFor();
  for (const someone of [host, guest]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
