import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from './pace.js';

const T = 1_000_000;

/** A carrier that takes so many in each second of its clock, and a bind that always has something to write. */
class Busy {
  readonly accepted: number[] = [];
  readonly refused: number[] = [];
  #inSecond = new Map<number, number>();

  constructor(
    private readonly pace: Pace,
    private readonly allows: (nowMs: number) => number,
  ) {}

  /** Writes as soon as it may, until the time given; each answer comes at once. */
  run(fromMs: number, untilMs: number): void {
    for (let now = fromMs; ;) {
      now += this.pace.waitMs(now) || 1;
      if (now >= untilMs) return;
      this.pace.wrote(now, 1);
      this.#answer(now);
    }
  }

  acceptedBetween(fromMs: number, untilMs: number): number {
    return this.accepted.filter((at) => at >= fromMs && at < untilMs).length;
  }

  #answer(now: number): void {
    const second = Math.floor(now / 1_000);
    const count = (this.#inSecond.get(second) ?? 0) + 1;
    if (count > this.allows(now)) {
      this.refused.push(now);
      this.pace.refused(now, { writtenAt: now, acceptedPerSecond: this.acceptedBetween(now - 1_000, now) });
      return;
    }
    this.#inSecond.set(second, count);
    this.accepted.push(now);
    this.pace.accepted();
  }
}

const pace = (segmentsPerSecond: number | null, windowSize = 10) =>
  new Pace({ segmentsPerSecond, windowSize, random: () => 0 });

describe('the rate asked for', () => {
  test('is exceeded in no second, whatever the rate, also after a rest and when timers are late', () => {
    const lateMs = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 3_000 }), lateMs, (rate, restMs, late) => {
        const one = pace(rate);
        const written: number[] = [];
        for (let now = T; now < T + 2_500; now += late[written.length % late.length] ?? 0) {
          if (now > T + 1_200 && (written.at(-1) ?? now) < T + 1_200) now += restMs;
          for (now += one.waitMs(now); one.waitMs(now) === 0;) {
            one.wrote(now, 1);
            written.push(now);
          }
        }
        for (const [index, at] of written.entries()) {
          const next = written[index + rate];
          if (next !== undefined) expect(next - at).toBeGreaterThan(999.99);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('is reached although timers are late', () => {
    const one = pace(100);
    let [now, written] = [T, 0];
    while (now < T + 10_000) {
      now += Math.ceil(one.waitMs(now)) + 7;
      while (one.waitMs(now) === 0) {
        one.wrote(now, 1);
        written++;
      }
    }
    expect(written).toBeGreaterThanOrEqual(975);
    expect(written).toBeLessThanOrEqual(1_000);
  });

  test('counts segments: three of them take the time of three', () => {
    const one = pace(3);
    one.wrote(T, 3);
    expect(one.waitMs(T)).toBe(1_020);
    expect(one.waitMs(T + 1_020)).toBe(0);
  });

  test('may be less than one in a second', () => {
    const one = pace(0.1);
    one.wrote(T, 1);
    expect(one.waitMs(T)).toBe(10_200);
  });

  test('when there is none nothing waits', () => {
    const one = pace(null);
    for (let count = 0; count < 1_000; count++) one.wrote(T, 1);
    expect([one.waitMs(T), one.limit(T)]).toEqual([0, null]);
  });
});

describe('a carrier that throttles', () => {
  const refused = (one: Pace, now: number, writtenAt = now) => one.refused(now, { writtenAt, acceptedPerSecond: 0 });

  test('gets nothing for a second, then half of what it got', () => {
    const one = pace(100);
    expect(refused(one, T)).toBe(true);
    expect([one.isPaused(T + 999), one.waitMs(T), one.limit(T)]).toEqual([true, 1_000, 50]);
    expect([one.isPaused(T + 1_000), one.waitMs(T + 1_000), one.limit(T + 1_000)]).toEqual([false, 0, 50]);
  });

  test('is heard once for all that was under way together', () => {
    const one = pace(100);
    expect([refused(one, T), refused(one, T + 5, T - 3), refused(one, T + 300, T)]).toEqual([true, false, false]);
    expect(one.limit(T + 1_000)).toBe(50);
  });

  test('and takes nothing after a pause gets a longer one, up to ten seconds; one taken makes it short again', () => {
    const one = pace(100);
    const pauses: number[] = [];
    let now = T;
    for (let round = 0; round < 7; round++) {
      refused(one, now);
      pauses.push(one.waitMs(now));
      now += one.waitMs(now);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
    one.accepted();
    refused(one, now);
    expect(one.waitMs(now)).toBe(1_000);
  });

  test('slows two binds that do not come back together', () => {
    const resumed = [0, 0.5, 0.999].map((random) => {
      const one = new Pace({ segmentsPerSecond: 10, windowSize: 10, random: () => random });
      refused(one, T);
      return Math.round(one.waitMs(T));
    });
    expect(resumed).toEqual([1_000, 1_050, 1_100]);
  });

  test('gets the whole rate again by equal steps, nine tenths of it within a minute however deep it fell', () => {
    const one = pace(100);
    let now = T;
    for (let round = 0; round < 12; round++) {
      refused(one, now);
      now += one.waitMs(now);
    }
    const last = now - 10_000;
    expect(one.limit(now)).toBe(1);
    expect([now + 10_000, now + 20_000].map((at) => one.limit(at))).toEqual([21, 41]);
    expect(one.limit(last + 60_000)).toBeGreaterThanOrEqual(90);
    expect(one.limit(now + 49_500)).toBe(100);
    expect([one.slowedMs(now), one.slowedMs(now + 49_500)]).toEqual([49_500, 0]);
  });

  test('and has recovered is given a rate that is raised later, at once', () => {
    const one = pace(20);
    refused(one, T);
    one.setRate(100);
    expect(one.limit(T + 1_000)).toBe(10);
    expect(one.limit(T + 26_000)).toBe(100);
    one.setRate(5);
    expect(one.limit(T + 26_000)).toBe(5);
  });

  test('for twenty seconds takes as much as before within a minute of their end, and nothing more is refused', () => {
    const one = pace(100);
    const busy = new Busy(one, (now) => (now < T + 20_000 ? 20 : 100));
    busy.run(T - 10_000, T + 90_000);
    expect(busy.acceptedBetween(T + 10_000, T + 20_000)).toBeGreaterThan(50);
    expect(busy.acceptedBetween(T + 79_000, T + 80_000)).toBeGreaterThanOrEqual(90);
    expect(busy.refused.filter((at) => at >= T + 20_000)).toEqual([]);
  });

  test.each([10, 100])('though no rate was agreed, %i a second: gets nine tenths of that, again and again', (n) => {
    const one = pace(null);
    const busy = new Busy(one, () => n);
    busy.run(T, T + 180_000);
    for (let minute = 0; minute < 3; minute++) {
      const best = Array.from({ length: 60 }, (_, second) => {
        const from = T + minute * 60_000 + second * 1_000;
        return busy.acceptedBetween(from, from + 1_000);
      });
      expect(Math.max(...best)).toBeGreaterThanOrEqual(0.9 * n);
    }
    expect(busy.accepted.length / 180).toBeGreaterThan(0.6 * n);
    expect(busy.refused.length).toBeLessThan(15);
  });

  test('once, and then bears twice what it bore, is limited no longer', () => {
    const one = pace(null);
    one.refused(T, { writtenAt: T, acceptedPerSecond: 200 });
    expect([one.limit(T + 1_000), one.limit(T + 26_000), one.slowedMs(T + 26_000)]).toEqual([100, 200, 0]);
    expect(one.limit(T + 76_000)).toBe(null);
  });

  test('when little was sent is asked for no less than a window in a second', () => {
    const one = pace(null, 20);
    one.refused(T, { writtenAt: T, acceptedPerSecond: 1 });
    expect(one.limit(T)).toBe(10);
  });
});
