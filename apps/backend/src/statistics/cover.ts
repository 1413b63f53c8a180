import { ceilTo, floorTo, GRAINS, LENGTH_MS, MINUTES_KEPT_MS, type Grain, type Stretch } from './grains.js';

/** A stretch that the counts of one grain tell. */
export interface Span extends Stretch {
  readonly grain: Grain;
}

/** Up to when each grain is counted, in milliseconds since 1970; 0: nothing is. */
export type Progress = Readonly<Record<Grain, number>>;

export interface Cover {
  readonly spans: readonly Span[];
  /** What is left at the end: only the messages themselves tell it. */
  readonly fresh: Stretch | null;
  /** Something before that is not counted yet. */
  readonly hasGap: boolean;
}

/** Of the minutes that are kept the oldest are about to go. */
const OLDEST_MINUTE_MS = MINUTES_KEPT_MS - LENGTH_MS.hour;

/** Minutes of that time are there to be read. */
export function hasMinutes(ms: number, nowMs: number): boolean {
  return ms >= nowMs - OLDEST_MINUTE_MS;
}

/**
 * Lays the largest whole buckets into a stretch and smaller ones around them, so that a month is read as some days and
 * some hours. With `largest` none is larger, where a finer picture is wanted.
 */
export function coverOf(stretch: Stretch, progress: Progress, nowMs: number, largest: Grain = 'day'): Cover {
  const grains = GRAINS.slice(0, GRAINS.indexOf(largest) + 1).reverse();
  const spans = lay(stretch, grains, (grain) => ({
    fromMs: grain === 'minute' ? nowMs - OLDEST_MINUTE_MS : 0,
    toMs: progress[grain],
  }));
  const reachedMs = spans.at(-1)?.toMs ?? stretch.fromMs;
  const starts = [stretch.fromMs, ...spans.map(({ toMs }) => toMs)];
  return {
    spans,
    fresh: reachedMs < stretch.toMs ? { fromMs: reachedMs, toMs: stretch.toMs } : null,
    hasGap: spans.some(({ fromMs }, index) => fromMs !== starts[index]),
  };
}

function lay({ fromMs, toMs }: Stretch, grains: readonly Grain[], countedOf: (grain: Grain) => Stretch): Span[] {
  const [grain, ...smaller] = grains;
  if (grain === undefined || fromMs >= toMs) return [];
  const counted = countedOf(grain);
  const firstMs = ceilTo(LENGTH_MS[grain], Math.max(fromMs, counted.fromMs));
  const lastMs = floorTo(LENGTH_MS[grain], Math.min(toMs, counted.toMs));
  if (firstMs >= lastMs) return lay({ fromMs, toMs }, smaller, countedOf);
  return [
    ...lay({ fromMs, toMs: firstMs }, smaller, countedOf),
    { grain, fromMs: firstMs, toMs: lastMs },
    ...lay({ fromMs: lastMs, toMs }, smaller, countedOf),
  ];
}
