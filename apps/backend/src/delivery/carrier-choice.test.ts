import { CarrierSettings } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AnswerRules } from '../sms-transport/answer-rules.js';
import { canFailOver, chooseCarrier, remainingCarriers, type RulesOf, type Tried } from './carrier-choice.js';

const tried = (carrierId: string, outcome: Tried['outcome'], changes: Partial<Tried> = {}): Tried => ({
  carrier_id: carrierId,
  outcome,
  reason: null,
  command_status: null,
  has_receipt: false,
  ...changes,
});
const rules = (settings: Partial<CarrierSettings> = {}) =>
  new AnswerRules({ settings: CarrierSettings.parse(settings) });
const usual: RulesOf = () => rules();
const THROTTLED = { command_status: 0x58 };
const REFUSED_SENDER = { command_status: 0x0a };
const everywhere = () => true;
const only = (carrierId: string) => (other: string) => other === carrierId;
const choose = (past: readonly Tried[], hasRoom: (carrierId: string) => boolean = everywhere) =>
  chooseCarrier(remainingCarriers(['a', 'b', 'c'], past, usual), past, hasRoom);

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

describe('what remains', () => {
  const remaining = (past: readonly Tried[], rulesOf: RulesOf = usual) => remainingCarriers(['a', 'b'], past, rulesOf);

  test('is without the carrier that has the message: no carrier sends it twice for want of a receipt', () => {
    expect(remaining([tried('a', 'submitted')])).toEqual(['b']);
  });

  test('after silence is every carrier, or where the carrier is waited for the others', () => {
    const silent = [tried('a', 'unknown', { reason: 'timeout' })];
    expect(remaining(silent)).toEqual(['a', 'b']);
    expect(remaining(silent, () => rules({ unknown_outcome: 'wait' }))).toEqual(['b']);
    expect(
      remaining([tried('a', 'unknown', { reason: 'sender_lost' })], () => rules({ unknown_outcome: 'wait' })),
    ).toEqual(['a', 'b']);
  });

  test('goes by what the carrier itself means by its codes', () => {
    const own: RulesOf = (id) =>
      rules({ status_actions: id === 'a' ? { '0x00000058': 'fail_over', '0x0000000A': 'retry' } : {} });
    expect(remaining([tried('a', 'refused', THROTTLED)], own)).toEqual(['b']);
    expect(remaining([tried('a', 'refused', REFUSED_SENDER)], own)).toEqual(['a', 'b']);
    expect(remaining([tried('b', 'refused', REFUSED_SENDER)], own)).toEqual(['a']);
  });
});

test('a message that is known to have arrived in part, or to have failed, is not sent again', () => {
  expect(choose([tried('a', 'submitted', { has_receipt: true })])).toEqual({ kind: 'hold' });
  expect(choose([tried('a', 'submitted')])).toEqual({ kind: 'submit', carrierId: 'b' });
  expect(choose([tried('a', 'submitted'), tried('b', 'submitted')])).toEqual({ kind: 'hold' });
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
