// Boundaries and agreements: set and heeded; proposed, answered with a change, agreed to; "not yet"; openness for a
// time, with its note; reviewed on its day; ended by one partner.

import assert from "node:assert/strict";
import { test } from "node:test";
import { isoInDays } from "../lib/day.mjs";
import { go, linkTwo, openRow, press, unfold } from "../lib/path.mjs";
import { browser, relay } from "../lib/stage.mjs";

const ROOM = "Boundaries and agreements";
const DAY_MS = 86_400_000;

const page = ({ page }) => page.getByRole("main");
const sees = (someone, words) => page(someone).getByText(words).first().waitFor();
const named = (iso) => new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" }).format(new Date(`${iso}T12:00`));

/** Fills the open form with a proposal and sends it. */
async function write(someone, title, words, send) {
  await page(someone).getByLabel("What it is about").fill(title);
  await page(someone).getByLabel("What you would agree on").fill(words);
  await press(someone.page, send);
}

async function propose(someone, other, title, words) {
  await go(someone, ROOM);
  await press(someone.page, "Propose an agreement");
  await write(someone, title, words, `Propose it to ${other}`);
}

/** Opens an agreement from its room. */
async function open(someone, title) {
  await go(someone, ROOM);
  await openRow(someone, title);
}

/** Reloads the page with a clock that runs ahead. */
async function inDays(someone, days) {
  await someone.context.addInitScript((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...args) {
        if (args.length) super(...args);
        else super(Real.now() + ahead);
      }
      static now() {
        return Real.now() + ahead;
      }
    };
  }, days * DAY_MS);
  await someone.reload();
}

async function isWell(...people) {
  for (const someone of people) assert.deepEqual(await someone.accessibilityProblems(), []);
}

test("boundaries are set alone and heeded, and rules are agreed on, changed, refused, looked at again and ended", { timeout: 240_000 }, async () => {
  const [ana, ben] = await linkTwo(browser, relay, { other: { colorScheme: "dark" } });

  await go(ana, ROOM);
  await ana.screenshot("agreements-01-empty");
  await unfold(ana, "Set a boundary");
  await press(ana.page, "Set it");
  await sees(ana, "Write what your boundary is.");
  await page(ana).getByLabel("Your boundary").fill("No talks in the car.");
  await press(ana.page, "Set it");
  await go(ben, ROOM);
  await sees(ben, "No talks in the car.");
  await ben.screenshot("agreements-02-boundary");
  await press(ben.page, "I will heed it");
  await sees(ana, "Ben will heed it");
  await unfold(ana, "Put it in other words");
  await page(ana).getByLabel("Your boundary").last().fill("No talks in the car or on the stairs.");
  await press(ana.page, "Keep the change");
  await sees(ben, "No talks in the car or on the stairs.");
  await sees(ben, "Changed later");
  await press(ben.page, "I will heed it");
  await unfold(ben, "Set a boundary");
  await page(ben).getByLabel("Your boundary").first().fill("You share your live location with me.");
  await sees(ben, "It asks nothing of the other’s codes, place or phone.");
  await press(ben.page, "Set it");
  await sees(ana, "You need not heed this.");
  await ana.screenshot("agreements-02-watching");
  await isWell(ana, ben);

  await propose(ana, "Ben", "Dinner together", "On Fridays we eat at six, without phones.");
  await sees(ana, "Ben can answer when they are ready");
  await go(ben, "Today");
  await ben.page.getByText("Read what could be agreed on").first().waitFor();
  await ben.screenshot("agreements-03-today");
  await open(ben, "Dinner together");
  await ben.screenshot("agreements-04-proposal");
  await unfold(ben, "Answer with a change");
  await page(ben).getByLabel("What you would agree on").fill("On Sundays we cook and eat at seven, without phones.");
  await press(ben.page, "Propose the change");
  await open(ana, "Dinner together");
  await sees(ana, "Ben suggests a change");
  assert.match(await page(ana).locator("del").first().innerText(), /taken out:/);
  assert.deepEqual(await page(ana).locator("ins").allInnerTexts().then((all) => all.map((one) => one.replace(/added:\s*/, "").trim())), ["Sundays", "cook and", "seven,"]);
  await ana.screenshot("agreements-05-difference");
  await isWell(ana);
  await press(ana.page, "I consent to these words");
  await sees(ana, "What holds");
  await sees(ben, "What holds");

  await unfold(ben, "Change it");
  await page(ben).getByLabel("What you would agree on").fill("On Sundays we cook and eat at eight, without phones.");
  await press(ben.page, "Propose the change");
  await sees(ana, "What holds");
  await press(ana.page, "Not yet");
  await sees(ana, "It can be asked again from");
  await ana.screenshot("agreements-06-not-yet");
  await sees(ben, "Ana said “not yet”.");
  await unfold(ben, "Change it");
  await page(ben).getByLabel("What you would agree on").fill("Supper at eight, really.");
  await press(ben.page, "Propose the change");
  await sees(ben, `“Not yet” was said to this. You can ask again from ${named(isoInDays(14))} on.`);
  await ben.screenshot("agreements-07-too-soon");
  await unfold(ana, "Another time span");
  await press(ana.page, "It may come up again now");
  await page(ben).getByText("It can be asked again from").waitFor({ state: "detached" });
  await press(ben.page, "Propose the change");
  await sees(ben, "Ana can answer this when they are ready.");
  await press(ana.page, "I consent to these words");
  await sees(ana, "Supper at eight, really.");
  await unfold(ana, "Earlier versions");
  await sees(ana, "On Fridays we eat at six, without phones.");
  await ana.screenshot("agreements-08-versions");
  await isWell(ana, ben);

  await go(ben, ROOM);
  await press(ben.page, "Propose an agreement");
  await page(ben).getByLabel("What it is about").fill("Open phones");
  await page(ben).getByLabel("What you would agree on").fill("You give me your password, and I check your messages.");
  await sees(ben, "This asks for a password or a code.");
  await page(ben).getByLabel("A transparency agreement").check({ force: true });
  await page(ben).getByLabel("What it covers").fill("Our phones");
  await page(ben).getByLabel("The last day").fill(isoInDays(120));
  await ben.screenshot("agreements-09-warning");
  await isWell(ben);
  await press(ben.page, "Propose it to Ana");
  await sees(ben, "Choose a day within the next 90 days.");
  await page(ben).getByLabel("The last day").fill(isoInDays(20));
  await press(ben.page, "Propose it to Ana");
  await open(ana, "Open phones");
  await sees(ana, "Nothing happens if you do.");
  await unfold(ana, "Help, and being careful");
  await ana.screenshot("agreements-10-receiver");
  await isWell(ana);
  await press(ana.page, "Not yet");
  await propose(ben, "Ana", "open PHONES, please!", "Something else.");
  await sees(ben, "You can ask again from");

  await go(ben, ROOM);
  await press(ben.page, "Propose an agreement");
  await page(ben).getByLabel("A transparency agreement").check({ force: true });
  await page(ben).getByLabel("What it covers").fill("The statements of our shared account");
  await page(ben).getByLabel("The last day").fill(isoInDays(20));
  assert.equal(await page(ben).getByText("This asks for a password or a code.").count(), 0);
  await write(ben, "Money, openly", "On the first Sunday of a month we read them together.", "Propose it to Ana");
  await open(ana, "Money, openly");
  await sees(ana, "It ends by itself after");
  await ana.screenshot("agreements-11-transparency");
  await press(ana.page, "I consent to these words");
  await sees(ana, "What holds");

  await Promise.all([inDays(ana, 31), inDays(ben, 31)]);
  await go(ana, ROOM);
  await sees(ana, "To look at again");
  await ana.screenshot("agreements-12-room");
  await unfold(ana, "Earlier");
  await sees(ana, "Ended by itself on");
  await open(ana, "Dinner together");
  await sees(ana, "Is it still right?");
  await ana.screenshot("agreements-13-review");
  await isWell(ana);
  await press(ana.page, "It is still right");
  await sees(ana, "You said that it is still right.");
  await open(ben, "Dinner together");
  await sees(ben, "Ana finds it still right");
  await ben.screenshot("agreements-14-review-too");
  await press(ben.page, "I find so too");
  await sees(ben, "Look at it again before its day");

  await press(ben.page, "End it");
  await press(ben.page, "Yes, end it");
  await sees(ana, "It was ended on");
  await ana.screenshot("agreements-15-ended");
  await go(ana, "Story");
  await sees(ana, "It is still right.");
  await sees(ana, "An agreement was ended.");
  await isWell(ana, ben);

  for (const someone of [ana, ben]) {
    assert.deepEqual(someone.problems, []);
    await someone.close();
  }
});
