import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Backoff } from './backoff.js';

const BOUNDS = { minMs: 1_000, maxMs: 60_000 };

function waits(random: number, count: number, commandStatus?: number): (number | undefined)[] {
  const backoff = new Backoff({ ...BOUNDS, random: () => random });
  return Array.from({ length: count }, () => backoff.next(commandStatus));
}

test('the ceiling doubles up to its maximum, the floor stays', () => {
  expect(waits(1, 8)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(waits(0, 4)).toEqual([1_000, 1_000, 1_000, 1_000]);
  expect(waits(0.5, 4)).toEqual([1_500, 2_500, 4_500, 8_500]);
});

test('every wait lies within the bounds, however many failures there were', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (random) => {
      const all = waits(random, 1_100).map(Number);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(1_000);
      expect(Math.max(...all)).toBeLessThanOrEqual(60_000);
    }),
    { numRuns: 20 },
  );
});

test('two links that fail together do not come back together', () => {
  const backoff = new Backoff({ ...BOUNDS, random: Math.random });
  expect(new Set(Array.from({ length: 50 }, () => backoff.next())).size).toBeGreaterThan(25);
});

test.each([
  ['RALYBND', 0x05],
  ['RBINDFAIL, which may mean the same', 0x0d],
])('a session that the carrier still holds is waited out, 30 to 120 seconds: %s', (_name, status) => {
  expect(waits(0, 7, status)).toEqual(Array(7).fill(30_000));
  expect(waits(1, 2, status)).toEqual([120_000, 120_000]);
});

describe('refused credentials are tried five times and no more, lest the account be locked', () => {
  test.each([
    ['RINVPASWD', 0x0e],
    ['RINVSYSID', 0x0f],
    ['RINVSYSTYP', 0x53],
  ])('%s', (_name, status) => {
    expect(waits(0, 7, status)).toEqual([1_000, 1_000, 1_000, 1_000, undefined, undefined, undefined]);
  });

  test('whichever of them is refused, and whatever else fails in between', () => {
    const backoff = new Backoff({ ...BOUNDS, random: () => 0 });
    const statuses = [0x0e, 0x0f, undefined, 0x53, 0x08, 0x0e, 0x0e];
    expect(statuses.map((status) => backoff.next(status))).toEqual([
      1_000,
      1_000,
      1_000,
      1_000,
      1_000,
      1_000,
      undefined,
    ]);
  });

  test('counted anew once the carrier took them', () => {
    const backoff = new Backoff({ ...BOUNDS, random: () => 0 });
    for (let attempt = 1; attempt < 5; attempt++) backoff.next(0x0e);
    backoff.accepted();
    expect(Array.from({ length: 5 }, () => backoff.next(0x0e))).toEqual([1_000, 1_000, 1_000, 1_000, undefined]);
  });
});

test.each([
  ['RSYSERR', 0x08],
  ['RTHROTTLED', 0x58],
  ['a code of the vendor', 0x401],
])('any other refusal waits like a lost connection: %s', (_name, status) => {
  expect(waits(1, 2, status)).toEqual([2_000, 4_000]);
});

test('after a reset the next wait is short again', () => {
  const backoff = new Backoff({ ...BOUNDS, random: () => 1 });
  for (let failure = 0; failure < 5; failure++) backoff.next();
  backoff.reset();
  expect(backoff.next()).toBe(2_000);
});

test('a maximum below the minimum is the minimum', () => {
  expect(new Backoff({ minMs: 5_000, maxMs: 1_000, random: () => 1 }).next()).toBe(5_000);
});
