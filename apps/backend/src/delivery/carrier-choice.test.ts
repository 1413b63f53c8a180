import { describe, expect, test } from 'vitest';
import { canFailOver, chooseCarrier, remainingCarriers, type Tried } from './carrier-choice.js';

const tried = (carrierId: string, outcome: Tried['outcome'], changes: Partial<Tried> = {}): Tried => ({
  carrier_id: carrierId,
  outcome,
  reason: null,
  command_status: null,
  ...changes,
});
const THROTTLED = { command_status: 0x58 };
const REFUSED_SENDER = { command_status: 0x0a };
const everywhere = () => true;
const only = (carrierId: string) => (other: string) => other === carrierId;
const choose = (past: readonly Tried[], hasRoom: (carrierId: string) => boolean = everywhere) =>
  chooseCarrier(remainingCarriers(['a', 'b', 'c'], past), past, hasRoom);

describe('the next attempt goes to', () => {
  test.each([
    ['the first of the plan', [], 'a'],
    ['the next, when the first has throttled it', [tried('a', 'refused', THROTTLED)], 'b'],
    ['the next, when the first left it unanswered', [tried('a', 'unknown', { reason: 'timeout' })], 'b'],
    ['the first again, when it never got there', [tried('a', 'not_sent')], 'a'],
    [
      'the one whose turn is longest ago, when all have throttled it',
      ['b', 'a', 'c', 'b'].map((id) => tried(id, 'refused', THROTTLED)),
      'a',
    ],
    [
      'none that has refused it for good',
      [tried('a', 'refused', REFUSED_SENDER), tried('b', 'refused', THROTTLED)],
      'c',
    ],
  ])('%s', (_, past, carrierId) => {
    expect(choose(past)).toEqual({ kind: 'submit', carrierId });
  });

  test('a carrier with room only, though it had its turn; without any it waits', () => {
    const past = [tried('b', 'refused', THROTTLED)];
    expect(choose(past, only('b'))).toEqual({ kind: 'submit', carrierId: 'b' });
    expect(choose(past, () => false)).toEqual({ kind: 'postpone' });
  });
});

test('two attempts that carriers left unanswered are enough, those of lost senders do not count', () => {
  const lost = tried('a', 'unknown', { reason: 'sender_lost' });
  const silent = [tried('a', 'unknown', { reason: 'timeout' }), tried('b', 'unknown', { reason: 'closed' })];
  expect(choose([lost, lost, lost, silent[0]!])).toEqual({ kind: 'submit', carrierId: 'b' });
  expect(choose([lost, ...silent])).toEqual({ kind: 'hold' });
});

test('fail over means to a carrier with room that has not had the message', () => {
  const past = [tried('a', 'refused', THROTTLED)];
  expect(canFailOver(['a', 'b'], past, everywhere)).toBe(true);
  expect(canFailOver(['a', 'b'], past, only('a'))).toBe(false);
  expect(canFailOver(['a'], past, everywhere)).toBe(false);
});
