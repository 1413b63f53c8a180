/** A stretch of time as it stands in the address. What is relative (`-24h`) stays so: a link means the same tomorrow. */
export interface TimeRange {
  /** Empty: from the beginning. */
  readonly from: string;
  /** Empty: up to now. */
  readonly to: string;
}

export const PRESETS = ['-15m', '-1h', '-24h', '-7d', '-30d'] as const;
export type Preset = (typeof PRESETS)[number];

export const ANY_TIME: TimeRange = { from: '', to: '' };

const RELATIVE = /^-(\d{1,3})([mhd])$/;
const ABSOLUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads one end of it; empty for what is no time. */
export function readTime(text: string | null | undefined): string {
  if (!text) return '';
  if (RELATIVE.test(text)) return text;
  const instant = ABSOLUTE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? '' : new Date(instant).toISOString();
}

/** Reads both ends; an end that is not after the beginning is none. */
export function readRange(from: string | null | undefined, to: string | null | undefined): TimeRange {
  const range = { from: readTime(from), to: readTime(to) };
  if (range.from === '' || range.to === '') return range;
  return instantOf(range.from, 0) < instantOf(range.to, 0) || isRelative(range.from) !== isRelative(range.to)
    ? range
    : { ...range, to: '' };
}

export function isRelative(time: string): boolean {
  return time.startsWith('-');
}

/** Both ends stand still: what was zoomed to, or chosen to the second. */
export function isFixed({ from, to }: TimeRange): boolean {
  return from !== '' && to !== '' && !isRelative(from) && !isRelative(to);
}

/** In milliseconds, of a time that was read. */
export function instantOf(time: string, now: number): number {
  const [, amount, unit = ''] = RELATIVE.exec(time) ?? [];
  return amount === undefined ? Date.parse(time) : now - Number(amount) * (UNITS[unit] ?? 0);
}

/** As the admin API wants it: instants, counted from now where they are relative. */
export function absolute({ from, to }: TimeRange, now: number): Partial<TimeRange> {
  const iso = (time: string) => new Date(instantOf(time, now)).toISOString();
  return { ...(from !== '' && { from: iso(from) }), ...(to !== '' && { to: iso(to) }) };
}

export function presetOf({ from, to }: TimeRange): Preset | undefined {
  return to === '' ? PRESETS.find((preset) => preset === from) : undefined;
}
