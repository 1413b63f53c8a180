import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { startBackend, type Backend } from '../../../../tools/testing/services.js';
import { rotateKeyring } from '../platform/keyring-file.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, metricsOf, untilBind, untilMessage, untilMessages, type System } from './system.js';

const QUICK = { CODEWIRE_LEASE_MS: '1500', CODEWIRE_LEASE_RENEW_MS: '500', CODEWIRE_POLL_MS: '100' };
let system: System;
/** The one backend that runs when a test begins. */
let backend: Backend;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 0, env: QUICK });
});

afterAll(() => system.stop());

beforeEach(async () => {
  backend = await system.startBackend();
  const application = await system.addApplication({ policy: NO_LIMITS });
  client = application.client.at(backend.url);
});

afterEach(async () => {
  await Promise.all(system.backends.splice(0).map((one) => one.stop()));
  await system.carrier.comeBack();
});

async function begin(number = freshNumber(), caller = client) {
  const { status, body } = await caller.start({ number, language: 'en' });
  expect(status).toBe(201);
  return {
    id: body.id,
    number,
    passcode: body.passcode ?? '',
    messageId: body.message.id,
    status: body.message.status,
  };
}

/** Every text on the phone shows this one code. */
async function expectOnlyCode(number: string, passcode: string): Promise<void> {
  const texts = (await system.carrier.messages(number)).map(({ text }) => text.match(/\d{6}/)?.[0]);
  expect(new Set(texts)).toEqual(new Set([passcode]));
}

const stored = async (messageId: string) =>
  (await system.database.pool.query('select state, fence, attempts from message where id = $1', [messageId])).rows[0];

const staleWrites = async (url: string) => /^codewire_stale_writes_total (\d+)/m.exec(await metricsOf(url))?.[1];

describe('a backend that is killed', () => {
  test('while it holds a message for a carrier that is down: after its restart exactly one SMS, with the same code', async () => {
    await system.carrier.goDown();
    await untilBind(backend.url, 'down');
    const { id, number, passcode, messageId } = await begin();
    await backend.kill();
    await system.carrier.comeBack();
    const { url } = await system.startBackend();
    const restarted = client.at(url);
    await untilMessage(restarted, messageId, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
    await expectOnlyCode(number, passcode);
    expect((await restarted.check(id, passcode)).body.status).toBe('approved');
  });

  test.each([
    ['and gets no answer to it', { answer: 'never' as const }],
    ['and gets the answer late', { answer_delay_ms: 60_000 }],
  ])('after it wrote a submit %s: at most one repeat, with the same code', async (_, switches) => {
    const number = freshNumber();
    await system.carrier.set(switches, number);
    const { passcode, messageId } = await begin(number);
    await system.carrier.submitted(number);
    await backend.kill();
    await system.carrier.set({ receipt_delay_ms: 40 }, number);
    const { url } = await system.startBackend();
    const detail = await untilMessage(client.at(url), messageId, 'delivered');
    expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'submitted']);
    expect(await system.carrier.submissions(number)).toHaveLength(2);
    await expectOnlyCode(number, passcode);
  });
});

test('kills end no message: an attempt of a sender that was lost says nothing about the carrier', async () => {
  const number = freshNumber();
  await system.carrier.set({ answer: 'never' }, number);
  const { passcode, messageId } = await begin(number);
  for (const submits of [1, 2, 3]) {
    await system.carrier.submitted(number, submits);
    await system.backends.at(-1)!.kill();
    if (submits === 3) await system.carrier.set({ receipt_delay_ms: 40 }, number);
    await system.startBackend();
  }
  const detail = await untilMessage(client.at(system.backends.at(-1)!.url), messageId, 'delivered');
  expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'unknown', 'submitted']);
  await expectOnlyCode(number, passcode);
});

test('a sender that stands still past its leases writes nothing of its queue when it goes on', async () => {
  const [window, queue] = [Array.from({ length: 10 }, freshNumber), Array.from({ length: 5 }, freshNumber)];
  const other = await system.startBackend();
  await Promise.all(window.map((number) => system.carrier.set({ answer_delay_ms: 4_000, receipt: 'none' }, number)));
  await Promise.all(queue.map((number) => system.carrier.set({ receipt: 'none' }, number)));
  await Promise.all(window.map((number) => begin(number)));
  const waiting = await Promise.all(queue.map((number) => begin(number)));
  await Promise.all(window.map((number) => system.carrier.submitted(number)));
  backend.signal('SIGSTOP');
  await Promise.all(window.map((number) => system.carrier.set({ receipt: 'none' }, number)));
  try {
    await Promise.all(window.map((number) => system.carrier.submitted(number, 2)));
    for (const { messageId } of waiting) await untilMessage(client.at(other.url), messageId, 'submitted');
  } finally {
    backend.signal('SIGCONT');
  }
  await vi.waitUntil(async () => (await staleWrites(backend.url)) === '15', { timeout: 20_000, interval: 50 });
  for (const number of queue) expect(await system.carrier.submissions(number)).toHaveLength(1);
  for (const number of window) expect(await system.carrier.submissions(number)).toHaveLength(2);
});

test('a sender without the key of a message leaves it to one that has it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'codewire-keyring-'));
  const keyring = { CODEWIRE_KEYRING_FILE: join(folder, 'keyring.json') };
  copyFileSync(currentRun().keyringFile, keyring.CODEWIRE_KEYRING_FILE);
  rotateKeyring(keyring.CODEWIRE_KEYRING_FILE);
  const { database, simulator } = system;
  const options = { databaseUrl: database.url, simulator, env: { ...keyring, CODEWIRE_ROLES: 'api' } };
  const front = await startBackend(options);
  system.backends.push(front);
  const { number, passcode, messageId } = await begin(freshNumber(), client.at(front.url));
  await vi.waitUntil(async () => (await client.message(messageId)).body.attempts[0]?.reason === 'not_prepared', {
    timeout: 20_000,
    interval: 20,
  });
  expect((await client.message(messageId)).body).toMatchObject({ status: 'submitting', error: null });
  await backend.outputMatching(/dispatch_broke/);
  await backend.stop();
  await system.startBackend(keyring);
  await untilMessage(client.at(front.url), messageId, 'delivered', 40_000);
  await expectOnlyCode(number, passcode);
  rmSync(folder, { recursive: true });
});

test('a sender that stands still past its lease loses the message: another sends it, and its own late write changes nothing', async () => {
  const number = freshNumber();
  // Both run before the message exists, so that between its submit and the stop there is nothing slow.
  const other = await system.startBackend();
  await system.carrier.set({ answer_delay_ms: 6_000, receipt: 'none' }, number);
  const { passcode, messageId } = await begin(number);
  await system.carrier.submitted(number);
  backend.signal('SIGSTOP');
  await system.carrier.set({ receipt: 'none' }, number);
  try {
    await system.carrier.submitted(number, 2);
    await untilMessage(client.at(other.url), messageId, 'submitted');
  } finally {
    backend.signal('SIGCONT');
  }
  const before = await stored(messageId);
  expect(before).toEqual({ state: 'submitted', fence: 2, attempts: 2 });
  await vi.waitUntil(async () => (await staleWrites(backend.url)) === '1', { timeout: 20_000, interval: 50 });
  expect(await stored(messageId)).toEqual(before);
  const { body } = await client.message(messageId);
  expect(body.attempts.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['unknown', 'sender_lost'],
    ['submitted', null],
  ]);
  expect(await system.carrier.submissions(number)).toHaveLength(2);
  await expectOnlyCode(number, passcode);
});

test('a sender that waits for an answer keeps its message, however many others look for work', async () => {
  const number = freshNumber();
  await system.carrier.set({ answer_delay_ms: 4_000, receipt_delay_ms: 4_100 }, number);
  const other = await system.startBackend();
  const { messageId } = await begin(number);
  const detail = await untilMessage(client.at(other.url), messageId, 'delivered');
  expect(detail.attempts).toHaveLength(1);
  expect(await system.carrier.submissions(number)).toHaveLength(1);
});

describe('a backend that is asked to stop', () => {
  /** Outcomes of the attempts of these messages, each once. */
  const outcomes = async (messageIds: readonly string[]) => {
    const { rows } = await system.database.pool.query<{ outcome: string }>(
      'select distinct outcome from attempt where message_id = any($1) order by 1',
      [messageIds],
    );
    return rows.map(({ outcome }) => outcome);
  };

  test('waits for what it has submitted, writes it down, and ends with 0', async () => {
    const numbers = Array.from({ length: 8 }, freshNumber);
    const slow = { answer_delay_ms: 2_000, receipt_delay_ms: 3_000 };
    await Promise.all(numbers.map((number) => system.carrier.set(slow, number)));
    const ids = (await Promise.all(numbers.map((number) => begin(number)))).map(({ messageId }) => messageId);
    await Promise.all(numbers.map((number) => system.carrier.submitted(number)));
    expect(await outcomes(ids)).toEqual(['open']);
    expect(await backend.stop()).toBe(0);
    expect(await outcomes(ids)).toEqual(['submitted']);
    await expect(client.start({ number: freshNumber() })).rejects.toThrow('ECONNREFUSED');
    // The receipts found nobody; they come when somebody is there again.
    await system.startBackend();
    await untilMessages(system, ids, ['delivered']);
  });

  test('in the middle of work keeps every promise it gave: what it answered with 201 arrives, once', async () => {
    const numbers = Array.from({ length: 60 }, freshNumber);
    const answers = numbers.map((number) => client.start({ number }).catch(() => undefined));
    await Promise.race(answers);
    expect(await backend.stop()).toBe(0);
    const accepted = (await Promise.all(answers)).filter((answer) => answer?.status === 201);
    expect(accepted.length).toBeGreaterThan(0);
    const { url } = await system.startBackend();
    await untilMessages(
      system,
      accepted.map((answer) => answer!.body.message.id),
      ['submitted', 'delivered'],
    );
    for (const answer of accepted) {
      const { number, id, passcode } = answer!.body;
      expect(await system.carrier.submissions(number)).toHaveLength(1);
      expect((await client.at(url).check(id, passcode)).body.status).toBe('approved');
    }
  });
});
