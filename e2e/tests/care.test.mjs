// The rules of care, in a real browser. The name of each test has the number of its rule.

import assert from "node:assert/strict";
import { after, before, describe, test as boundless } from "node:test";
import { partner } from "../lib/browser.mjs";
import { invite, link, offerPromise, openInvitation, openRow, openSetting, press, readNotice } from "../lib/path.mjs";
import { fragmentOf, go, startAlone, unfold, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const SAFETY = tr("safety-title");
const PARTED = tr("banner-unlinked");

// Some calls to a closing page have no time limit, so each test has one, and a failure names its test.
const test = (name, body) => boundless(name, { timeout: 60_000 }, body);

const helpText = ({ page }) => page.locator("details", { hasText: SAFETY }).innerText();
const mainText = ({ page }) => page.getByRole("main").innerText();
const requests = ({ sent }) => sent.map(({ what }) => what).filter((what) => /^[A-Z]+ http/.test(what));
const traces = async (someone) => [await someone.page.evaluate(() => [location.href, document.title, history.length]), requests(someone).length];

/** Waits until all earlier requests have gone out, by sending one more and awaiting its answer. */
async function fence(someone) {
  await someone.page.evaluate(() => fetch("/manifest.webmanifest").then((answer) => answer.text()));
}

// Hide first unwinds the app's history. A step that it interrupts counts as a failed navigation, and the wait
// continues.
const BROKEN_OFF_MAX = 5;

async function atPause({ page }) {
  for (let waits = 0; waits < BROKEN_OFF_MAX; waits += 1) {
    try {
      return await page.waitForURL("**/pause.html", { waitUntil: "commit", timeout: 10_000 });
    } catch (error) {
      if (!error.message.includes("ERR_ABORTED")) throw error;
    }
  }
  throw new Error("the neutral page never came");
}

describe("before linking", () => {
  test("care_04_help_adds_no_address_title_history_entry_or_request", async () => {
    const someone = await partner(browser, relay, "quiet", { beforeOpen: withoutWorker });
    await startAlone(someone, "Quiet");
    await go(someone, tr("place-private"));
    await fence(someone);
    const before = await traces(someone);
    await unfold(someone, SAFETY);
    await someone.page.getByText(tr("safety-now-title")).waitFor();
    await unfold(someone, SAFETY);
    assert.deepEqual(await traces(someone), before);
    await fence(someone);
    const last = requests(someone).slice(before[1]);
    assert.deepEqual(last, [`GET ${relay.address}/manifest.webmanifest`]);
    await someone.close();
  });

  test("care_08_the_notice_precedes_the_first_question", async () => {
    const inviter = await partner(browser, relay, "inviter");
    await startAlone(inviter, "Inviter");
    const invitation = await invite(inviter);
    for (const path of ["/", fragmentOf(invitation)]) {
      const someone = await partner(browser, relay, "newcomer", { path });
      await someone.page.getByRole("heading", { name: tr("notice-title") }).waitFor();
      assert.equal(await someone.page.locator("input, textarea, select").count(), 0);
      assert.ok((await mainText(someone)).includes(tr("notice-cannot")), "what a watched device can't be protected from");
      await someone.close();
    }
    await inviter.close();
  });

  test("care_09_hide_works_by_keyboard", async () => {
    for (const keys of [["Shift", "Shift", "Shift"], ["Tab", "Tab", "Enter"]]) {
      const someone = await partner(browser, relay, "fled");
      for (const key of keys) await someone.page.keyboard.press(key);
      await atPause(someone);
      await someone.close();
    }
  });

  test("care_10_hide_covers_within_100_ms_and_leaves_nothing_to_come_back_to", async () => {
    const someone = await partner(browser, relay, "hidden", { beforeOpen: withoutWorker });
    await startAlone(someone, "Hidden");
    await openSetting(someone, tr("devices-title"));
    const letGo = await holdBack(someone.page, "**/pause.html");
    assert.ok((await timeToCover(someone.page)) < 100);
    letGo();
    await atPause(someone);
    await someone.page.waitForFunction(() => document.title === "New tab");
    assert.equal((await someone.page.locator("body").innerText()).trim(), "");
    await goBackAndForward(someone.page);
    await someone.page.locator("[data-ready]").waitFor({ state: "detached" });
    await someone.close();
  });

  test("care_11_the_screen_says_that_hide_erases_no_history", async () => {
    const someone = await partner(browser, relay, "reader");
    assert.match(await mainText(someone), /Hide leaves this page quickly\. It does not erase your browser’s history\./);
    await someone.close();
  });

  test("care_12_and_14_no_permission_is_asked_for", async () => {
    const someone = await partner(browser, relay, "asked", { beforeOpen: recordPermissions });
    await startAlone(someone, "Asked");
    for (const place of [tr("place-today"), tr("promises-title"), tr("check-ins-title"), tr("place-private"), tr("place-settings")]) await go(someone, place);
    await invite(someone);
    assert.deepEqual(await someone.page.evaluate(() => window.asked), []);
    const policy = (await fetch(relay.address)).headers.get("permissions-policy");
    for (const sense of ["geolocation", "camera", "microphone", "accelerometer", "gyroscope"]) {
      assert.ok(policy.includes(`${sense}=()`), `${sense} in ${policy}`);
    }
    await someone.close();
  });

  test("care_17_the_inviter_cannot_tell_unopened_from_declined", async () => {
    const inviter = await partner(browser, relay, "waiting");
    await startAlone(inviter, "Waiting");
    const invitation = await invite(inviter);
    const unopened = await mainText(inviter);
    const invitee = await partner(browser, relay, "decliner");
    await openInvitation(invitee, invitation);
    await press(invitee.page, tr("today-step-later"));
    await invitee.page.getByRole("button", { name: tr("welcome-alone") }).waitFor();
    const polled = () => inviter.page.waitForResponse((answer) => answer.url().includes("/v1/invitations/"));
    await polled();
    const answer = await polled();
    assert.equal(answer.status(), 404);
    assert.equal(await mainText(inviter), unopened);
    await invitee.close();
    await inviter.close();
  });

  test("care_26_each_step_says_why_and_can_be_put_away", async () => {
    const someone = await partner(browser, relay, "dismisser");
    await startAlone(someone, "Dismisser");
    const leaf = someone.page.locator("article.next");
    const seen = new Set();
    while (await leaf.count()) {
      const title = await leaf.getByRole("heading").innerText();
      assert.ok(!seen.has(title), `${title} came back`);
      seen.add(title);
      assert.match(await leaf.locator(".because").innerText(), /\w+.*\./);
      await leaf.getByRole("button", { name: tr("today-step-later") }).click();
      await leaf.getByRole("heading", { name: title, exact: true }).waitFor({ state: "detached" });
    }
    assert.ok(seen.size > 0);
    await someone.page.getByText(tr("today-quiet-title")).waitFor();
    await someone.close();
  });
});

describe("two who are linked", () => {
  let ana, ben;

  before(async () => {
    ana = await partner(browser, relay, "ana");
    ben = await partner(browser, relay, "ben");
    await link(ana, ben, ["Ana", "Ben"]);
  });

  after(async () => {
    await ana?.close();
    await ben?.close();
  });

  test("care_07_help_is_the_same_for_both_and_two_taps_away_before_linking_too", async () => {
    const alone = await partner(browser, relay, "alone");
    const words = [await helpWords(alone)];
    await readNotice(alone);
    words.push(await helpWords(alone));
    for (const someone of [ana, ben]) {
      await go(someone, tr("place-private"));
      words.push(await helpWords(someone));
    }
    for (const other of words) assert.equal(other, words[0]);
    assert.match(words[0], /the same for all/);
    await alone.close();
  });

  test("care_13_reading_sends_nothing", async () => {
    await offerPromise(ben, "it rains", "bring the big umbrella");
    await go(ana, tr("promises-title"));
    const toAnswer = ana.page.getByRole("button", { name: tr("promise-open-answer") });
    await toAnswer.waitFor();
    await fence(ana);
    const unread = await sentBy(ana, () => writePage(ana, "A line of the same length."));
    const read = await sentBy(ana, async () => {
      await go(ana, tr("promises-title"));
      await toAnswer.click();
      await ana.page.getByRole("button", { name: tr("promise-accept") }).waitFor();
      await writePage(ana, "A line of the same length.");
    });
    assert.deepEqual(read, unread);
    await go(ben, tr("promises-title"));
    await press(ben.page, tr("promise-open"));
    assert.doesNotMatch(await mainText(ben), /\b(seen|read|opened|online)\b/i);
  });

  test("care_20_a_rest_looks_the_same_to_both", async () => {
    await openSetting(ana, tr("rest-title"));
    await press(ana.page, tr("rest-begin"));
    await openSetting(ben, tr("rest-title"));
    const words = ({ page }) => page.getByText(/^You are both resting/).first().innerText();
    assert.equal(await words(ana), await words(ben));
    assert.doesNotMatch(await mainText(ben), /Ana/, "it does not say who began it");
    await press(ana.page, tr("rest-end"));
    await ben.page.getByRole("button", { name: tr("rest-begin") }).waitFor();
  });

  test("care_21_nobody_can_change_the_words_of_the_other", async () => {
    await go(ana, tr("promises-title"));
    await press(ana.page, tr("promise-open-answer"));
    const names = await ana.page.getByRole("main").getByRole("button").allInnerTexts();
    assert.deepEqual(names, [tr("promise-accept"), tr("promise-counter"), tr("promise-decline")]);
    await press(ana.page, tr("promise-accept"));
  });

  test("care_27_and_28_no_estimate_below_its_minimum_and_none_about_the_other", async () => {
    await go(ben, tr("promises-title"));
    await press(ben.page, tr("promise-open-say"));
    await press(ben.page, tr("promise-open-say"));
    await ben.page.getByLabel(tr("outcome-kept"), { exact: true }).check({ force: true });
    await press(ben.page, tr("outcome-send"));
    for (const someone of [ana, ben]) {
      await someone.page.getByText(tr("outcome-kept"), { exact: true }).first().waitFor();
      await go(someone, tr("promises-title"));
      assert.equal(await someone.page.getByText(tr("estimate-title")).count(), 0);
      assert.doesNotMatch(await mainText(someone), /\d\s?%/);
    }
  });

  test("care_18_and_19_one_leaves_alone_offline_in_three_taps_after_advice", async () => {
    await go(ben, tr("place-today"));
    await ana.goOffline();
    await go(ana, tr("place-settings"));
    await openRow(ana, tr("settings-unlink"));
    const advice = await ana.page.getByRole("heading", { name: tr("unlink-tension-title") }).boundingBox();
    const button = ana.page.getByRole("button", { name: tr("unlink-now") });
    assert.ok(advice.y < (await button.boundingBox()).y, "the advice comes first");
    assert.equal(await ana.page.getByText(SAFETY).count(), 1);
    await button.click();
    await ana.page.getByText(PARTED).first().waitFor();
    await ana.goOnline();
    await ben.page.getByText(PARTED).first().waitFor();
    assert.doesNotMatch(await ben.page.locator("body").innerText(), /Ana/, "it names nobody");
    for (const someone of [ana, ben]) assert.deepEqual(someone.problems, []);
  });
});

async function helpWords(someone) {
  await unfold(someone, SAFETY);
  return helpText(someone);
}

/** Returns a device's requests to the relay during an act: their paths, and the lengths of their bodies. */
async function sentBy(someone, act) {
  const from = someone.sent.length;
  const pushed = someone.page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/records"));
  await act();
  await pushed;
  return someone.sent.slice(from).filter(({ what }) => /^body of (POST|PUT|DELETE)/.test(what)).map(({ what, bytes }) => `${what}: ${bytes.length}`);
}

/** Disables the service worker, so that every request reaches the network and a test sees it. */
function withoutWorker({ page }) {
  return page.addInitScript(() => Object.defineProperty(navigator, "serviceWorker", { value: undefined }));
}

/** Holds a page back until the returned function is called. */
async function holdBack(page, address) {
  let letGo;
  const held = new Promise((done) => (letGo = done));
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/** Presses Hide, and returns the milliseconds until the frame with the cover was drawn. */
function timeToCover(page) {
  return page.evaluate(async () => {
    const begun = performance.now();
    document.querySelector("[data-hide]").click();
    const top = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (top.innerText || document.body.innerText) throw new Error("words are in sight");
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return performance.now() - begun;
  });
}

async function goBackAndForward(page) {
  for (const step of ["goBack", "goForward", "goBack"]) await page[step]({ waitUntil: "load" }).catch(() => {});
}

/** Records each call that would ask a person for a permission. */
function recordPermissions({ page }) {
  return page.addInitScript(() => {
    window.asked = [];
    const watch = (owner, method) => {
      if (owner?.[method]) owner[method] = (...given) => (window.asked.push(method, ...given.map(String)), Promise.reject(new Error("no")));
    };
    watch(globalThis.Notification, "requestPermission");
    watch(navigator.geolocation, "getCurrentPosition");
    watch(navigator.geolocation, "watchPosition");
    watch(navigator.mediaDevices, "getUserMedia");
    watch(navigator.mediaDevices, "getDisplayMedia");
    watch(globalThis.DeviceMotionEvent, "requestPermission");
    watch(navigator.contacts, "select");
    watch(navigator, "requestMIDIAccess");
    watch(globalThis.PushManager?.prototype, "subscribe");
  });
}
