import { MOST_OVERVIEW_DAYS } from '@codewire/contracts';
import { hasMinutes } from './cover.js';
import {
  ceilTo,
  DAY_MS,
  floorTo,
  GRAINS,
  HOUR_MS,
  LENGTH_MS,
  MINUTE_MS,
  SIX_HOURS_MS,
  type Grain,
  type Stretch,
} from './grains.js';

/** What an overview tells of: a range, the one before it, and how the first is drawn. */
export interface OverviewRange {
  readonly now: Stretch;
  readonly before: Stretch;
  readonly barMs: number;
  /** The largest counts of which each lies in one bar. */
  readonly largest: Grain;
}

/** Up to how long a range is drawn in bars of which length; so there are some thirty, and at most some hundred. */
const BARS: readonly (readonly [longestMs: number, barMs: number])[] = [
  [2 * HOUR_MS, MINUTE_MS],
  [8 * HOUR_MS, 5 * MINUTE_MS],
  [2 * DAY_MS, HOUR_MS],
  [8 * DAY_MS, SIX_HOURS_MS],
  [100 * DAY_MS, DAY_MS],
];
const LONGEST_BAR_MS = 7 * DAY_MS;

/**
 * Both ranges begin where something that is counted apart does: at a minute while there are minutes of that time, at an
 * hour otherwise, and then no bar is shorter than that. The range before is as long, or up to that much longer.
 */
export function rangeOf(
  asked: { readonly fromMs: number; readonly toMs: number | undefined },
  nowMs: number,
): OverviewRange {
  const toMs = Math.min(asked.toMs ?? nowMs, nowMs);
  const fromMs = Math.min(Math.max(asked.fromMs, toMs - MOST_OVERVIEW_DAYS * DAY_MS), toMs);
  const grainMs = hasMinutes(2 * fromMs - toMs - 2 * MINUTE_MS, nowMs) ? MINUTE_MS : HOUR_MS;
  const now = { fromMs: floorTo(grainMs, fromMs), toMs: Math.min(ceilTo(grainMs, toMs), nowMs) };
  const lengthMs = now.toMs - now.fromMs;
  const fittingMs = BARS.find(([longestMs]) => toMs - fromMs <= longestMs)?.[1] ?? LONGEST_BAR_MS;
  const barMs = Math.max(fittingMs, grainMs);
  return {
    now,
    before: { fromMs: floorTo(grainMs, now.fromMs - lengthMs), toMs: now.fromMs },
    barMs,
    largest: GRAINS.findLast((grain) => LENGTH_MS[grain] <= barMs) ?? 'minute',
  };
}
