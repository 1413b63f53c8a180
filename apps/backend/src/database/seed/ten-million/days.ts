const HOUR_MS = 3_600_000;
const DAYS = 30;

/** How busy the hours of a day are, from midnight on (UTC). */
const HOURS = [2, 1, 1, 1, 2, 3, 5, 8, 10, 11, 11, 12, 13, 12, 11, 11, 12, 13, 14, 14, 12, 9, 6, 4];
const WEEKEND = 0.7;

/** When each of so many messages of the thirty days before `endMs` begins, oldest first. */
export function* beginsOf(count: number, endMs: number): Generator<number> {
  const startMs = endMs - DAYS * 24 * HOUR_MS;
  const weights = Array.from({ length: DAYS * 24 }, (_, hour) => weightOf(new Date(startMs + hour * HOUR_MS)));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let told = 0;
  let weighed = 0;
  for (const [hour, weight] of weights.entries()) {
    weighed += weight;
    // By what is due in all, so that rounding loses none.
    const here = Math.round((count * weighed) / sum) - told;
    for (let n = 0; n < here; n += 1) yield startMs + hour * HOUR_MS + Math.floor((n * HOUR_MS) / here);
    told += here;
  }
}

function weightOf(at: Date): number {
  const isWeekend = at.getUTCDay() % 6 === 0;
  return (HOURS[at.getUTCHours()] ?? 1) * (isWeekend ? WEEKEND : 1);
}
