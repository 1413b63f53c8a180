import { expect, test } from 'vitest';
import { FullQueues } from './full-queues.js';

const T = 1_000_000;

test('the second time for one number it is the queue of that phone', () => {
  const queues = new FullQueues();
  expect(queues.isAgain('1', { writtenAt: T, nowMs: T + 5 })).toBe(false);
  expect(queues.isAgain('2', { writtenAt: T, nowMs: T + 6 })).toBe(false);
  expect(queues.isAgain('1', { writtenAt: T + 1_000, nowMs: T + 1_005 })).toBe(true);
});

test('parts that were written together are refused together: that is once', () => {
  const queues = new FullQueues();
  queues.isAgain('1', { writtenAt: T, nowMs: T + 5 });
  expect(queues.isAgain('1', { writtenAt: T + 1, nowMs: T + 6 })).toBe(false);
});

test('a number whose message was taken begins anew, and so does one after a minute', () => {
  const queues = new FullQueues();
  for (const number of ['1', '2']) queues.isAgain(number, { writtenAt: T, nowMs: T });
  queues.taken('1');
  expect(queues.isAgain('1', { writtenAt: T + 9, nowMs: T + 9 })).toBe(false);
  expect(queues.isAgain('2', { writtenAt: T + 60_001, nowMs: T + 60_001 })).toBe(false);
});
