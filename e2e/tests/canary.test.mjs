// The canary search finds what it must. Until this passes, an empty result proves nothing.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { canary, findLeaks } from "../lib/canary.mjs";

async function check(hide, expectedFinds) {
  const data = await mkdtemp(join(tmpdir(), "troth-canary-"));
  const word = canary();
  await writeFile(join(data, "relay.db"), hide(word));
  const leaks = await findLeaks([word], { relay: { data, log: "" } });
  await rm(data, { recursive: true });
  assert.equal(leaks.length > 0, expectedFinds, `${word}: ${leaks}`);
}

test("a word in the clear is found", () => check((word) => `before ${word} after`, true));
test("a word in wide letters is found", () => check((word) => Buffer.from(` ${word} `, "utf16le"), true));
test("a word in hexadecimal is found", () => check((word) => Buffer.from(`x${word}y`).toString("hex"), true));
for (const before of ["", "1", "12", "123"]) {
  test(`a word in base64 behind ${before.length} bytes is found`, () =>
    check((word) => Buffer.from(`${before}${word}...`).toString("base64"), true));
}
test("an empty place has no find", () => check(() => "nothing of the kind", false));

test("words in logs and traffic are found", async () => {
  const word = canary();
  const data = await mkdtemp(join(tmpdir(), "troth-canary-"));
  const sent = [{ what: "body", bytes: Buffer.from(word) }];
  const leaks = await findLeaks([word], { relay: { data, log: `said ${word}` }, partners: [{ name: "A", sent }] });
  await rm(data, { recursive: true });
  assert.equal(leaks.length, 2);
});
