import { MOST_BARS } from '@codewire/contracts';

const DAY = 86_400;
/** Each at most twice the one before. */
const STEPS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, DAY];

export interface Bars {
  readonly seconds: number;
  /** Where each begins, oldest first: at a whole multiple of its length. */
  readonly startsMs: readonly number[];
}

/** Bars over a time, of a length that people count in; `toMs` is not in it. */
export function barsOver(fromMs: number, toMs: number): Bars {
  const seconds = stepFor((toMs - fromMs) / 1_000);
  const stepMs = seconds * 1_000;
  const startsMs: number[] = [];
  for (let at = Math.floor(fromMs / stepMs) * stepMs; at < toMs; at += stepMs) startsMs.push(at);
  return { seconds, startsMs };
}

/** One bar more than fit, because the first begins before the time does. */
const fits = (step: number, seconds: number) => Math.ceil(seconds / step) + 1 <= MOST_BARS;

function stepFor(seconds: number): number {
  const step = STEPS.find((candidate) => fits(candidate, seconds));
  if (step !== undefined) return step;
  let days = 2;
  while (!fits(days * DAY, seconds)) days *= 2;
  return days * DAY;
}
