// A new version is used from the next start on, as a whole or not at all.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { launchBrowser, partner } from "../lib/browser.mjs";
import { serveFolder } from "../lib/folder.mjs";
import { repository } from "../lib/relay.mjs";

const MARK = "Troth, next";
// On a busy machine the browser may be slower than a start waits, more than once.
const STARTS_MAX = 4;

describe("an update", () => {
  let browser;
  let made;
  let current;
  let server;
  let next;
  let broken;

  before(async () => {
    made = await mkdtemp(join(tmpdir(), "troth-update-"));
    next = join(made, "next");
    broken = join(made, "broken");
    await makeNext(next);
    await makeNext(broken);
    await writeFile(join(broken, "index.html"), "<!doctype html><title>half</title>");
    server = await serveFolder(() => current);
    browser = await launchBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
    await rm(made, { recursive: true, force: true });
  });

  async function visitor(name) {
    current = join(repository, "dist");
    const someone = await partner(browser, server, name);
    await someone.keptForOffline();
    assert.notEqual(await someone.page.title(), MARK);
    return someone;
  }

  test("is used from the next start on", async () => {
    const someone = await visitor("updated");
    current = next;
    await fetchUpdate(someone);
    // A start does not wait for a slow browser: the next start uses the version.
    for (let starts = 0; starts < STARTS_MAX && (await someone.page.title()) !== MARK; starts += 1) {
      await someone.reload();
    }
    assert.equal(await someone.page.title(), MARK);
    await someone.ready();
    await someone.close();
  });

  test("waits while another window runs the old version", async () => {
    const someone = await visitor("two-windows");
    const other = await someone.secondTab();
    current = next;
    await fetchUpdate(someone);
    await someone.reload();
    assert.notEqual(await someone.page.title(), MARK);
    await other.close();
    await someone.close();
  });

  test("that is not what its list says is not kept", async () => {
    const someone = await visitor("half-updated");
    current = broken;
    await someone.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      await registration.update().catch(() => {});
      const incoming = registration.installing;
      if (incoming && incoming.state !== "redundant") {
        await new Promise((done) => incoming.addEventListener("statechange", () => incoming.state === "redundant" && done()));
      }
    });
    await someone.goOffline();
    await someone.reload();
    assert.notEqual(await someone.page.title(), "half");
    await someone.close();
  });
});

/** Copies the app with another title, and with the digest of that page in the service worker's list. */
async function makeNext(folder) {
  await cp(join(repository, "dist"), folder, { recursive: true });
  const page = (await readFile(join(folder, "index.html"), "utf8")).replace(/<title>.*<\/title>/, `<title>${MARK}</title>`);
  await writeFile(join(folder, "index.html"), page);
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(page))).toString("base64");
  const worker = (await readFile(join(folder, "sw.js"), "utf8"))
    .replace(/\["\/", "sha256-[^"]+"\]/, `["/", "sha256-${digest}"]`)
    .replace(/VERSION = "\w+"/, 'VERSION = "next"');
  await writeFile(join(folder, "sw.js"), worker);
}

/** Makes the browser look for a new version, as it does after a start, and waits until it has it. */
async function fetchUpdate(someone) {
  await someone.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const incoming = registration.installing;
    if (!registration.waiting && incoming) {
      await new Promise((done) => incoming.addEventListener("statechange", done, { once: true }));
    }
  });
}
