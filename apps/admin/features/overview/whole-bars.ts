import type { Overview, OverviewPoint } from '@codewire/contracts';

/**
 * The points that a line is drawn through: bars that begin before the range or are not over yet hold less than the others
 * do, and would seem to fall.
 */
export function wholeBars({ series, from, to, bar_seconds: seconds }: Overview): readonly OverviewPoint[] {
  const [begins, ends] = [Date.parse(from), Date.parse(to)];
  const whole = series.filter(({ at }) => Date.parse(at) >= begins && Date.parse(at) + seconds * 1_000 <= ends);
  return whole.length < 2 ? series : whole;
}
