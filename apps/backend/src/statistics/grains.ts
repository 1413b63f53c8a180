import { messageIdAt } from '../platform/ids.js';

/** What is counted apart, smallest first; days are those of UTC. */
export const GRAINS = ['minute', 'hour', 'six_hours', 'day'] as const;
export type Grain = (typeof GRAINS)[number];

const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const SIX_HOURS_MS = 6 * HOUR_MS;
export const DAY_MS = 24 * HOUR_MS;

export const LENGTH_MS: Readonly<Record<Grain, number>> = {
  minute: MINUTE_MS,
  hour: HOUR_MS,
  six_hours: SIX_HOURS_MS,
  day: DAY_MS,
};

/** How long minutes are kept: a day, the day before it, and what a job may be late. */
export const MINUTES_KEPT_MS = 50 * HOUR_MS;

export const floorTo = (lengthMs: number, ms: number) => Math.floor(ms / lengthMs) * lengthMs;
export const ceilTo = (lengthMs: number, ms: number) => Math.ceil(ms / lengthMs) * lengthMs;

/** From one time on and before another, in milliseconds since 1970. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A stretch that is counted apart, and the messages of it: their ids sort by time. */
export interface Bucket {
  readonly at: Date;
  readonly fromId: string;
  readonly belowId: string;
}

/** The stretch cut wherever a multiple of the length lies in it: its first and last bucket may be shorter. */
export function bucketsOf({ fromMs, toMs }: Stretch, lengthMs: number): Bucket[] {
  const count = Math.max(0, Math.ceil((toMs - floorTo(lengthMs, fromMs)) / lengthMs));
  return Array.from({ length: fromMs < toMs ? count : 0 }, (_, index) => {
    const at = floorTo(lengthMs, fromMs) + index * lengthMs;
    return {
      at: new Date(at),
      fromId: messageIdAt(Math.max(at, fromMs)),
      belowId: messageIdAt(Math.min(at + lengthMs, toMs)),
    };
  });
}
