/** What PostgreSQL writes in UTC: the day and the time to the second, and of the rest what is not zero. */
const UTC = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/;
const DAY = '2000-01-01'.length;
const SECONDS = '2000-01-01 00:00:00'.length;

/** A time as PostgreSQL writes it, in whichever zone, as JavaScript does: in UTC, to the millisecond. */
export function isoOf(time: string): string {
  if (!UTC.test(time)) return new Date(time).toISOString();
  const fraction = time.slice(SECONDS + 1, -'+00'.length);
  const milliseconds = fraction.length === 3 ? fraction : fraction.slice(0, 3).padEnd(3, '0');
  return `${time.slice(0, DAY)}T${time.slice(DAY + 1, SECONDS)}.${milliseconds}Z`;
}
