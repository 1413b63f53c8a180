import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, findIdleWindow, validatePolicy, type Policy } from './policy.js';

const windows = (...pairs: [limit: number, seconds: number][]) => pairs.map(([limit, seconds]) => ({ limit, seconds }));

test('the defaults are the documented ones', () => {
  expect(DEFAULT_POLICY).toEqual({
    codeLength: 6,
    lifeSeconds: 600,
    maxChecks: 5,
    maxSends: 5,
    cooldownSeconds: [30, 60, 90, 120],
    sendWindows: [
      { limit: 5, seconds: 600 },
      { limit: 8, seconds: 3_600 },
      { limit: 12, seconds: 86_400 },
    ],
    wrongCheckWindows: [
      { limit: 10, seconds: 3_600 },
      { limit: 20, seconds: 86_400 },
    ],
    resend: 'same',
  });
  expect(validatePolicy(DEFAULT_POLICY)).toEqual([]);
});

test.each<[string, Partial<Policy>]>([
  ['the shortest code', { codeLength: 4 }],
  ['the longest code', { codeLength: 10 }],
  ['the shortest life', { lifeSeconds: 60 }],
  ['one check', { maxChecks: 1 }],
  ['one send', { maxSends: 1 }],
  ['no wait', { cooldownSeconds: [0] }],
  ['a wait of an hour', { cooldownSeconds: [3_600] }],
  ['no windows', { sendWindows: [], wrongCheckWindows: [] }],
  ['a new code at each resend', { resend: 'new' }],
])('a policy at its bounds may be used: %s', (_name, changed) => {
  expect(validatePolicy({ ...DEFAULT_POLICY, ...changed })).toEqual([]);
});

describe('a policy that would not hold is refused', () => {
  const length = 'codeLength must be a whole number from 4 to 10';
  const life = 'lifeSeconds must be a whole number from 60 to 600';
  const checks = 'maxChecks must be a whole number from 1 to 10';
  const sends = 'maxSends must be a whole number from 1 to 10';
  const cooldown = 'cooldownSeconds must name at least one wait, each a whole number from 0 to 3600';
  const sendWindows = 'sendWindows must have whole numbers from 1 as limits and seconds';
  const order = 'sendWindows must each be longer than the one before and allow more';
  const wrongCheckWindows = 'wrongCheckWindows must have whole numbers from 1 as limits and seconds';

  test.each<[string, Partial<Policy>, string]>([
    ['3 digits', { codeLength: 3 }, length],
    ['11 digits', { codeLength: 11 }, length],
    ['half a digit', { codeLength: 6.5 }, length],
    ['a length that is no number', { codeLength: Number.NaN }, length],
    ['59 seconds', { lifeSeconds: 59 }, life],
    ['601 seconds', { lifeSeconds: 601 }, life],
    ['a life without end', { lifeSeconds: Number.POSITIVE_INFINITY }, life],
    ['no check', { maxChecks: 0 }, checks],
    ['11 checks', { maxChecks: 11 }, checks],
    ['no send', { maxSends: 0 }, sends],
    ['11 sends', { maxSends: 11 }, sends],
    ['no wait named', { cooldownSeconds: [] }, cooldown],
    ['a wait below zero', { cooldownSeconds: [30, -1] }, cooldown],
    ['a wait that is no number', { cooldownSeconds: [Number.NaN] }, cooldown],
    ['a wait longer than what is remembered', { cooldownSeconds: [3_601] }, cooldown],
    ['a window for nothing', { sendWindows: [{ limit: 0, seconds: 60 }] }, sendWindows],
    ['a window that is never full', { sendWindows: [{ limit: 1.5, seconds: 60 }] }, sendWindows],
    ['a window without a limit', { sendWindows: [{ limit: Number.NaN, seconds: 60 }] }, sendWindows],
    ['a longer window that allows no more', { sendWindows: windows([5, 600], [5, 3_600]) }, order],
    ['a window that allows more in less time', { sendWindows: windows([5, 600], [8, 600]) }, order],
    ['a window of no time', { wrongCheckWindows: [{ limit: 1, seconds: 0 }] }, wrongCheckWindows],
    [
      'a window without end',
      { wrongCheckWindows: [{ limit: 1, seconds: Number.POSITIVE_INFINITY }] },
      wrongCheckWindows,
    ],
  ])('%s', (_name, changed, problem) => {
    expect(validatePolicy({ ...DEFAULT_POLICY, ...changed })).toEqual([problem]);
  });

  test('of windows the first one that is of no use is found', () => {
    expect(findIdleWindow(windows([5, 600], [8, 3_600], [8, 86_400], [1, 1]))).toBe(2);
    expect(findIdleWindow(DEFAULT_POLICY.sendWindows)).toBeUndefined();
  });

  test('all problems are told at once', () => {
    const policy = { ...DEFAULT_POLICY, codeLength: 3, lifeSeconds: 0, maxChecks: 0, maxSends: 0, cooldownSeconds: [] };
    expect(validatePolicy(policy)).toEqual([length, life, checks, sends, cooldown]);
  });
});
