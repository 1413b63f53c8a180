import type { MessageFilters, MessageHistogram } from '@codewire/contracts';
import { messageIdAt } from '../../platform/ids.js';
import type { MessageCounts } from '../../platform/ports.js';
import { barsOver, type Bars } from './bars.js';
import { searchedTo, walk, type Walked, type WalkTools } from './walk.js';
import { timeOf, type Wanted } from './wanted.js';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1_000;
/** Rows of one statement: only statuses and ids are read of them. */
const MOST_ROWS = 20_000;

export interface HistogramTools extends WalkTools {
  readonly counts: MessageCounts | undefined;
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The stretch that filters ask for: the last day, where they do not say. */
export function stretchOf({ from, to }: Pick<MessageFilters, 'from' | 'to'>, now: Date): Stretch {
  const toMs = to === undefined ? now.getTime() : timeOf(to);
  return { toMs, fromMs: from === undefined ? Math.max(0, toMs - DAY_MS) : timeOf(from) };
}

/**
 * How many of each status were accepted when; `wanted` undefined: nothing can be found. Where bars are whole hours and
 * nothing else is asked than what is counted by the hour, the middle is read from those counts: a month costs what an
 * hour does. The rest is counted from the copies.
 */
export async function drawHistogram(
  tools: HistogramTools,
  wanted: Wanted | undefined,
  stretch: Stretch,
): Promise<MessageHistogram> {
  const bars = barsOver(stretch.fromMs, stretch.toMs);
  const drawn = new DrawnBars(bars);
  const walked = wanted === undefined ? NOTHING_LEFT : await fill(tools, wanted, stretch, drawn);
  return {
    from: new Date(stretch.fromMs).toISOString(),
    to: new Date(stretch.toMs).toISOString(),
    bar_seconds: bars.seconds,
    bars: drawn.list,
    ...searchedTo(walked),
  };
}

const NOTHING_LEFT: Walked = { isPartial: false, reachedId: null };

async function fill(tools: HistogramTools, wanted: Wanted, stretch: Stretch, drawn: DrawnBars): Promise<Walked> {
  const { counts } = tools;
  const grainMs = drawn.grain === undefined ? 0 : GRAIN_MS[drawn.grain];
  if (counts === undefined || drawn.grain === undefined || !isCounted(wanted)) {
    return countRows(tools, wanted, stretch, drawn);
  }
  const whole = {
    fromMs: Math.ceil(stretch.fromMs / grainMs) * grainMs,
    toMs: Math.floor(stretch.toMs / grainMs) * grainMs,
  };
  const { untilMs, counts: counted } = await counts.countBy(drawn.grain, whole, wanted);
  for (const { at, status, messages } of counted) drawn.add(drawn.placeOf(at.getTime()), status, messages);
  const newest = await countRows(tools, wanted, { fromMs: untilMs, toMs: stretch.toMs }, drawn);
  const oldest = await countRows(tools, wanted, { fromMs: stretch.fromMs, toMs: whole.fromMs }, drawn);
  return newest.isPartial ? newest : oldest;
}

const GRAIN_MS = { hour: HOUR_SECONDS * 1_000, day: DAY_MS } as const;

/** What else is asked is not counted apart. */
function isCounted({ language, purpose, error, sender, slowerThanMs, number, verification }: Wanted): boolean {
  return [language, purpose, error, sender, slowerThanMs, number, verification].every((value) => value === null);
}

async function countRows(tools: HistogramTools, wanted: Wanted, stretch: Stretch, drawn: DrawnBars): Promise<Walked> {
  if (stretch.fromMs >= stretch.toMs) return NOTHING_LEFT;
  const span = { fromId: messageIdAt(stretch.fromMs), belowId: messageIdAt(stretch.toMs) };
  return walk(tools, { wanted, span, direction: 'older', most: MOST_ROWS }, async (step) => {
    const { bars, ...reached } = await tools.store.bars(step, wanted, drawn.startIds);
    for (const { bar, status, count } of bars) drawn.add(bar, status, count);
    return { ...reached, isEnough: false };
  });
}

/** Bars as they fill. */
class DrawnBars {
  readonly list: MessageHistogram['bars'];
  readonly startIds: readonly string[];
  /** The largest counts that fit into a bar. */
  readonly grain: keyof typeof GRAIN_MS | undefined;

  constructor(private readonly bars: Bars) {
    this.list = bars.startsMs.map((at) => ({ at: new Date(at).toISOString(), counts: {} }));
    this.startIds = bars.startsMs.map(messageIdAt);
    if (bars.seconds % DAY_SECONDS === 0) this.grain = 'day';
    else this.grain = bars.seconds % HOUR_SECONDS === 0 ? 'hour' : undefined;
  }

  placeOf(ms: number): number {
    return Math.floor((ms - (this.bars.startsMs[0] ?? 0)) / (this.bars.seconds * 1_000));
  }

  add(place: number, status: string, count: number): void {
    const counts = this.list[place]?.counts as Record<string, number> | undefined;
    if (counts !== undefined) counts[status] = (counts[status] ?? 0) + count;
  }
}
