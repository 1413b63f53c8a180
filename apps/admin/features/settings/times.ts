import { SESSION_LIMITS, type Settings } from '@codewire/contracts';

export type TimeName = keyof typeof SESSION_LIMITS;
export const TIME_NAMES = Object.keys(SESSION_LIMITS) as TimeName[];

export type TypedTimes = Readonly<Record<TimeName, string>>;

export function typedTimes(settings: Settings): TypedTimes {
  return {
    idle_minutes: String(settings.idle_minutes),
    absolute_hours: String(settings.absolute_hours),
    step_up_minutes: String(settings.step_up_minutes),
  };
}

/** A whole number within its limits; digits of any script that people type here. Undefined for anything else. */
export function readTime(name: TimeName, typed: string): number | undefined {
  const digits = typed
    .normalize('NFKC')
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  if (!/^[0-9]{1,4}$/.test(digits)) return undefined;
  const value = Number(digits);
  const { least, most } = SESSION_LIMITS[name];
  return value >= least && value <= most ? value : undefined;
}

/** Those that are another than before; undefined where one of them is no time. */
export function changedTimes(settings: Settings, typed: TypedTimes): Partial<Record<TimeName, number>> | undefined {
  const changed: Partial<Record<TimeName, number>> = {};
  for (const name of TIME_NAMES) {
    const value = readTime(name, typed[name]);
    if (value === undefined) return undefined;
    if (value !== settings[name]) changed[name] = value;
  }
  return changed;
}
