// The app before its first entry: it loads under its policy, installs, and starts without a network.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { POLICY } from "../lib/policy.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

test("loads under the policy without a complaint", async () => {
  const someone = await partner(browser, relay, "first");
  await someone.keptForOffline();
  await someone.screenshot("start");
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

/** Opens the app with its module delayed: returns the page in that state, and the promise of the finished start. */
async function arrive(name, options, answer) {
  let someone;
  let answerNow;
  const held = new Promise((done) => (answerNow = done));
  const beforeOpen = async (opened) => {
    someone = opened;
    await opened.page.route("**/*.wasm", async (route) => {
      await held;
      await answer(route);
    });
  };
  const arrived = partner(browser, relay, name, { ...options, beforeOpen });
  arrived.catch(() => {});
  while (!someone) await new Promise((done) => setImmediate(done));
  return { someone, arrived, answerNow };
}

for (const colorScheme of ["light", "dark"]) {
  test(`care_08_the_notice_is_read_while_the_app_is_on_its_way, ${colorScheme}`, async () => {
    const { someone, arrived, answerNow } = await arrive(`arriving-${colorScheme}`, { colorScheme }, (route) => route.continue());
    await someone.page.getByText(tr("notice-lead")).waitFor();
    await someone.page.getByRole("status").getByText(tr("arrival-loading")).waitFor();
    await someone.screenshot("notice");
    assert.deepEqual(await someone.accessibilityProblems(), []);
    const read = () => someone.page.locator("main .lead, main section").allInnerTexts();
    const before = await read();
    assert.ok(before[0].includes(tr("notice-what")) && before.length > 4, "what Troth is, and all of the notice");
    answerNow();
    await arrived;
    await someone.page.getByRole("button", { name: tr("notice-read") }).waitFor();
    assert.equal(await someone.page.locator("#arrival").count(), 0);
    assert.deepEqual((await read()).slice(0, before.length), before, "nobody loses their line when the app is there");
    await someone.keptForOffline();
    assert.deepEqual(someone.problems, []);
    await someone.close();
  });
}

test("care_09_hide_leaves_before_the_app_is_there", async () => {
  const { someone } = await arrive("arriving-hides", {}, (route) => route.abort());
  await someone.page.getByRole("link", { name: tr("frame-hide") }).click();
  await someone.page.waitForURL("**/pause.html");
  await someone.page.goBack().catch(() => {});
  assert.doesNotMatch(someone.page.url(), /localhost:\d+\/$/, "the page is not a step back");
  await someone.close();
});

test("care_09_shift_three_times_hides_before_the_app_is_there", async () => {
  const { someone } = await arrive("arriving-shifts", {}, (route) => route.abort());
  // The page's script is a thousandth of the app, but it must have loaded; Hide itself needs no script.
  await someone.page.locator("#arrival:not(.late)").waitFor();
  for (let press = 0; press < 3; press += 1) await someone.page.keyboard.press("Shift");
  await someone.page.waitForURL("**/pause.html");
  await someone.close();
});

test("says so when the app can't be fetched, and how to go on", async () => {
  const { someone, answerNow } = await arrive("arriving-fails", {}, (route) => route.abort());
  answerNow();
  await someone.page.getByText("The rest of the app could not be fetched.").waitFor();
  await someone.screenshot("failed");
  assert.deepEqual(await someone.accessibilityProblems(), []);
  await someone.page.unroute("**/*.wasm");
  await someone.page.getByRole("link", { name: tr("arrival-again") }).click();
  await someone.page.getByRole("button", { name: tr("notice-read") }).waitFor();
  await someone.close();
});

test("is served with the policy and strict headers", async () => {
  const answer = await fetch(relay.address);
  assert.equal(answer.headers.get("content-security-policy"), POLICY);
  assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
});

test("has nothing inline and names nobody else's address", async () => {
  const page = await (await fetch(relay.address)).text();
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc=)/i, "a script without an address");
  assert.doesNotMatch(page, /<style|\sstyle=|\son[a-z]+=/i, "inline style or handler");
  assert.doesNotMatch(page, /(src|href)="(https?:)?\/\//i, "an address elsewhere");
});

test("sends what the browser asked for packed, and hashed names for ever", async () => {
  const page = await (await fetch(relay.address)).text();
  const wasm = page.match(/\/assets\/troth-[0-9a-f]+\.wasm/)?.[0];
  assert.ok(wasm, "the page names its module");
  const answer = await fetch(relay.address + wasm, { headers: { "accept-encoding": "br" } });
  assert.equal(answer.headers.get("content-encoding"), "br");
  assert.equal(answer.headers.get("content-type"), "application/wasm");
  assert.match(answer.headers.get("cache-control") ?? "", /immutable/);
  await answer.arrayBuffer();
  for (const path of ["/", "/sw.js", "/manifest.webmanifest"]) {
    const named = await fetch(relay.address + path);
    assert.match(named.headers.get("cache-control") ?? "", /no-cache/, path);
    await named.arrayBuffer();
  }
});

test("can be installed", async () => {
  const someone = await partner(browser, relay, "installer");
  await someone.keptForOffline();
  const debuggerSession = await someone.context.newCDPSession(someone.page);
  const { installabilityErrors } = await debuggerSession.send("Page.getInstallabilityErrors");
  // The browser treats a separate context as a private window, and may complain about that only.
  const reasons = installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito");
  assert.deepEqual(reasons, []);
  await someone.close();
});

test("starts without a network after the first visit", async () => {
  const someone = await partner(browser, relay, "traveller");
  await someone.keptForOffline();
  await someone.goOffline();
  await someone.reload();
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("starts while the relay is down", async () => {
  const someone = await partner(browser, relay, "patient");
  await someone.keptForOffline();
  await relay.kill();
  await someone.reload();
  await relay.start();
  await someone.close();
});

test("asks nobody but the relay", async () => {
  const someone = await partner(browser, relay, "careful");
  await someone.keptForOffline();
  const elsewhere = someone.sent.map(({ what }) => what).filter((what) => /^[A-Z]+ http/.test(what) && !what.includes(relay.address));
  assert.deepEqual(elsewhere, []);
  await someone.close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`has nothing that axe finds, ${colorScheme}`, async () => {
    const someone = await partner(browser, relay, colorScheme, { colorScheme });
    assert.deepEqual(await someone.accessibilityProblems(), []);
    await someone.close();
  });
}
