// The day of the tests: it is always morning. Importing this module sets the time zone of this process and of the
// browsers that it starts.
//
// Late in the evening other things are due: an evening check-in is over, and a day ends during a test.

const MORNING_HOUR = 9;

// Time zones range from twelve hours behind Greenwich to fourteen ahead. The sign in their names is inverted.
const FARTHEST_BEHIND = -12;
const ahead = MORNING_HOUR - new Date().getUTCHours();
const hours = ahead < FARTHEST_BEHIND ? ahead + 24 : ahead;
process.env.TZ = `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;

/** Returns a day counted from today in the local calendar, as a field takes it: `2026-03-04`. */
export function isoInDays(days) {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
