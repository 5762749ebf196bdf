// The first start and a promise, with nothing but a keyboard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { acceptInvitation, agreeOnWords, go, invite, safetyWords } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

// More focus stops than any screen has.
const STOPS_MAX = 60;

test("start alone and promise something by keyboard", async () => {
  const ana = await partner(browser, relay, "keys", { viewport: DESKTOP });
  const { keyboard } = ana.page;
  await activate(ana, tr("notice-read"));
  await activate(ana, tr("welcome-alone"));
  await reach(ana, tr("name-label"));
  await keyboard.type("Ana");
  await keyboard.press("Enter");
  await ana.page.getByRole("navigation").waitFor();

  const ben = await partner(browser, relay, "other");
  await acceptInvitation(ben, await invite(ana), "Ben");
  await Promise.all([safetyWords(ana), safetyWords(ben)]);
  await agreeOnWords(ana, ben);
  await go(ana, tr("place-today"));

  await activate(ana, tr("link-step-together"));
  await activate(ana, /^Promises/);
  await activate(ana, tr("promises-make"));
  await reach(ana, tr("promise-cue"));
  await keyboard.type("the bread is done");
  await reach(ana, tr("promise-deed"));
  await keyboard.type("call you");
  await activate(ana, tr("promise-form-offer", { partner: "Ben" }));
  await ana.page.getByText(tr("done-offered")).first().waitFor();
  await go(ben, tr("promises-title"));
  await ben.page.getByText("the bread is done").waitFor();
  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});

/** Presses Tab until the named control has the focus, and checks that it is visible. */
async function reach({ page }, name) {
  const thing = page.getByRole("button", { name, exact: true }).or(page.getByRole("link", { name, exact: true })).or(page.getByLabel(name, { exact: true }));
  await thing.first().waitFor();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press("Tab");
    if (await thing.first().evaluate((element) => element === document.activeElement)) {
      const outline = await thing.first().evaluate((element) => getComputedStyle(element).outlineStyle);
      assert.notEqual(outline, "none", `${name} does not show that it has the focus`);
      return;
    }
  }
  assert.fail(`Tab never reaches "${name}"`);
}

async function activate(someone, name) {
  await reach(someone, name);
  await someone.page.keyboard.press("Enter");
}
