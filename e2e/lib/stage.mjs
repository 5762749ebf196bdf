// The setup of most tests: one relay and one browser for each test file. Importing this module starts them.

import { after, before } from "node:test";
import { launchBrowser } from "./browser.mjs";
import { startRelay } from "./relay.mjs";

/** The relay and the browser of this file; set before its first test begins. */
export let relay, browser;

before(async () => {
  relay = await startRelay();
  browser = await launchBrowser();
});

after(async () => {
  await browser?.close();
  await relay?.stop();
});
