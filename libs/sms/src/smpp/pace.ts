// How late a write may be and still count as one in time: timers are, and the rate would never be reached. What that
// can bring together is taken off each second, so that none has more than was asked for: a carrier that counts strictly
// would refuse it, and the rate would be halved for it.
const CATCH_UP_MS = 20;
const SPREAD_MS = 1_000 + CATCH_UP_MS;
const SHORTEST_PAUSE_MS = 1_000;
/** But for a tenth of jitter. */
export const LONGEST_PAUSE_MS = 10_000;
/** Of what it was, in a second: from nothing to nine tenths in 45 seconds, so with the longest pause within a minute. */
const RECOVERY_PER_SECOND = 0.02;
/** Where no rate was asked for and the carrier bears twice what it once refused, it is left alone again. */
const UNLIMITED_AT = 2;

export interface PaceOptions {
  /** null: no limit until the carrier says that it is too much. */
  segmentsPerSecond: number | null;
  /** A carrier that is slowed from no limit is asked for no less than this in a second at first. */
  windowSize: number;
  random: () => number;
}

interface Slowing {
  /** Nothing is written before this. */
  resumeAt: number;
  pauseMs: number;
  /** Segments a second at resumeAt, and what they were before it all. */
  from: number;
  target: number;
  /** Written earlier: refused for the same reason, not for a new one. */
  since: number;
  hasAccepted: boolean;
}

/**
 * When the next segment may be written: evenly spread by the rate asked for, and by less while the carrier throttles.
 * Additive increase, multiplicative decrease (Chiu and Jain 1989): each refusal halves the rate after a pause, then it
 * grows by the same step each second. Knows no clock and no timer: every question comes with its time.
 */
export class Pace {
  #nextAt = -Infinity;
  #slowing: Slowing | undefined;

  constructor(private options: PaceOptions) {}

  /** From now on this rate is asked for; a carrier that has slowed it is heeded all the same. */
  setRate(segmentsPerSecond: number | null): void {
    this.options = { ...this.options, segmentsPerSecond };
    this.#nextAt = -Infinity;
  }

  /** Segments a second that are allowed at this time; null: as many as the window lets through. */
  limit(nowMs: number): number | null {
    const { segmentsPerSecond } = this.options;
    if (!this.#slowing) return segmentsPerSecond;
    const { from, target, resumeAt } = this.#slowing;
    const grown = from + (stepOf(target) * Math.max(0, nowMs - resumeAt)) / 1_000;
    // Recovered from what it once refused: the rate may have been raised since.
    if (segmentsPerSecond !== null) return grown < target ? Math.min(segmentsPerSecond, grown) : segmentsPerSecond;
    return grown < UNLIMITED_AT * target ? grown : null;
  }

  isPaused(nowMs: number): boolean {
    return this.#slowing !== undefined && nowMs < this.#slowing.resumeAt;
  }

  /** How long until one segment may be written; 0: now. */
  waitMs(nowMs: number): number {
    return Math.max(0, this.#nextAt - nowMs, (this.#slowing?.resumeAt ?? nowMs) - nowMs);
  }

  wrote(nowMs: number, segments: number): void {
    const limit = this.limit(nowMs);
    if (limit === null) return;
    const dueAt = nowMs - this.#nextAt > CATCH_UP_MS ? nowMs : this.#nextAt;
    this.#nextAt = dueAt + (segments * SPREAD_MS) / limit;
  }

  accepted(): void {
    if (this.#slowing) this.#slowing.hasAccepted = true;
  }

  /**
   * The carrier refused, for its pace, what was written at writtenAt; acceptedPerSecond is what it took of late. False
   * when that was told already by another one of the same window.
   */
  refused(nowMs: number, { writtenAt, acceptedPerSecond }: { writtenAt: number; acceptedPerSecond: number }): boolean {
    if (this.#slowing && writtenAt <= this.#slowing.since) return false;
    const target = this.#targetAt(nowMs, acceptedPerSecond);
    const limit = this.limit(nowMs) ?? target;
    const pauseMs = this.#nextPauseMs();
    this.#slowing = {
      resumeAt: nowMs + pauseMs * (1 + this.options.random() / 10),
      pauseMs,
      from: Math.max(limit / 2, Math.min(1, target / 2)),
      target,
      since: nowMs,
      hasAccepted: false,
    };
    this.#nextAt = -Infinity;
    return true;
  }

  /** How long until it is as fast as before the carrier throttled, if nothing more happens; 0: it is. */
  slowedMs(nowMs: number): number {
    if (!this.#slowing) return 0;
    const { from, target, resumeAt } = this.#slowing;
    return Math.max(0, resumeAt + ((target - from) / stepOf(target)) * 1_000 - nowMs);
  }

  /** A carrier that still refuses while the rate is coming back has not changed what it bore before. */
  #targetAt(nowMs: number, acceptedPerSecond: number): number {
    const { segmentsPerSecond, windowSize } = this.options;
    if (segmentsPerSecond !== null) return segmentsPerSecond;
    if (this.#slowing && this.slowedMs(nowMs) > 0) return this.#slowing.target;
    return this.limit(nowMs) ?? Math.max(acceptedPerSecond, windowSize);
  }

  #nextPauseMs(): number {
    if (!this.#slowing || this.#slowing.hasAccepted) return SHORTEST_PAUSE_MS;
    return Math.min(LONGEST_PAUSE_MS, this.#slowing.pauseMs * 2);
  }
}

function stepOf(target: number): number {
  return target * RECOVERY_PER_SECOND;
}
