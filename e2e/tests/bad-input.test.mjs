// Errors of every kind: each has a clear outcome, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { acceptInvitation, agreeOnWords, go, invite, openInvitation, openPromiseForm, press } from "../lib/path.mjs";
import { readNotice, safetyWords, startAlone, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

const GONE = tr("link-gone");

// Two partners who link in the first test and are used again in a later one: linking takes time.
let ana, ben;

test("an invitation that was withdrawn, used or garbled links nobody", async () => {
  [ana, ben] = [await partner(browser, relay, "ana"), await partner(browser, relay, "ben")];
  await startAlone(ana, "Ana");
  const withdrawn = await invite(ana);
  await press(ana.page, tr("link-withdraw"));
  await ana.page.getByTestId("link-text").waitFor({ state: "detached" });
  await opensTo(withdrawn, GONE);

  const used = await invite(ana);
  await acceptInvitation(ben, used, "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  const late = await partner(browser, relay, "late");
  await acceptInvitation(late, used, "Late");
  await late.page.getByText("Someone has already answered this invitation.").waitFor();
  await late.screenshot("used-invitation");
  await agreeOnWords(ana, ben);
  await opensTo(used, GONE);

  const cut = await partner(browser, relay, "cut");
  await readNotice(cut);
  await press(cut.page, tr("welcome-invitation"));
  const field = cut.page.getByLabel(tr("invitation-label"));
  for (const [text, problem] of [
    [used.slice(0, -9), tr("problem-link-incomplete")],
    [`${relay.address}/#${"!".repeat(44)}`, "This is not an invitation to Troth."],
    ["hello", /A part of the link is missing|This is not an invitation/],
  ]) {
    await field.fill(text);
    await press(cut.page, tr("invitation-open"));
    await cut.page.getByRole("alert").getByText(problem).waitFor();
    assert.equal(await field.inputValue(), text, "what was typed stays");
  }
  for (const someone of [cut, late]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("one tab writes at a time, and the other can take over", async () => {
  const someone = await partner(browser, relay, "tabs");
  await startAlone(someone, "Tabs");
  const second = someone.at(await someone.secondTab());
  await second.page.getByRole("heading", { name: tr("second-tab-title") }).waitFor();
  await press(second.page, tr("second-tab-use"));
  await second.page.getByRole("navigation").waitFor();
  await someone.page.getByRole("heading", { name: tr("second-tab-title") }).waitFor();
  await writePage(second, "From the second tab.");
  await press(someone.page, tr("second-tab-use"));
  await go(someone, tr("place-private"));
  await someone.page.getByText("From the second tab.").waitFor();
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("words that are too long, and a promise without words, are refused and stay", async () => {
  await openPromiseForm(ana);
  await pressAtTheBar(ana, tr("promise-form-offer", { partner: "Ben" }));
  await problem(ana, tr("problem-promise-cue"));
  await isAboveTheBar(ana, tr("promise-form-offer", { partner: "Ben" }));
  await ana.page.getByLabel(tr("promise-cue"), { exact: true }).fill("I come home");
  await press(ana.page, tr("promise-form-offer", { partner: "Ben" }));
  await problem(ana, tr("problem-promise-deed"));
  const deed = ana.page.getByLabel(tr("promise-deed"), { exact: true });
  const long = "word ".repeat(5_000);
  await deed.fill(long);
  await press(ana.page, tr("promise-form-offer", { partner: "Ben" }));
  await problem(ana, /That is too long\. There is room for [\d,. ]+ characters\./);
  assert.equal(await deed.inputValue(), long);
  await deed.fill("say hello before anything else");
  await press(ana.page, tr("promise-form-offer", { partner: "Ben" }));
  await ana.page.getByText(tr("done-offered")).first().waitFor();

  await go(ana, tr("place-private"));
  await press(ana.page, tr("journal-write"));
  const page = ana.page.getByLabel(tr("page-label"));
  await page.fill("a".repeat(70_000));
  await press(ana.page, tr("page-keep"));
  await problem(ana, /That is too long/);
  assert.equal((await page.inputValue()).length, 70_000);
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

test("what was being written is there after a reload", async () => {
  const someone = await partner(browser, relay, "drafts");
  await startAlone(someone, "Drafts");
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  // Typed right before the reload: a page that closes saves without waiting for a pause.
  await someone.page.getByLabel(tr("page-label")).fill("Not finished");
  await someone.reload();
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  assert.equal(await someone.page.getByLabel(tr("page-label")).inputValue(), "Not finished");
  await someone.close();
});

test("a full disk is said at once, and the words are kept when there is room again", async () => {
  const someone = await partner(browser, relay, "full");
  await startAlone(someone, "Full");
  await fillDisk(someone, true);
  await go(someone, tr("place-private"));
  await press(someone.page, tr("journal-write"));
  await someone.page.getByLabel(tr("page-label")).fill("Written on a full disk.");
  await press(someone.page, tr("page-keep"));
  await someone.page.getByText("This device has no room left.").waitFor();
  await someone.screenshot("full-disk");
  assert.match(await someone.page.locator("main").evaluate(textAndFields), /Written on a full disk\./, "the words are on screen");
  await fillDisk(someone, false);
  await someone.page.getByText("This device has no room left.").waitFor({ state: "detached" });
  if (await someone.page.getByLabel(tr("page-label")).count()) await press(someone.page, tr("page-keep"));
  await go(someone, tr("place-private"));
  await someone.page.getByText("Written on a full disk.").waitFor();
  await someone.reload();
  await go(someone, tr("place-private"));
  await someone.page.getByText("Written on a full disk.").waitFor();
  await someone.close();
});

/** Opens an invitation on a fresh device, and waits for the expected words. */
async function opensTo(link, words) {
  const someone = await partner(browser, relay, "guest");
  await openInvitation(someone, link);
  await someone.page.getByText(words).waitFor();
  await someone.close();
}

async function problem({ page }, words) {
  await page.getByRole("alert").getByText(words).waitFor();
}

/** Makes the browser refuse to store anything, as on a full disk, or store again. */
function fillDisk({ page }, isFull) {
  return page.evaluate((isFull) => {
    const store = IDBObjectStore.prototype;
    window.put ??= store.put;
    store.put = isFull ? () => { throw new DOMException("no room", "QuotaExceededError"); } : window.put;
  }, isFull);
}

function textAndFields(main) {
  return [main.innerText, ...[...main.querySelectorAll("textarea")].map(({ value }) => value)].join("\n");
}

/** Presses a button at the lower end of the screen. */
async function pressAtTheBar({ page }, name) {
  await page.getByRole("button", { name }).evaluate((button) => (button.scrollIntoView({ block: "end" }), button.click()));
}

/** Checks that a refusal above the button does not move the button out of reach. */
async function isAboveTheBar({ page }, label) {
  await page.waitForFunction((label) => {
    const button = [...document.querySelectorAll("main button")].find(({ innerText }) => innerText === label);
    return button.getBoundingClientRect().bottom <= document.querySelector("nav").getBoundingClientRect().top;
  }, label);
}
