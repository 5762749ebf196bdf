// Impact: private first, shared piece by piece as previewed, and understood.

import assert from "node:assert/strict";
import { test } from "node:test";
import { canary, findLeaks } from "../lib/canary.mjs";
import { go, linkTwo, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

test("care_16_impact_is_private_until_one_piece_is_shared_as_previewed", { timeout: 180_000 }, async () => {
  const [worry, weight] = [canary(), canary()];
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, "What it did to me");
  await ana.screenshot("impact-01-empty");
  await press(ana.page, "Note how it is now");
  for (const [place, mark] of ["6", "8", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await ana.page.getByText("Say it in words").nth(1).click();
  await ana.page.getByLabel("Worry, in your words").fill(worry);
  await ana.page.getByText("Say it in words").nth(2).click();
  await ana.page.getByLabel("Distress, in your words").fill(weight);
  await ana.page.getByLabel("sadness").check({ force: true });
  await ana.page.getByLabel("relief").check({ force: true });
  await ana.screenshot("impact-02-form");
  await press(ana.page, "Keep it for myself");
  await ana.page.getByText(worry).waitFor();
  await ana.screenshot("impact-03-kept");

  await go(ben, "What it did to me");
  await ben.page.getByText("Nothing noted yet").waitFor();
  await ana.page.locator("article", { hasText: worry }).getByRole("button", { name: "Share this" }).click();
  const preview = await ana.page.locator("article article").innerText();
  await ana.screenshot("impact-04-preview");
  await press(ana.page, "Share exactly this");
  await ana.page.getByText("Ben will see exactly this").waitFor({ state: "detached" });
  await ben.page.getByText(worry).waitFor();
  const seen = await ben.page.locator("article", { hasText: worry }).innerText();
  assert.ok(seen.includes(preview), "the partner sees exactly what the preview showed");
  assert.equal(await ben.page.getByText(weight).count(), 0, "and nothing else");

  await unfold(ben, "Say what you understand");
  await ben.page.getByLabel("What I understand you live with").fill("You lie awake because of it.");
  await press(ben.page, "Share it");
  await ana.page.getByText("You lie awake because of it.").waitFor();
  await unfold(ana, "Partly");
  await ana.page.getByLabel("What is still missing").fill("The mornings, too.");
  await press(ana.page, "Say “partly”");
  await ben.page.getByText("The mornings, too.").waitFor();
  await ben.screenshot("impact-05-understood");
  await ben.page.getByLabel("What I understand you live with").fill("You lie awake, and the mornings begin with it too.");
  await press(ben.page, "Share it");
  await ana.page.getByText("the mornings begin with it too").waitFor();
  await press(ana.page, "Yes, that’s it");
  await ben.page.getByText("“Yes, that’s it.”").waitFor();
  await ben.screenshot("impact-06-fully");

  // A second note shows the person their own change, and nobody else.
  await press(ana.page, "Note how it is now");
  for (const [place, mark] of ["5", "6", "7", "4"].entries()) await ana.page.getByLabel(mark, { exact: true }).nth(place).check({ force: true });
  await press(ana.page, "Keep it for myself");
  await ana.page.getByText("Then 8, now 6.").waitFor();
  await ana.screenshot("impact-07-change");
  assert.equal(await ben.page.getByText(/Then \d+, now/).count(), 0, "care_15");
  await press(ana.page, "Stop sharing");
  await ben.page.getByText(worry).waitFor({ state: "detached" });
  await go(ben, "Story");
  await ben.page.getByText("Ana stopped sharing something.").waitFor();
  assert.equal(await ben.page.getByText(worry).count(), 0, "the story does not repeat it");

  assert.deepEqual(await findLeaks([worry, weight], { relay, partners: [ana, ben] }), []);
  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
