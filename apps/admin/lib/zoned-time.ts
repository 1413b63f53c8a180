const LOCAL_PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;

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

/** The instant that clocks of a zone show so, in milliseconds UTC. */
export function instantOfClock(asUtc: number, timeZone: string): number {
  // The offset at the wanted instant is not known before the instant is: the second look settles it at a change of clocks.
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}

/** The instant that someone in that zone has typed, as `<input type="datetime-local">` writes it; undefined for none. */
export function readLocalTime(text: string, timeZone: string): Date | undefined {
  const asUtc = LOCAL_PATTERN.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  return Number.isNaN(asUtc) ? undefined : new Date(instantOfClock(asUtc, timeZone));
}

/** The same the other way round, to the second. */
export function writeLocalTime(instant: number, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 19);
}
