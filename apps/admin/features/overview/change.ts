import { FEW_SAMPLES, type ComparedShare, type ComparedTimes, type Overview, type Share } from '@codewire/contracts';

/** How a number stands to the one before it. */
export type Change =
  /** There is nothing to compare with. */
  | { readonly kind: 'new' }
  /** Too few cases for a share to mean anything. */
  | { readonly kind: 'few' }
  | { readonly kind: 'same' }
  /** By so much: of the number before for counts and times, in hundredths for shares. */
  | { readonly kind: 'up' | 'down'; readonly by: number };

/** Less is noise. */
const LEAST_RATIO = 0.005;
/** Times are counted in steps: see `Times` in the contract. */
const LEAST_TIME_RATIO = 0.05;
const LEAST_POINTS = 0.001;

/** Whether the time before has anything to compare with; until that is known, it has. */
export function hasBefore(overview: Pick<Overview, 'sent' | 'verified'> | undefined): boolean {
  return overview === undefined || overview.sent.before > 0 || overview.verified.before.of > 0;
}

export function changeOfCount(now: number, before: number): Change {
  return ratioChange(now, before, LEAST_RATIO);
}

export function changeOfShare(share: ComparedShare): Change {
  const [now, before] = [ratioOf(share), ratioOf(share.before)];
  if (now === null || before === null) return { kind: 'new' };
  if (isFew(share) || isFew(share.before)) return { kind: 'few' };
  return moved(now - before, LEAST_POINTS);
}

export function changeOfTime(times: ComparedTimes, of: 'p50_ms' | 'p95_ms'): Change {
  const [now, before] = [times[of], times.before[of]];
  return now === null || before === null ? { kind: 'new' } : ratioChange(now, before, LEAST_TIME_RATIO);
}

export function ratioOf({ part, of }: Share): number | null {
  return of === 0 ? null : part / of;
}

export function isFew({ of }: Share): boolean {
  return of < FEW_SAMPLES;
}

function ratioChange(now: number, before: number, least: number): Change {
  return before === 0 ? { kind: 'new' } : moved((now - before) / before, least);
}

function moved(by: number, least: number): Change {
  if (Math.abs(by) < least) return { kind: 'same' };
  return { kind: by > 0 ? 'up' : 'down', by: Math.abs(by) };
}
