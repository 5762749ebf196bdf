// Owning it: stated, reflected back, heard, and only then explained.

import assert from "node:assert/strict";
import { test } from "node:test";
import { go, goOn, isAt, linkTwo, openRow, press, shareStatement, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";
import { tr } from "../lib/words.mjs";

test("a statement is owned, said again, heard, and only then explained", { timeout: 120_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { one: { colorScheme: "dark" } });

  await go(ben, tr("statements-title"));
  await press(ben.page, tr("statement-begin"));
  await ben.page.getByLabel(tr("part-did")).fill("I hid the letters from you.");
  await ben.page.getByLabel(tr("part-hurt")).fill("I'm sorry if it hurt you. You made me do it.");
  await ben.page.getByText("“You made me do”: does this make them the cause").waitFor();
  await ben.page.getByText("“sorry if it”: does this leave open").waitFor();
  assert.equal(await ben.page.getByText(tr("mirror-past-act")).count(), 0, "where it asks it does not praise");
  const order = await ben.page.locator("textarea, aside p").evaluateAll((all) => all.map((one) => one.tagName));
  assert.deepEqual(order.slice(0, 4), ["TEXTAREA", "TEXTAREA", "P", "P"], "each question stands under its field");
  await ben.screenshot("statement-00-mirror");
  await ben.page.getByRole("button", { name: tr("mirror-leave") }).first().click();
  assert.equal(await ben.page.getByText("does this make them the cause").count(), 0, "put away, it stays away");
  await ben.page.getByLabel(tr("part-hurt")).fill("You doubted your own memory.");
  await ben.page.getByText("does this leave open").waitFor({ state: "detached" });
  await ben.page.getByText(tr("mirror-past-act")).waitFor();
  await shareStatement(ben, "Ana", tr("breach-share", { partner: "Ana" }));
  await ben.page.getByText(tr("problem-part-mine")).waitFor();
  await ben.page.getByLabel(tr("part-mine")).fill("It was my choice, every time.");
  await ben.page.getByLabel(tr("part-will")).fill("The box stands on the shelf from now on.");
  await ben.page.locator("article").getByText("It was my choice, every time.").waitFor();
  await ben.screenshot("statement-01-preview");
  await press(ben.page, tr("breach-share", { partner: "Ana" }));
  await openRow(ben, "I hid the letters");
  assert.equal(await ben.page.getByText(tr("perspective-open")).count(), 0, "no perspective before it was heard");

  await go(ana, tr("statements-title"));
  await openRow(ana, "I hid the letters");
  await ana.screenshot("statement-02-to-hear");
  await unfold(ana, tr("lack-open"));
  await ana.page.getByLabel(tr("lack-part")).selectOption("hurt");
  await ana.page.getByLabel(tr("lack-words")).fill("The nights I asked you.");
  await press(ana.page, tr("lack-send"));
  await ben.page.getByText("The nights I asked you.").waitFor();
  await unfold(ben, tr("statement-again"));
  await ben.page.getByLabel(tr("part-hurt")).fill("You doubted your own memory, and asked me at night.");
  await shareStatement(ben, "Ana", tr("statement-again-send"));
  await ana.page.getByText("asked me at night").waitFor();
  await unfold(ana, tr("statement-earlier"));
  await press(ana.page, tr("statement-hear"));
  await isAt(ana, tr("moment-heard-title"));
  await ana.screenshot("statement-02-heard-moment");
  await goOn(ana, tr("moment-heard-title"));
  await unfold(ben, tr("perspective-open"));
  await ben.page.getByLabel(tr("perspective-label")).fill("I was afraid of losing you.");
  await press(ben.page, tr("perspective-share"));
  await ana.page.getByText("I was afraid of losing you.").waitFor();
  await ana.screenshot("statement-03-heard");

  for (const someone of [ana, ben]) {
    assert.deepEqual(await someone.accessibilityProblems(), []);
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
