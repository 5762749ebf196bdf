// The sample couple: two made-up people to look around with. It is marked on every screen, stored nowhere, sent
// nowhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, partner } from "../lib/browser.mjs";
import { canary, findLeaks } from "../lib/canary.mjs";
import { go, openRow, press, readNotice, startAlone, writePage } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { stored } from "../lib/stored.mjs";
import { tr } from "../lib/words.mjs";

const OFFER = tr("sample-offer");
const PLACES = [tr("place-today"), tr("place-repair"), tr("place-together"), tr("place-story"), tr("place-private")];
const ROOMS = [tr("breaches-title"), tr("impact-title"), tr("statements-title"), tr("hard-title"), tr("closeness-title"), tr("talks-title"), tr("promises-title"), tr("check-ins-title"), tr("agreements-title")];

const marked = ({ page }) => page.getByRole("complementary", { name: tr("sample-label") }).waitFor();
const lookAs = ({ page }, name) => page.getByText(`A made-up couple, as ${name} sees it.`).waitFor();

/** Lists requests to the relay's own paths. */
const asked = ({ sent }) => sent.map(({ what }) => what).filter((what) => /^(GET|POST|PUT|DELETE) /.test(what) && what.includes("/v1/"));

for (const options of [{ colorScheme: "light" }, { colorScheme: "dark" }, { viewport: DESKTOP }]) {
  const kind = options.viewport ? "desktop" : options.colorScheme;

  test(`both sides can be looked at, and every screen is marked, ${kind}`, { timeout: 180_000 }, async () => {
    const someone = await partner(browser, relay, `sample-${kind}`, { ...options, path: "/#sample" });
    const { page } = someone;
    await lookAs(someone, "Mara");
    assert.equal(new URL(page.url()).hash, "", "the address says nothing more");
    for (const name of ["mara", "jonas"]) {
      for (const place of PLACES) {
        await go(someone, place);
        await marked(someone);
        await page.getByRole("button", { name: tr("frame-hide") }).waitFor();
        await someone.screenshot(`${name}-${place.toLowerCase()}`);
        assert.deepEqual(await someone.accessibilityProblems(), [], `${name}: ${place}`);
      }
      for (const room of ROOMS) {
        await go(someone, room);
        await marked(someone);
        await someone.screenshot(`${name}-${room.toLowerCase().replaceAll(" ", "-")}`);
      }
      await go(someone, tr("place-settings"));
      await page.getByText(tr("settings-sample-title")).waitFor();
      await someone.screenshot(`${name}-settings`);
      assert.equal(await page.getByRole("button", { name: /Recovery code|Devices|App lock|Delete/ }).count(), 0);
      await go(someone, tr("place-today"));
      if (name === "mara") await press(page, tr("sample-switch", { other: "Jonas" }));
    }
    await lookAs(someone, "Jonas");
    assert.deepEqual(await stored(someone), []);
    assert.deepEqual(asked(someone), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  });
}

test("what is tried in it is thrown away, and was never kept or sent", { timeout: 180_000 }, async () => {
  const someone = await partner(browser, relay, "sample-trying");
  const { page } = someone;
  const [thanks, answer, private_] = [canary(), canary(), canary()];

  await page.getByRole("button", { name: OFFER }).waitFor();
  await someone.screenshot("00-notice");
  await readNotice(someone);
  await someone.screenshot("01-welcome");
  const before = await stored(someone);
  assert.equal(before.length, 1, "that the notice was read, and nothing else");
  await press(page, OFFER);
  await lookAs(someone, "Mara");

  await writePage(someone, private_);
  await page.getByText(private_).waitFor();
  await go(someone, tr("closeness-title"));
  await page.getByLabel(tr("appreciation-label")).first().fill(thanks);
  await press(page, tr("appreciation-give"));
  await page.getByText(tr("done-shared", { partner: "Jonas" })).first().waitFor();
  await go(someone, tr("place-story"));
  await page.getByText(thanks).waitFor();

  // A round that Jonas has answered opens as soon as Mara answers too.
  await go(someone, tr("place-today"));
  await press(page, tr("today-step-open"));
  await page.getByRole("textbox").first().fill(answer);
  await press(page, tr("round-seal"));
  await page.getByText("Ida played the first page without stopping.").waitFor();
  await page.getByText(answer).waitFor();
  await someone.screenshot("02-round");

  await press(page, tr("sample-switch", { other: "Jonas" }));
  await lookAs(someone, "Jonas");
  await go(someone, tr("place-story"));
  await page.getByText(thanks).waitFor();
  await openRow(someone, tr("endings-title"));
  await openRow(someone, tr("endings-part"));
  await page.getByText("Leave the sample to begin one.").waitFor();

  assert.deepEqual(await stored(someone), before);
  assert.deepEqual(asked(someone), []);
  await press(page, tr("sample-leave"));
  await page.getByRole("button", { name: OFFER }).waitFor();
  await press(page, OFFER);
  await lookAs(someone, "Mara");
  await go(someone, tr("place-private"));
  assert.equal(await page.getByText(private_).count(), 0);
  await press(page, tr("sample-leave"));

  await press(page, tr("welcome-alone"));
  await page.getByLabel(tr("name-label")).fill("Ana");
  await press(page, tr("welcome-begin"));
  await page.getByRole("navigation").waitFor();
  assert.equal(await page.getByRole("complementary", { name: tr("sample-label") }).count(), 0);
  for (const place of PLACES) {
    await go(someone, place);
    for (const word of [thanks, answer, private_, "Jonas", "Mara"]) {
      assert.equal(await page.getByText(word).count(), 0, `${place}: ${word}`);
    }
  }
  assert.deepEqual(await findLeaks([thanks, answer, private_], { relay, partners: [someone] }), []);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("a space of one's own is never covered by it", { timeout: 60_000 }, async () => {
  const someone = await partner(browser, relay, "sample-owner");
  await startAlone(someone, "Ana");
  await someone.page.goto("about:blank");
  await someone.open("/#sample");
  await someone.page.getByRole("navigation").waitFor();
  assert.equal(new URL(someone.page.url()).hash, "");
  assert.equal(await someone.page.getByRole("complementary", { name: tr("sample-label") }).count(), 0);
  await someone.page.evaluate(() => (location.hash = "#sample"));
  await go(someone, tr("place-private"));
  assert.equal(await someone.page.getByRole("complementary", { name: tr("sample-label") }).count(), 0);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("care_09_hide_leaves_from_inside_the_sample", { timeout: 60_000 }, async () => {
  const someone = await partner(browser, relay, "sample-hiding", { path: "/#sample" });
  await lookAs(someone, "Mara");
  await go(someone, tr("closeness-title"));
  await press(someone.page, tr("frame-hide"));
  await someone.page.waitForURL("**/pause.html");
  assert.equal(await someone.page.getByText("Mara").count(), 0);
  assert.deepEqual(someone.problems, []);
  await someone.close();
});

test("without a network there is one clear message", { timeout: 60_000 }, async () => {
  const someone = await partner(browser, relay, "sample-offline");
  await someone.keptForOffline();
  await someone.goOffline();
  await press(someone.page, OFFER);
  await someone.page.getByText("The sample couple could not be fetched.").waitFor();
  await someone.screenshot("message");
  await someone.goOnline();
  await press(someone.page, OFFER);
  await marked(someone);
  await press(someone.page, tr("sample-leave"));
  await someone.page.getByRole("button", { name: tr("notice-read") }).waitFor();
  assert.deepEqual(someone.problems, []);
  await someone.close();
});
