// Takes the pictures of the README from the sample couple, for `cargo xtask pictures`: phone size, light, as Mara sees it.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launchBrowser, partner } from "../lib/browser.mjs";
import { go } from "../lib/path.mjs";
import { repository, startRelay } from "../lib/relay.mjs";
import { tr } from "../lib/words.mjs";

const FOLDER = join(repository, "docs/pictures");

// As wide as a small phone and as high as two things to see, at twice the pixels: sharp on a page that shows it smaller.
const SIZE = { width: 390, height: 780 };
const PIXELS = 2;

// Drawings and letters stay clean, and a picture stays far below what `xtask/tests/documents/main.rs` allows.
const QUALITY = 82;

const relay = await startRelay();
const browser = await launchBrowser();
const mara = await partner(browser, relay, "pictures", { viewport: SIZE, path: "/#sample" });
const camera = await mara.context.newCDPSession(mara.page);
await camera.send("Emulation.setDeviceMetricsOverride", { ...SIZE, deviceScaleFactor: PIXELS, mobile: true });
await mara.page.getByText("A made-up couple, as Mara sees it.").waitFor();
await take("today", () => go(mara, tr("place-today")));
await take("bowl", async () => {
  await go(mara, tr("place-story"));
  await mara.page.locator(".vessel").first().waitFor();
});
await browser.close();
await relay.stop();

async function take(name, arrive) {
  await arrive();
  await mara.page.evaluate(async () => {
    scrollTo(0, 0);
    await document.fonts.ready;
  });
  // Playwright writes no WebP, and a PNG of the same weight would have to be half as large.
  const { data } = await camera.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  await mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.webp`);
  const bytes = Buffer.from(data, "base64");
  await writeFile(path, bytes);
  console.log(`${path}: ${(bytes.length / 1000).toFixed(1)} kB`);
}
