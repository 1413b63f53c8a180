import { describe, expect, test } from 'vitest';
import { nextSend, nextWrongCheck, resendAt } from './limits.js';
import { DEFAULT_POLICY, type Policy } from './policy.js';

const NOON = Date.UTC(2026, 10, 23, 12);

/** The time so many seconds from noon. */
function at(seconds: number): Date {
  return new Date(NOON + seconds * 1_000);
}

function times(...seconds: number[]): Date[] {
  return seconds.map(at);
}

/** Each second named, so many times in a row. */
function evenly(count: number, everySeconds: number): Date[] {
  return Array.from({ length: count }, (_, index) => at(index * everySeconds));
}

const NO_WAIT: Policy = { ...DEFAULT_POLICY, cooldownSeconds: [0] };
const policy = DEFAULT_POLICY;

describe('the wait between two sends', () => {
  test('the first send waits for nothing', () => {
    expect(nextSend({ sends: [], policy, now: at(0) })).toEqual({ kind: 'allowed' });
  });

  test.each([
    [1, [0], 30],
    [2, [0, 100], 160],
    [3, [0, 100, 200], 290],
    [4, [0, 200, 400, 700], 820],
  ])('after send number %i it is longer than before', (_number, sends, end) => {
    expect(nextSend({ sends: times(...sends), policy, now: at(end - 0.001) })).toEqual({
      kind: 'cooldown',
      until: at(end),
    });
    expect(nextSend({ sends: times(...sends), policy, now: at(end) })).toEqual({ kind: 'allowed' });
  });

  test('the last wait of the policy holds for all later sends', () => {
    const sends = times(0, 700, 1_400, 2_100, 2_800);
    expect(nextSend({ sends, policy, now: at(2_919) })).toEqual({ kind: 'cooldown', until: at(2_920) });
  });

  test('a send an hour ago no longer makes it longer', () => {
    expect(nextSend({ sends: times(0, 3_590), policy, now: at(3_599) })).toEqual({
      kind: 'cooldown',
      until: at(3_650),
    });
    expect(nextSend({ sends: times(0, 3_590), policy, now: at(3_600) })).toEqual({
      kind: 'cooldown',
      until: at(3_620),
    });
  });
});

describe('a window of sends', () => {
  test('is full with the fifth send in ten minutes, until the first of the five is ten minutes old', () => {
    const sends = evenly(5, 60);
    const full = { kind: 'window', limit: 5, seconds: 600, until: at(600) };
    expect(nextSend({ sends: sends.slice(0, 4), policy: NO_WAIT, now: at(240) })).toEqual({ kind: 'allowed' });
    expect(nextSend({ sends, policy: NO_WAIT, now: at(240) })).toEqual(full);
    expect(nextSend({ sends, policy: NO_WAIT, now: at(599.999) })).toEqual(full);
    expect(nextSend({ sends, policy: NO_WAIT, now: at(600) })).toEqual({ kind: 'allowed' });
  });

  test('of an hour is full with the eighth send', () => {
    const full = { kind: 'window', limit: 8, seconds: 3_600, until: at(3_600) };
    expect(nextSend({ sends: evenly(8, 200), policy: NO_WAIT, now: at(2_500) })).toEqual(full);
    expect(nextSend({ sends: evenly(7, 200), policy: NO_WAIT, now: at(2_500) })).toEqual({ kind: 'allowed' });
  });

  test('of a day is full with the twelfth send', () => {
    const full = { kind: 'window', limit: 12, seconds: 86_400, until: at(86_400) };
    expect(nextSend({ sends: evenly(12, 1_000), policy: NO_WAIT, now: at(15_000) })).toEqual(full);
    expect(nextSend({ sends: evenly(11, 1_000), policy: NO_WAIT, now: at(15_000) })).toEqual({ kind: 'allowed' });
  });

  test('of several that are full, the one that lasts longest is told', () => {
    const sends = [...evenly(7, 1_000), ...times(40_000, 40_001, 40_002, 40_003, 40_004)];
    expect(nextSend({ sends, policy: NO_WAIT, now: at(40_010) })).toMatchObject({ limit: 12, until: at(86_400) });
  });

  test('that ends after the wait is told instead of it, and the other way round', () => {
    const sends = times(0, 1, 2, 3, 599);
    expect(nextSend({ sends, policy, now: at(599) })).toEqual({ kind: 'cooldown', until: at(719) });
    expect(nextSend({ sends: times(0, 1, 2, 3, 300), policy, now: at(300) })).toEqual({
      kind: 'window',
      limit: 5,
      seconds: 600,
      until: at(600),
    });
  });
});

describe('the time of the next send', () => {
  test.each([
    ['after the first', [0], 30],
    ['after the second', [0, 30], 90],
    ['after the fifth, by the window', [0, 30, 90, 180, 300], 600],
    [
      'after sends that fill the day',
      [0, 3_700, 7_400, 11_100, 14_800, 18_500, 22_200, 25_900, 29_600, 33_300, 37_000, 40_700],
      86_400,
    ],
  ])('%s', (_name, sends, next) => {
    expect(resendAt({ sends: times(...sends), policy })).toEqual(at(next));
  });

  test('is any time where nothing was sent', () => {
    expect(resendAt({ sends: [], policy })).toEqual(new Date(0));
  });
});

describe('wrong checks', () => {
  test('the tenth in an hour closes the number to checks until the first is an hour old', () => {
    const wrongChecks = evenly(10, 60);
    const full = { kind: 'window', limit: 10, seconds: 3_600, until: at(3_600) };
    expect(nextWrongCheck({ wrongChecks: wrongChecks.slice(1), policy, now: at(600) })).toEqual({ kind: 'allowed' });
    expect(nextWrongCheck({ wrongChecks, policy, now: at(600) })).toEqual(full);
    expect(nextWrongCheck({ wrongChecks, policy, now: at(3_600) })).toEqual({ kind: 'allowed' });
  });

  test('the twentieth in a day closes it until the first is a day old', () => {
    const full = { kind: 'window', limit: 20, seconds: 86_400, until: at(86_400) };
    expect(nextWrongCheck({ wrongChecks: evenly(20, 1_000), policy, now: at(20_000) })).toEqual(full);
    expect(nextWrongCheck({ wrongChecks: evenly(19, 1_000), policy, now: at(20_000) })).toEqual({ kind: 'allowed' });
  });

  test('wait for nothing else: there is no pause between two checks', () => {
    expect(nextWrongCheck({ wrongChecks: times(0), policy, now: at(0) })).toEqual({ kind: 'allowed' });
    expect(nextWrongCheck({ wrongChecks: [], policy, now: at(0) })).toEqual({ kind: 'allowed' });
  });
});
