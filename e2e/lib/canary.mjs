// Canaries: words that a test types and the relay must never hold in a readable form.

import { readFile, readdir } from "node:fs/promises";
import { randomInt } from "node:crypto";
import { join } from "node:path";

const LETTERS = "bcdfghjkmnpqrstvwxz";
const LENGTH = 14;

/** Makes a unique word of letters only, so that no field refuses it. */
export function canary() {
  return Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
}

/**
 * Looks for the words in the relay's files, its log, and what the partners sent.
 *
 * Each word is looked for as UTF-8, UTF-16, hexadecimal and base64 in its three alignments.
 * Returns one sentence for each find; empty is the only good answer.
 */
export async function findLeaks(words, { relay, partners = [] }) {
  const places = [...(await files(relay.data)), { what: "the relay's log", bytes: Buffer.from(relay.log) }];
  for (const someone of partners) {
    for (const { what, bytes } of someone.sent) places.push({ what: `${someone.name}: ${what}`, bytes });
  }
  const leaks = [];
  for (const word of words) {
    for (const [form, needle] of forms(word)) {
      for (const { what, bytes } of places) {
        if (bytes.includes(needle)) leaks.push(`"${word}" as ${form} in ${what}`);
      }
    }
  }
  return leaks;
}

async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  return Promise.all(paths.map(async (path) => ({ what: path, bytes: await readFile(path) })));
}

/** Returns the forms of a word that is encoded but not encrypted. */
export function forms(word) {
  const bytes = Buffer.from(word, "utf8");
  const hex = bytes.toString("hex");
  const wide = Buffer.from(word, "utf16le");
  const plain = [["UTF-8", bytes], ["UTF-16", wide], ["hexadecimal", Buffer.from(hex)], ["hexadecimal", Buffer.from(hex.toUpperCase())]];
  return [...plain, ...base64Forms(bytes)];
}

// Base64 encodes three bytes at a time: a word may start at any of the three, and its edges mix with its neighbours.
function base64Forms(bytes) {
  return ["base64", "base64url"].flatMap((alphabet) =>
    [0, 1, 2].map((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), bytes]);
      const text = whole.subarray(0, whole.length - (whole.length % 3)).toString(alphabet);
      return [alphabet, Buffer.from(text.slice(Math.ceil((before * 4) / 3)))];
    }),
  );
}
