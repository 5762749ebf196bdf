// axe-core in the page under test.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Runs axe on the current page and returns each finding as one sentence. `rule` selects one rule instead of all. */
export async function checkAccessibility(page, rule) {
  // Injected by the debugger, not by a script element: the policy forbids foreign scripts, and stays on.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(await source);
  const runOnly = rule ? { type: "rule", values: [rule] } : { type: "tag", values: STANDARDS };
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}
