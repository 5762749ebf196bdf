// What most tests stand on: one relay and one browser, for as long as the file runs. Importing it sets the stage.

import { after, before } from "node:test";
import { launchBrowser } from "./browser.mjs";
import { startRelay } from "./relay.mjs";

/** The relay and the browser of this file; there once its first test begins. */
export let relay, browser;

before(async () => {
  relay = await startRelay();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await relay?.stop();
});
