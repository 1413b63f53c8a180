const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MILLISECONDS = 86_400_000;

/** A day of the calendar, as `<input type="date">` writes it; undefined for what is no day. */
export function readDay(text: string): string | undefined {
  const isDay =
    DAY_PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  return isDay ? text : undefined;
}

/** The instant at which a day begins for someone in that zone, in UTC. */
export function startOfDay(day: string, timeZone: string): Date {
  const asUtc = Date.parse(day);
  // The offset at the wanted instant is not known before the instant is: the second look settles it at a change of clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone));
}

/** The last millisecond of a day. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(day) + DAY_MILLISECONDS).toISOString().slice(0, 10);
  return new Date(startOfDay(next, timeZone).getTime() - 1);
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return shown - Math.floor(instant / 1_000) * 1_000;
}
