import { instantOfClock } from '../../lib/zoned-time';

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
  return new Date(instantOfClock(Date.parse(day), timeZone));
}

/** The last millisecond of a day. */
export function endOfDay(day: string, timeZone: string): Date {
  const next = new Date(Date.parse(day) + DAY_MILLISECONDS).toISOString().slice(0, 10);
  return new Date(startOfDay(next, timeZone).getTime() - 1);
}
