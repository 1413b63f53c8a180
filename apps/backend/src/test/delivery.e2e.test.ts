import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, untilBind, untilMessage, type System } from './system.js';

/** Short leases and a quick outbox: what takes seconds in production is not waited for here. */
const QUICK = { CODEWIRE_LEASE_MS: '1500', CODEWIRE_LEASE_RENEW_MS: '500', CODEWIRE_POLL_MS: '100' };
let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ env: QUICK });
  ({ client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());
afterEach(async () => {
  await system.carrier.set({ receipt_delay_ms: 40 });
  await comeBack();
});

async function begin(number = freshNumber()) {
  const { status, body } = await client.start({ number, language: 'en' });
  expect(status).toBe(201);
  return {
    id: body.id,
    number,
    passcode: body.passcode ?? '',
    messageId: body.message.id,
    status: body.message.status,
  };
}

async function goDown(): Promise<void> {
  await system.carrier.goDown();
  await untilBind(client.url, 'down');
}

async function comeBack(): Promise<void> {
  await system.carrier.comeBack();
  await untilBind(client.url, 'bound');
}

describe('while the carrier is down', () => {
  test('a message waits, and goes out once when the carrier comes back', async () => {
    await goDown();
    const { number, passcode, messageId, status } = await begin();
    expect(status).toBe('queued');
    expect((await client.message(messageId)).body).toMatchObject({
      status: 'queued',
      attempts: [],
      submitted_at: null,
    });
    await comeBack();
    await untilMessage(client, messageId, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
    expect(await system.carrier.code(number)).toBe(passcode);
  });

  test('a message whose code dies is marked expired and never sent', async () => {
    await goDown();
    const { id, number, messageId } = await begin();
    const cancelled = await begin();
    const resent = await begin();
    await system.database.pool.query(`update verification set expires_at = now() where id = $1`, [id]);
    await system.database.pool.query(`update message set expires_at = now() where id = $1`, [messageId]);
    const expired = await untilMessage(client, messageId, 'expired');
    expect(expired).toMatchObject({ error: 'not_sent_in_time', attempts: [], ended_at: expect.any(String) });
    await client.cancel(cancelled.id);
    const again = await client.resend(resent.id);
    await comeBack();
    await untilMessage(client, again.body.message.id, 'delivered');
    // What the carrier was not to get, it has not got, though everything queued has gone out by now.
    expect(await system.carrier.submissions(number)).toEqual([]);
    expect(await system.carrier.submissions(cancelled.number)).toEqual([]);
    expect(await system.carrier.submissions(resent.number)).toHaveLength(1);
    expect((await client.message(resent.messageId)).body).toMatchObject({ status: 'failed', error: 'resent' });
    expect((await client.message(cancelled.messageId)).body).toMatchObject({ status: 'failed', error: 'cancelled' });
  });

  test('the system says that it takes codes and cannot send them', async () => {
    await goDown();
    const told = async () => JSON.stringify((await client.send({ method: 'GET', path: '/readyz' })).body);
    // Now and then the link is trying, and says that.
    await vi.waitUntil(async () => (await told()).includes('down'), { timeout: 20_000, interval: 20 });
    await comeBack();
  });
});

describe('what the carrier answers', () => {
  test('a refusal that may pass is tried again, and told', async () => {
    const number = freshNumber();
    await system.carrier.set({ refuse_status: 0x08, refuse_count: 1, receipt_delay_ms: 40 }, number);
    const { messageId } = await begin(number);
    const detail = await untilMessage(client, messageId, 'delivered');
    expect(detail.attempts.map(({ outcome, command_status_name: name }) => [outcome, name])).toEqual([
      ['refused', 'ESME_RSYSERR'],
      ['submitted', null],
    ]);
    expect(await system.carrier.messages(number)).toHaveLength(1);
  });

  test('what the carrier takes later, because it came too fast, is one attempt', async () => {
    const number = freshNumber();
    await system.carrier.set({ refuse_status: 0x58, refuse_count: 1, receipt_delay_ms: 40 }, number);
    const { messageId } = await begin(number);
    const detail = await untilMessage(client, messageId, 'delivered');
    expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['submitted']);
    expect((await system.carrier.submissions(number)).length).toBeGreaterThan(1);
    expect(await system.carrier.messages(number)).toHaveLength(1);
  });

  test('a refusal for good ends the message with its name, after one attempt', async () => {
    const number = freshNumber();
    await system.carrier.set({ refuse_status: 0x0b }, number);
    const { messageId } = await begin(number);
    const detail = await untilMessage(client, messageId, 'failed');
    expect(detail).toMatchObject({
      error: 'ESME_RINVDSTADR',
      attempts: [
        { outcome: 'refused', command_status: 11, command_status_meaning: 'The destination number is invalid.' },
      ],
    });
    expect(await system.carrier.submissions(number)).toHaveLength(1);
  });

  test('an answer that comes after the receipt still ends in delivered', async () => {
    const number = freshNumber();
    await system.carrier.set({ answer_delay_ms: 400, receipt_delay_ms: 10 }, number);
    const { messageId } = await begin(number);
    const detail = await untilMessage(client, messageId, 'delivered');
    expect(detail.attempts).toMatchObject([{ outcome: 'submitted' }]);
    expect(detail.receipts).toMatchObject([{ state: 'delivered', attempt: 1 }]);
    expect(await system.carrier.submissions(number)).toHaveLength(1);
  });
});

describe('what the receipt says', () => {
  test('not delivered: the message is undelivered, with the word of the carrier', async () => {
    const number = freshNumber();
    await system.carrier.set({ receipt: 'fail', receipt_delay_ms: 40 }, number);
    const { messageId } = await begin(number);
    const detail = await untilMessage(client, messageId, 'undelivered');
    expect(detail).toMatchObject({ error: 'carrier_undelivered', receipts: [{ state: 'undelivered' }] });
    expect(await system.carrier.messages(number)).toEqual([]);
  });

  test('nothing: the message stays submitted, and its code is approved all the same', async () => {
    const number = freshNumber();
    await system.carrier.set({ receipt: 'none' }, number);
    const silent = await begin(number);
    const loud = await begin();
    await untilMessage(client, loud.messageId, 'delivered');
    await untilMessage(client, silent.messageId, 'submitted');
    expect((await client.check(silent.id, await system.carrier.code(number))).body.status).toBe('approved');
    expect((await client.message(silent.messageId)).body).toMatchObject({
      status: 'submitted',
      receipts: [],
      ended_at: null,
    });
  });
});

test('the way of a message is told from start to end', async () => {
  const number = freshNumber();
  // Long after the answer, also where that is written late.
  await system.carrier.set({ receipt_delay_ms: 500 }, number);
  const { messageId, id } = await begin(number);
  const detail = await untilMessage(client, messageId, 'delivered');
  expect(detail.timeline.map(({ kind }) => kind)).toEqual([
    'accepted',
    'rendered',
    'routed',
    'attempted',
    'submitted',
    'receipt',
    'delivered',
  ]);
  expect(detail).toMatchObject({
    verification_id: id,
    attempts: [{ attempt: 1, outcome: 'submitted', command_status: null }],
  });
});
