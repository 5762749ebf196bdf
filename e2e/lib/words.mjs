// The words on screen by their message id, so that words can change without a test changing.

import { readdirSync, readFileSync } from "node:fs";
import { FluentBundle, FluentResource } from "@fluent/bundle";

const LOCALE = new URL("../../crates/troth-web/locales/en/", import.meta.url);

/** Every message of the app, read as the app reads them: without isolation marks around names. */
const messages = new FluentBundle("en", { useIsolating: false });
for (const file of readdirSync(LOCALE).filter((name) => name.endsWith(".ftl"))) {
  const mistakes = messages.addResource(new FluentResource(readFileSync(new URL(file, LOCALE), "utf8")));
  if (mistakes.length > 0) throw new Error(`${file}: ${mistakes.join(", ")}`);
}

/** Returns what the app says under this message id, with these arguments. Throws where it says nothing. */
export function tr(id, args = {}) {
  const message = messages.getMessage(id);
  if (!message?.value) throw new Error(`no message is called ${id}`);
  const mistakes = [];
  const words = messages.formatPattern(message.value, args, mistakes);
  if (mistakes.length > 0) throw new Error(`${id}: ${mistakes.join(", ")}`);
  return words;
}

/** Returns the words of a message up to its first argument, for a text whose argument a test does not know. */
export function startOf(id) {
  const value = messages.getMessage(id)?.value;
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first !== "string") throw new Error(`${id} begins with no words`);
  return first.trimEnd();
}
