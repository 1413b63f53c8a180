/** How many of each state began in each stretch of time, as the admin API tells it for messages and verifications. */
export interface Histogram<Status extends string> {
  readonly from: string;
  readonly to: string;
  readonly bar_seconds: number;
  readonly bars: readonly { readonly at: string; readonly counts: Readonly<Partial<Record<Status, number>>> }[];
  readonly is_partial: boolean;
  readonly searched_to: string | null;
}

export interface TimeBar {
  /** In milliseconds; what lies outside of what was asked for is cut off. */
  readonly start: number;
  readonly end: number;
  /** In the order of the states that were asked for. */
  readonly parts: readonly number[];
}

/** More than the API ever tells: a chart of something else would freeze the page. */
const MOST = 400;

/** A bar for every stretch, the empty ones too: time runs evenly along the chart. */
export function barsOf<Status extends string>(histogram: Histogram<Status>, statuses: readonly Status[]): TimeBar[] {
  const width = histogram.bar_seconds * 1_000;
  const from = Date.parse(histogram.from);
  const to = Date.parse(histogram.to);
  const known = new Map(histogram.bars.map(({ at, counts }) => [Date.parse(at), counts]));
  const [anyBar = from] = known.keys();
  const first = from - ((((from - anyBar) % width) + width) % width);
  const count = Math.min(Math.max(Math.ceil((to - first) / width), 1), MOST);
  return Array.from({ length: count }, (_, index) => {
    const start = first + index * width;
    const counts = known.get(start);
    return {
      start: Math.max(start, from),
      end: Math.max(Math.min(start + width, to), start + 1),
      parts: statuses.map((status) => counts?.[status] ?? 0),
    };
  });
}

/** Of each state over all bars. */
export function totalsOf(bars: readonly TimeBar[], count: number): number[] {
  return Array.from({ length: count }, (_, part) => bars.reduce((sum, { parts }) => sum + (parts[part] ?? 0), 0));
}
