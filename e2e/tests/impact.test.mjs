// Impact: private first, shared piece by piece as previewed, and understood.

import assert from "node:assert/strict";
import { test } from "node:test";
import { canary, findLeaks } from "../lib/canary.mjs";
import { go, goOn, linkTwo, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

test("care_16_impact_is_private_until_one_piece_is_shared_as_previewed", { timeout: 180_000 }, async () => {
  const [worry, weight] = [canary(), canary()];
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, tr("impact-title"));
  await ana.screenshot("impact-01-empty");
  await press(ana.page, tr("impact-note"));
  for (const [place, mark] of ["6", "8", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await ana.page.getByText(tr("area-words-open")).nth(1).click();
  await ana.page.getByLabel(tr("area-words", { area: "Worry" })).fill(worry);
  await ana.page.getByText(tr("area-words-open")).nth(2).click();
  await ana.page.getByLabel(tr("area-words", { area: "Distress" })).fill(weight);
  await ana.page.getByLabel("sadness").check({ force: true });
  await ana.page.getByLabel("relief").check({ force: true });
  await ana.screenshot("impact-02-form");
  await press(ana.page, tr("impact-keep"));
  await ana.page.getByText(worry).waitFor();
  await ana.screenshot("impact-03-kept");

  await go(ben, tr("impact-title"));
  await ben.page.getByText(tr("impact-empty-title")).waitFor();
  await ana.page.locator("article", { hasText: worry }).getByRole("button", { name: tr("impact-share") }).click();
  const preview = await ana.page.locator("article article").innerText();
  await ana.screenshot("impact-04-preview");
  await press(ana.page, tr("impact-share-yes"));
  await ana.page.getByText(tr("impact-share-ask", { partner: "Ben" })).waitFor({ state: "detached" });
  await ben.page.getByText(worry).waitFor();
  const seen = await ben.page.locator("article", { hasText: worry }).innerText();
  assert.ok(seen.includes(preview), "the partner sees exactly what the preview showed");
  assert.equal(await ben.page.getByText(weight).count(), 0, "and nothing else");

  await unfold(ben, tr("reflect-title"));
  await ben.page.getByLabel(tr("reflect-label")).fill("You lie awake because of it.");
  await press(ben.page, tr("reflect-send"));
  await ana.page.getByText("You lie awake because of it.").waitFor();
  await unfold(ana, tr("reflection-partly-open"));
  await ana.page.getByLabel(tr("reflection-missing")).fill("The mornings, too.");
  await press(ana.page, tr("reflection-partly-send"));
  await ben.page.getByText("The mornings, too.").waitFor();
  await ben.screenshot("impact-05-understood");
  await ben.page.getByLabel(tr("reflect-label")).fill("You lie awake, and the mornings begin with it too.");
  await press(ben.page, tr("reflect-send"));
  await ana.page.getByText("the mornings begin with it too").waitFor();
  await press(ana.page, tr("reflection-yes"));
  await goOn(ana, tr("moment-understood-title"));
  await ben.page.getByText(tr("reflection-fully")).waitFor();
  await ben.screenshot("impact-06-fully");

  // A second note shows the person their own change, and nobody else.
  await press(ana.page, tr("impact-note"));
  for (const [place, mark] of ["5", "6", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await press(ana.page, tr("impact-keep"));
  await ana.page.getByText(tr("impact-change", { before: 8, now: 6 })).waitFor();
  await ana.screenshot("impact-07-change");
  assert.equal(await ben.page.getByText(/Then \d+, now/).count(), 0, "care_15");
  await press(ana.page, tr("impact-end"));
  await ben.page.getByText(worry).waitFor({ state: "detached" });
  await go(ben, tr("place-story"));
  await ben.page.getByText(tr("story-impact-ended", { by: "other", name: "Ana" })).waitFor();
  assert.equal(await ben.page.getByText(worry).count(), 0, "the story does not repeat it");

  assert.deepEqual(await findLeaks([worry, weight], { relay, partners: [ana, ben] }), []);
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
