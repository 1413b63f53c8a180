/** What a statement of a search should take: between two of them it looks at the time. */
const STEP_MS = 200;
/** No step is made smaller than this, lest the trips cost more than the rows. */
export const LEAST_ROWS = 300;

/**
 * How many rows the next statement of a search looks at: twice as many while that is quick, fewer where it is slow. Rows
 * that lie in memory cost microseconds and those on a disk milliseconds; one statement over too many of these would be cut
 * off, and nothing of what the others found would be told.
 */
export function nextRows(rows: number, tookMs: number, most: number): number {
  const fitting = tookMs <= STEP_MS ? rows * 2 : Math.floor((rows * STEP_MS) / tookMs);
  return Math.min(Math.max(fitting, LEAST_ROWS), most);
}
