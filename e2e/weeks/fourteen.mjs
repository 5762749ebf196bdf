// Ana, who was hurt, and Ben, who is responsible, live with Troth for fourteen weeks: each begins alone, they link, and do
// every kind of thing that the other is told of. Prints what each Today showed on each day. For `cargo xtask weeks`.
//
// Ends as a failure if the Today of one did not tell what the other did. `PICTURES=1` takes screenshots of some days.

import { launchBrowser } from "../lib/browser.mjs";
import { startRelay } from "../lib/relay.mjs";
import { Weeks } from "../lib/weeks.mjs";
import { checkIn, DAYS } from "./days.mjs";

const LAST_DAY = 98;
/** Days of which pictures are taken, if they are wanted. */
const PICTURED = [0, 4, 6, 20, 37, 50, 74, 97];

const relay = await startRelay();
const browser = await launchBrowser();
const weeks = await Weeks.begin(browser, relay);
if (process.env.PICTURES) weeks.pictured = new Set(PICTURED);
for (const someone of weeks.both) await weeks.startAlone(someone, someone === weeks.ana ? "way-where-hurt" : "way-where-responsible");
const ahead = Object.entries(DAYS).map(([day, acts]) => ({ day: Number(day), acts }));
while (weeks.day <= LAST_DAY) {
  const rests = await weeks.look();
  if (!rests) await doWhatIsDue();
  await weeks.nextDay();
}
for (const { day } of ahead) weeks.deaf.push(`what was planned for day ${day} was never come to`);
const problems = weeks.both.flatMap((someone) => someone.problems);
console.log(await weeks.print("fourteen-weeks"));
for (const one of [...weeks.deaf, ...problems]) console.log(one);
await browser.close();
await relay.stop();
process.exitCode = weeks.deaf.length + problems.length === 0 ? 0 : 1;

/** The acts of one day, once it is no day of rest: such days are the couple's own, and differ from run to run. */
async function doWhatIsDue() {
  await checkIn(weeks).catch((error) => weeks.fell(error));
  const next = ahead[0];
  if (next === undefined || next.day > weeks.day || next.acts.isReady?.(weeks) === false) return;
  ahead.shift();
  await next.acts(weeks).catch((error) => weeks.fell(error));
}
