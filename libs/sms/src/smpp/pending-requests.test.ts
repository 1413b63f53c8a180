import { describe, expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.js';
import { PendingRequests, type Answer } from './pending-requests.js';

const ENQUIRE_LINK = 0x15;
const ENQUIRE_LINK_RESP = 0x80000015;
const SUBMIT_SM_RESP = 0x80000004;
const GENERIC_NACK = 0x80000000;
const PDU = Buffer.from('pdu');

function start(lastSequence?: number) {
  const clock = new ManualClock();
  const pending = new PendingRequests(clock, lastSequence);
  const answers: Answer[] = [];
  const add = (timeoutMs = 1_000) => {
    const sequence = pending.nextSequence();
    pending.add(sequence, { commandId: ENQUIRE_LINK, timeoutMs, settle: (answer) => answers.push(answer) });
    return sequence;
  };
  const answer = (commandId: number, sequence: number, commandStatus = 0) =>
    pending.answer({ commandId, sequence, commandStatus }, PDU);
  return { clock, pending, answers, add, answer };
}

/** A turn of the event loop: what was put off to the next one has run afterwards. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('numbers', () => {
  test('count from 1', () => {
    const { add } = start();
    expect([add(), add(), add()]).toEqual([1, 2, 3]);
  });

  test('go on from 1 after 0x7FFFFFFF', () => {
    const { add } = start(0x7ffffffd);
    expect([add(), add(), add()]).toEqual([0x7ffffffe, 0x7fffffff, 1]);
  });

  test('that are still awaited are passed over', () => {
    const { add, pending, answer } = start();
    const settle = () => undefined;
    for (const taken of [1, 2, 4]) pending.add(taken, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle });
    expect([add(), add()]).toEqual([3, 5]);
    expect(answer(ENQUIRE_LINK_RESP, 5)).toBe('matched');
  });
});

describe('a request is settled exactly once', () => {
  test('by its answer; a second one, the timeout and the close come too late', async () => {
    const { add, answer, answers, clock, pending } = start();
    const sequence = add();
    expect(answer(ENQUIRE_LINK_RESP, sequence, 8)).toBe('matched');
    expect(answer(ENQUIRE_LINK_RESP, sequence)).toBe('unmatched_response');
    clock.advance(2_000);
    await turn();
    pending.close();
    expect(answers).toEqual([{ kind: 'response', commandStatus: 8, isNack: false, pdu: PDU }]);
    expect(clock.waiting).toBe(0);
  });

  test('by a generic_nack of its number', () => {
    const { add, answer, answers } = start();
    expect(answer(GENERIC_NACK, add(), 3)).toBe('matched');
    expect(answers).toEqual([{ kind: 'response', commandStatus: 3, isNack: true, pdu: PDU }]);
  });

  test('not by the response to another command', () => {
    const { add, answer, answers } = start();
    const sequence = add();
    expect(answer(SUBMIT_SM_RESP, sequence)).toBe('mismatched_response');
    expect(answers).toEqual([]);
    expect(answer(ENQUIRE_LINK_RESP, sequence)).toBe('matched');
  });

  test('by its timeout', async () => {
    const { add, answer, answers, clock } = start();
    const sequence = add();
    clock.advance(999);
    await turn();
    expect(answers).toEqual([]);
    clock.advance(1);
    await turn();
    expect(answers).toEqual([{ kind: 'timeout' }]);
    expect(answer(ENQUIRE_LINK_RESP, sequence)).toBe('unmatched_response');
  });

  test('by its timeout; an answer within a minute is late, and its number not used meanwhile', async () => {
    const { pending, clock, add } = start(0x7ffffffe);
    const late: Answer[] = [];
    const settle = () => undefined;
    for (const sequence of [1, 2]) {
      pending.add(sequence, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle, onLate: (one) => late.push(one) });
    }
    clock.advance(1_000);
    await turn();
    expect([add(), add()]).toEqual([0x7fffffff, 3]);
    const answer = { commandId: ENQUIRE_LINK_RESP, commandStatus: 0 };
    expect(pending.answer({ ...answer, sequence: 1 }, PDU)).toBe('late_response');
    expect(late).toEqual([{ kind: 'response', commandStatus: 0, isNack: false, pdu: PDU }]);
    clock.advance(60_000);
    pending.add(9, { commandId: ENQUIRE_LINK, timeoutMs: 0, settle, onLate: settle });
    clock.advance(0);
    await turn();
    expect(pending.answer({ ...answer, sequence: 2 }, PDU)).toBe('unmatched_response');
  });

  test('by an answer that is read in the turn the timeout falls into', async () => {
    const { add, answer, answers, clock } = start();
    const sequence = add();
    clock.advance(5_000);
    expect(answer(ENQUIRE_LINK_RESP, sequence)).toBe('matched');
    await turn();
    expect(answers.map(({ kind }) => kind)).toEqual(['response']);
  });

  test('a timeout put off does not hit a newer request of the same number', async () => {
    const { pending, answers, clock } = start();
    const settle = (answer: Answer) => answers.push(answer);
    pending.add(9, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle });
    clock.advance(1_000);
    pending.answer({ commandId: ENQUIRE_LINK_RESP, sequence: 9, commandStatus: 0 }, PDU);
    pending.add(9, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle });
    await turn();
    expect(answers.map(({ kind }) => kind)).toEqual(['response']);
  });

  test('by the close, all of them, also those added while they settle', () => {
    const { pending, answers, clock } = start();
    const settle = (answer: Answer) => {
      answers.push(answer);
      if (answers.length < 3) pending.add(10 + answers.length, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle });
    };
    pending.add(1, { commandId: ENQUIRE_LINK, timeoutMs: 1_000, settle });
    pending.close();
    expect(answers).toEqual([{ kind: 'closed' }, { kind: 'closed' }, { kind: 'closed' }]);
    expect(clock.waiting).toBe(0);
  });
});
