import { describe, expect, test } from 'vitest';
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
const failure: Tried = { carrier_id: 'a', outcome: 'not_sent', reason: 'not_prepared', command_status: null };

const step = (outcome: SubmissionOutcome, { plan = ['a', 'b'], past = [] as Tried[], room = ['a', 'b'] } = {}) =>
  nextStep(outcome, { carrierId: 'a', past, plan, hasRoom: (id) => room.includes(id) });

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
