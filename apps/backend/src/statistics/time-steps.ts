/**
 * Times are counted in steps whose bounds grow by a fourth root of two: step n holds what took longer than the bound of
 * step n - 1 and at most 50 ms * 2^(n/4); step 0 all that took less. Counts of steps add up over minutes, carriers and
 * applications, which percentiles do not. A percentile that is read from them lies in the right step, so it is true to
 * within 19 % (2^(1/4) = 1.19), and mostly to within a few.
 */
const FIRST_BOUND_MS = 50;
const STEPS_PER_DOUBLING = 4;

/** The step of an interval, as an expression of SQL. */
export function stepOf(interval: string): string {
  const bounds = `greatest(extract(epoch from ${interval})::float8 * 1000 / ${FIRST_BOUND_MS}, 1)`;
  return `ceil(${STEPS_PER_DOUBLING} * ln(${bounds}) / ln(2::float8))::int`;
}

/** The longest time that counts for a step. */
export function boundOf(step: number): number {
  return FIRST_BOUND_MS * 2 ** (step / STEPS_PER_DOUBLING);
}

/** How many cases each step has. */
export type TimeCounts = ReadonlyMap<number, number>;

/**
 * The time within which that share (0 to 1) of the cases were done: exact as to the step, and within it as if they were
 * spread evenly over the logarithm. Null without cases.
 */
export function percentileOf(counts: TimeCounts, share: number): number | null {
  const total = [...counts.values()].reduce((sum, cases) => sum + cases, 0);
  if (total === 0) return null;
  let left = share * total;
  for (const [step, cases] of [...counts].sort(([a], [b]) => a - b)) {
    if (left <= cases) return Math.round(withinStep(step, left / cases));
    left -= cases;
  }
  return null;
}

function withinStep(step: number, share: number): number {
  return step === 0 ? FIRST_BOUND_MS * share : boundOf(step - 1 + share);
}
