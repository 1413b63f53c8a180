import { expect, test } from 'vitest';
import { stateLine } from './state-line';
import { rowOf, verificationOf } from './verification-fixture';

const standings = (changes: Parameters<typeof verificationOf>[0]) =>
  Object.fromEntries(stateLine(verificationOf(changes)).map(({ key, standing }) => [key, standing]));

test('of one that is pending, what has not happened may come yet', () => {
  expect(standings({})).toEqual({ started: 'done', sent: 'done', arrived: 'done', checked: 'ahead', ended: 'ahead' });
});

test('of one that has ended, what has not happened will not', () => {
  const unsent = [rowOf({ status: 'failed', submitted_at: null })];
  expect(standings({ status: 'expired', messages: unsent })).toEqual({
    started: 'done',
    sent: 'missed',
    arrived: 'missed',
    checked: 'missed',
    ended: 'done',
  });
});

test('of several messages the first that came counts', () => {
  const messages = [
    rowOf({ ended_at: '2026-11-25T12:01:00.000Z', submitted_at: '2026-11-25T12:00:40.000Z' }),
    rowOf({ status: 'undelivered', submitted_at: '2026-11-25T12:00:01.000Z', ended_at: '2026-11-25T12:00:05.000Z' }),
  ];
  const [, sent, arrived] = stateLine(verificationOf({ messages }));
  expect([sent?.at, arrived?.at]).toEqual(['2026-11-25T12:00:01.000Z', '2026-11-25T12:01:00.000Z']);
});
