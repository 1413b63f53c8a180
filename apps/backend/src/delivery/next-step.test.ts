import { CarrierSettings } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AnswerRules } from '../sms-transport/answer-rules.js';
import type { Tried } from './carrier-choice.js';
import { nextStep } from './next-step.js';
import { joinOutcomes, type SubmissionOutcome } from './submit.js';

const refused = (action: 'retry' | 'fail_over' | 'permanent', commandStatus = 0x58): SubmissionOutcome => ({
  kind: 'refused',
  commandStatus,
  name: 'ESME_X',
  action,
  isKnown: true,
});
const notPrepared = { kind: 'not_sent', reason: 'not_prepared' } as const;
const failure: Tried = {
  carrier_id: 'a',
  outcome: 'not_sent',
  reason: 'not_prepared',
  command_status: null,
  has_receipt: false,
};
const silence: Tried = { ...failure, outcome: 'unknown', reason: 'timeout' };

interface Given {
  readonly plan?: readonly string[];
  readonly past?: readonly Tried[];
  readonly room?: readonly string[];
  readonly settings?: Partial<CarrierSettings>;
}

const step = (
  outcome: SubmissionOutcome,
  { plan = ['a', 'b'], past = [], room = ['a', 'b'], settings = {} }: Given = {},
) =>
  nextStep(outcome, {
    carrierId: 'a',
    past,
    plan,
    hasRoom: (id) => room.includes(id),
    rulesOf: () => new AnswerRules({ settings: CarrierSettings.parse(settings) }),
  });

describe('after a refusal that may pass', () => {
  test('another carrier with room takes the message at once', () => {
    expect(step(refused('retry'))).toMatchObject({ next: 'submitting', retryInMs: 0, queue: 'a b' });
  });

  test.each([
    ['there is no other', { plan: ['a'] }, 'a'],
    ['the other has no room', { room: ['a'] }, 'a b'],
  ])('the message waits when %s', (_, circumstances, queue) => {
    expect(step(refused('retry'), circumstances)).toMatchObject({ next: 'submitting', retryInMs: 1_000, queue });
  });
});

test('a refusal for good leaves the carriers that remain; the last one ends the message', () => {
  expect(step(refused('fail_over', 0x0a))).toMatchObject({ next: 'submitting', retryInMs: 0, queue: 'b' });
  expect(step(refused('fail_over', 0x0a), { plan: ['a'] })).toMatchObject({ next: 'failed', queue: null });
  expect(step(refused('permanent', 0x0b))).toMatchObject({ next: 'failed', reason: 'ESME_X', commandStatus: 0x0b });
});

test('what this node cannot prepare is left to others, longer and longer, and never ended', () => {
  const waits = [0, 1, 2, 3].map((count) => step(notPrepared, { past: Array<Tried>(count).fill(failure) }));
  expect(waits.map(({ next, retryInMs }) => [next, retryInMs])).toEqual([
    ['submitting', 1_000],
    ['submitting', 2_000],
    ['submitting', 30_000],
    ['submitting', 30_000],
  ]);
});

describe('a message that a carrier took', () => {
  const taken = { kind: 'submitted' } as const;

  test('rests, where nobody asked for a receipt in time', () => {
    expect(step(taken)).toMatchObject({ next: 'submitted', retryInMs: null, queue: null });
  });

  test('is due again for the carriers that have not had it, where a receipt has to come in time', () => {
    const settings = { receipt_within_seconds: 20 };
    expect(step(taken, { settings })).toMatchObject({ next: 'submitted', retryInMs: 20_000, queue: 'b' });
    expect(step(taken, { settings, plan: ['a'] })).toMatchObject({ next: 'submitted', retryInMs: null });
  });

  test('a second time is enough: a third text would be a nuisance', () => {
    const settings = { receipt_within_seconds: 20 };
    const past: Tried[] = [{ ...failure, carrier_id: 'b', outcome: 'submitted', reason: null }];
    expect(step(taken, { settings, plan: ['b', 'a', 'c'], past })).toMatchObject({
      next: 'submitted',
      retryInMs: null,
    });
  });
});

describe('after silence', () => {
  const silent = { kind: 'unknown', reason: 'timeout' } as const;

  test('the same code goes out once more at once, unless its carrier is to be waited for', () => {
    expect(step(silent)).toMatchObject({ next: 'submitting', retryInMs: 0, queue: 'a b' });
    const wait = { unknown_outcome: 'wait', receipt_within_seconds: 20 } as const;
    expect(step(silent, { settings: wait })).toMatchObject({ next: 'submitting', retryInMs: 20_000, queue: 'b' });
  });

  test('of a carrier that is waited for without a limit the end of the life decides', () => {
    const { next, retryInMs } = step(silent, { settings: { unknown_outcome: 'wait' } });
    expect(next).toBe('submitting');
    expect(retryInMs).toBeGreaterThanOrEqual(3_600_000);
  });

  test('a refusal elsewhere ends nothing: the silent one may have sent it, and its receipt is waited for', () => {
    const past = [{ ...silence, carrier_id: 'b' }];
    const { next, retryInMs } = step(refused('permanent', 0x0b), { past });
    expect(next).toBe('submitting');
    expect(retryInMs).toBeGreaterThanOrEqual(3_600_000);
    expect(step(refused('permanent', 0x0b), { past: [{ ...silence, reason: 'sender_lost' }] })).toMatchObject({
      next: 'failed',
    });
  });
});

describe('a code that no table knows', () => {
  const unknown = refused('fail_over', 0x7777);
  const past: Tried[] = [
    { ...failure, carrier_id: 'b', outcome: 'refused', reason: '0x00007777', command_status: 0x7777 },
  ];
  const plan = ['b', 'a', 'c'];

  test('fails over once', () => {
    expect(step(unknown, { plan })).toMatchObject({ next: 'submitting', retryInMs: 0, queue: 'b c' });
    expect(step(unknown, { plan, past })).toMatchObject({ next: 'failed', reason: 'ESME_X' });
  });

  test("is known once the carrier's own table says what it means, and a vendor's always fails over", () => {
    expect(step(unknown, { plan, past, settings: { status_actions: { '0x00007777': 'fail_over' } } })).toMatchObject({
      next: 'submitting',
      queue: 'c',
    });
    const vendors: Tried[] = [{ ...past[0]!, command_status: 0x432 }];
    expect(step(refused('fail_over', 0x401), { plan, past: vendors })).toMatchObject({
      next: 'submitting',
      queue: 'c',
    });
  });
});

describe('a text of several parts', () => {
  const taken = (smscMessageId: string) => ({ kind: 'submitted', smscMessageId }) as const;

  test('taken whole is submitted under all its ids', () => {
    expect(joinOutcomes([taken('x'), taken('y')])).toEqual({ kind: 'submitted', partIds: ['x', 'y'] });
  });

  test('of which a part was refused has failed, once: no carrier gets the rest again', () => {
    const refusal = {
      kind: 'refused',
      commandStatus: 0x0a,
      name: 'ESME_RINVSRCADR',
      action: 'fail_over',
      isKnown: true,
    } as const;
    const outcome = joinOutcomes([taken('x'), refusal, taken('z')]);
    expect(outcome).toMatchObject({ action: 'permanent', partIds: ['x', null, 'z'] });
    expect(step(outcome)).toMatchObject({ next: 'failed' });
    expect(step(joinOutcomes([refusal, refusal]))).toMatchObject({ next: 'submitting', queue: 'b' });
  });

  test('of which a part only has to wait is repeated, and what was taken keeps its id', () => {
    const throttled = {
      kind: 'refused',
      commandStatus: 0x58,
      name: 'ESME_RTHROTTLED',
      action: 'retry',
      isKnown: true,
    } as const;
    const outcome = joinOutcomes([taken('x'), throttled]);
    expect(outcome).toMatchObject({ action: 'retry', partIds: ['x', null] });
    expect(step(outcome)).toMatchObject({ next: 'submitting' });
  });

  test('of which a part was not written is unknown: the rest may be on the phone', () => {
    const outcome = joinOutcomes([taken('x'), { kind: 'not_sent', reason: 'mute' }]);
    expect(outcome).toEqual({ kind: 'unknown', reason: 'closed', partIds: ['x', null] });
  });
});
