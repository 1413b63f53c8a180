import type { Settings } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { changedTimes, readTime, typedTimes } from './times';

const SETTINGS: Settings = {
  version: 1,
  brand: 'Codewire',
  console_language: 'en',
  second_factor: 'any',
  idle_minutes: 30,
  absolute_hours: 12,
  step_up_minutes: 10,
  without_passkey: 0,
  privileged_without_passkey: 0,
};

describe('a time is', () => {
  test.each([
    ['5', 5],
    [' 240 ', 240],
    ['٣٠', 30],
    ['３０', 30],
  ])('%s', (typed, value) => expect(readTime('idle_minutes', typed)).toBe(value));

  test.each(['', '4', '241', '5.5', '-5', '5m', '1e1'])('not %s', (typed) =>
    expect(readTime('idle_minutes', typed)).toBeUndefined(),
  );
});

test('only what is another than before is changed, and nothing where one is wrong', () => {
  const typed = typedTimes(SETTINGS);
  expect(changedTimes(SETTINGS, typed)).toEqual({});
  expect(changedTimes(SETTINGS, { ...typed, absolute_hours: '8' })).toEqual({ absolute_hours: 8 });
  expect(changedTimes(SETTINGS, { ...typed, absolute_hours: '8', idle_minutes: 'x' })).toBeUndefined();
});
