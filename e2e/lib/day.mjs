// The day on which the tests happen: it is always morning. Importing it sets the time zone of this process and of the
// browsers that it starts.
//
// Late in the evening other things are due: a check-in of this evening is over, and a day ends while a test runs.

const MORNING_HOUR = 9;

// The zones reach from twelve hours behind Greenwich to fourteen ahead. In their names the sign is the other way round.
const FARTHEST_BEHIND = -12;
const ahead = MORNING_HOUR - new Date().getUTCHours();
const hours = ahead < FARTHEST_BEHIND ? ahead + 24 : ahead;
process.env.TZ = `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;

/** A day from today by the calendar of whoever is here, as a field takes it: `2026-03-04`. */
export function isoInDays(days) {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
