// Rows for `cargo xtask bench`, and the limits that they hold.

let isWithin = true;

/** Prints one row. A value beyond its limit ends this program, once all is measured, as a failure. */
export function row(what, value, unit, { digits = 0, limit, atLeast, note = "" } = {}) {
  const beyond = (limit !== undefined && value > limit) || (atLeast !== undefined && value < atLeast);
  const bound = limit !== undefined ? `at most ${limit} ${unit}` : atLeast !== undefined ? `at least ${atLeast} ${unit}` : "";
  const compared = [beyond ? "BEYOND its limit" : "", bound.trim(), note].filter(Boolean).join("; ");
  console.log(`| ${what} | ${`${value.toFixed(digits)} ${unit}`.trim()} | ${compared} |`);
  if (beyond) isWithin = false;
}

/** To be called last. */
export function end() {
  process.exitCode = isWithin ? 0 : 1;
}

/** The value below which this share of all lies, by the nearest rank. */
export function percentile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export const median = (values) => percentile(values, 0.5);
