import { expect, test } from 'vitest';
import { isLate, LATE } from './late-rows';

const OF_ONE = { verification: ['ver_1'], status: [] };
const answered = (rows: number, dataUpdateCount: number, is_partial = false) => ({
  data: { data: Array.from({ length: rows }), is_partial },
  dataUpdateCount,
});

test('the messages of a verification are waited for until one is there', () => {
  expect(isLate(OF_ONE, answered(0, 0))).toBe(true);
  expect(isLate(OF_ONE, answered(1, 0))).toBe(false);
});

test('a verification without messages is told as that in the end', () => {
  expect(isLate(OF_ONE, answered(0, LATE.times - 1))).toBe(true);
  expect(isLate(OF_ONE, answered(0, LATE.times))).toBe(false);
});

test('nothing else is waited for: no other filter, no search that ended early, no answer that is on its way', () => {
  expect(isLate({ verification: [], status: ['queued'] }, answered(0, 0))).toBe(false);
  expect(isLate({ status: ['queued'] }, answered(0, 0))).toBe(false);
  expect(isLate(OF_ONE, answered(0, 0, true))).toBe(false);
  expect(isLate(OF_ONE, { data: undefined, dataUpdateCount: 0 })).toBe(false);
});
