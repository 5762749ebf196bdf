// The way: 49 readings that unfold in place, leave nothing, and each end at the door of a room.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { partner } from "../lib/browser.mjs";
import { beginTheWay, go, isAt, linkTwo, openRow, press, readNotice, startAlone, unfold } from "../lib/path.mjs";
import { repository } from "../lib/relay.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { settled, stored } from "../lib/stored.mjs";
import { tr } from "../lib/words.mjs";

const GUIDE = `${repository}/crates/troth-web/locales/en/guide.txt`;
const READINGS = 49;
/** Titles of screens, or words on them, that would send a person who is alone away again. */
const NEEDS_TWO = /needs two|takes two/;

/** The readings as they are written: id, title, and the buttons of those who are linked and of those who are alone. */
async function readings() {
  const blocks = (await readFile(GUIDE, "utf8")).split("\n## ").slice(1);
  const line = (block, name) => block.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1];
  return blocks.map((block) => ({
    id: block.split("\n")[0],
    title: line(block, "title"),
    linked: line(block, "button"),
    alone: line(block, "alone-button") ?? line(block, "button"),
  }));
}

const asked = ({ sent }) => sent.map(({ what }) => what).filter((what) => /^([A-Z]+ http|frame )/.test(what));
const fold = ({ page }, title) => page.locator("main > details, main section > details", { has: page.getByText(title, { exact: true }) }).first();
const where = ({ page }) => page.evaluate(() => [location.href, document.title, history.length]);

async function openTheWay(someone) {
  await go(someone, tr("place-repair"));
  await openRow(someone, tr("way-title"));
  await isAt(someone, tr("way-title"));
}

test("care_13_a_reading_leaves_nothing", async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  await openTheWay(ana);
  const before = await settled(ana);
  const [requests, place, ofBen] = [asked(ana).length, await where(ana), (await settled(ben)).length];
  const all = await readings();
  assert.equal(all.length, READINGS);
  for (const { title } of all) {
    await fold(ana, title).locator("summary").first().click();
    await fold(ana, title).locator("p").nth(3).waitFor();
  }
  assert.equal(await ana.page.locator("main details[open]").count(), READINGS, "all of them are open");
  for (const { title } of all) await fold(ana, title).locator("summary").first().click();
  assert.deepEqual(await where(ana), place, "neither the address nor the title nor the history tells");
  assert.deepEqual(asked(ana).slice(requests), [], "nothing was asked of anybody");
  assert.deepEqual(await stored(ana), before, "storage is byte for byte as it was");
  assert.equal((await settled(ben)).length, ofBen, "and the other holds nothing more");
  assert.deepEqual(ana.problems, []);
});

for (const bond of ["alone", "linked"]) {
  test(`each reading ends at a room that is open to somebody who is ${bond}`, async () => {
    const ana = bond === "alone" ? await partner(browser, relay, "Ana") : (await linkTwo(browser, relay))[0];
    if (bond === "alone") await startAlone(ana, "Ana");
    for (const reading of await readings()) {
      await openTheWay(ana);
      await fold(ana, reading.title).locator("summary").first().click();
      const label = reading[bond];
      const door = fold(ana, reading.title).getByRole("button", { name: label, exact: true });
      const help = fold(ana, reading.title).locator("summary", { hasText: label });
      await door.or(help).first().waitFor();
      if (await help.count()) {
        await help.first().click();
        await fold(ana, reading.title).getByRole("heading", { name: tr("safety-now-title") }).first().waitFor();
        continue;
      }
      await door.first().click();
      if (reading.id !== "0-way") await ana.page.getByRole("heading", { level: 1, name: tr("way-title"), exact: true }).waitFor({ state: "detached" });
      assert.doesNotMatch(await ana.page.locator("main").innerText(), NEEDS_TWO, `${reading.id} leads somewhere that is shut`);
      assert.equal(await ana.page.locator("[role=alert]", { hasText: /\S/ }).count(), 0, reading.id);
    }
  });
}

test("the first question leads to the first reading, and Today offers one reading that can be put away", async () => {
  const ana = await partner(browser, relay, "Ana");
  await readNotice(ana);
  await press(ana.page, tr("welcome-alone"));
  await ana.page.getByLabel(tr("name-label")).fill("Ana");
  await press(ana.page, tr("welcome-begin"));
  await ana.page.getByRole("heading", { name: tr("way-where-title") }).waitFor();
  assert.equal(await ana.page.getByText(tr("step-invite-partner")).count(), 0, "nothing about invitations on the first night");
  await press(ana.page, tr("way-where-hurt"));
  await ana.page.getByRole("heading", { name: "The way, in one minute" }).waitFor();
  await unfold(ana, tr("way-first-door"));
  await ana.page.getByText("The first two days", { exact: true }).waitFor();
  assert.equal(await ana.page.getByText("The first two days, when it was you", { exact: true }).count(), 0);
  await press(ana.page, tr("way-first-done"));
  await unfold(ana, tr("way-minute"));
  await ana.page.getByRole("heading", { name: "Four things it does to people" }).waitFor();
  await press(ana.page, tr("way-enough"));
  await ana.page.getByText(tr("way-minute")).waitFor({ state: "detached" });
  await ana.page.reload();
  await ana.page.getByRole("navigation").waitFor();
  assert.equal(await ana.page.getByText(tr("way-minute")).count(), 0, "put away for the day");
  await go(ana, tr("place-private"));
  await unfold(ana, tr("way-where-private"));
  await ana.page.getByText(tr("way-where-now", { where: "I was hurt" })).waitFor();
  await press(ana.page, tr("way-where-both"));
  await ana.page.getByText(tr("way-where-now", { where: "There is some of both" })).waitFor();
});

test("somebody who came by an invitation gets the same question, and the other is told nothing", async () => {
  const [ana, ben] = await linkTwo(browser, relay);
  const before = (await settled(ana)).length;
  await go(ben, tr("place-today"));
  await beginTheWay(ben);
  await settled(ben);
  assert.equal((await settled(ana)).length, before);
});
