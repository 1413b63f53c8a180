import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import pg from 'pg';
import { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, untilBound, untilMessage, type System } from './system.js';

const QUICK = { CODEWIRE_LEASE_MS: '1500', CODEWIRE_LEASE_RENEW_MS: '500', CODEWIRE_POLL_MS: '100' };
let system: System;
let client: Client;

beforeEach(async () => {
  system = await startSystem({ env: QUICK });
  ({ client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterEach(() => system.stop());

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

/** Waits until every one of these messages is in one of these states. */
async function untilAll(messageIds: readonly string[], states: readonly string[]): Promise<void> {
  const isThere = async () => {
    const { rows } = await system.database.pool.query<{ n: number }>(
      'select count(*)::int as n from message where id = any($1) and state = any($2)',
      [messageIds, states],
    );
    return rows[0]?.n === messageIds.length;
  };
  await vi.waitUntil(() => isThere().catch(() => false), { timeout: 20_000, interval: 50 });
}

const metric = async (url: string, name: string) => {
  const { text } = await new Client(url).send({ method: 'GET', path: '/metrics' });
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? Number.NaN);
};

describe('a backend that is killed', () => {
  test('while it holds a message for a carrier that is down: after its restart exactly one SMS, with the same code', async () => {
    const [backend] = system.backends;
    await system.carrier.goDown();
    await vi.waitUntil(async () => (await begin()).status === 'queued', { timeout: 10_000 });
    const { id, number, passcode, messageId } = await begin();
    await backend!.kill();
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
    await system.backends[0]!.kill();
    await system.carrier.set({ receipt_delay_ms: 40 }, number);
    const { url } = await system.startBackend();
    const detail = await untilMessage(client.at(url), messageId, 'delivered');
    expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['unknown', 'submitted']);
    expect(await system.carrier.submissions(number)).toHaveLength(2);
    await expectOnlyCode(number, passcode);
  });
});

test('a sender that stands still past its lease loses the message: another sends it, and its own late write changes nothing', async () => {
  const [stalled] = system.backends;
  const number = freshNumber();
  await system.carrier.set({ answer_delay_ms: 4_000, receipt: 'none' }, number);
  const { passcode, messageId } = await begin(number);
  await system.carrier.submitted(number);
  const other = await system.startBackend();
  await untilBound(system.carrier, 2);
  await system.carrier.set({ receipt: 'none' }, number);
  stalled!.signal('SIGSTOP');
  try {
    await system.carrier.submitted(number, 2);
    await untilMessage(client.at(other.url), messageId, 'submitted');
  } finally {
    stalled!.signal('SIGCONT');
  }
  const before = await stored(messageId);
  expect(before).toEqual({ state: 'submitted', fence: 2, attempts: 2 });
  await vi.waitUntil(async () => (await metric(stalled!.url, 'codewire_stale_writes_total')) === 1, {
    timeout: 20_000,
    interval: 50,
  });
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
  await untilBound(system.carrier, 2);
  const { messageId } = await begin(number);
  const detail = await untilMessage(client.at(other.url), messageId, 'delivered');
  expect(detail.attempts).toHaveLength(1);
  expect(await system.carrier.submissions(number)).toHaveLength(1);
});

describe('a backend that is asked to stop', () => {
  test('answers what it has taken, settles what it has submitted, and ends with 0', async () => {
    const numbers = Array.from({ length: 8 }, freshNumber);
    await Promise.all(
      numbers.map((number) => system.carrier.set({ answer_delay_ms: 600, receipt_delay_ms: 5_000 }, number)),
    );
    const started = Promise.all(numbers.map((number) => begin(number)));
    const messages = await started;
    await Promise.all(numbers.map((number) => system.carrier.submitted(number)));
    expect(await system.backends[0]!.stop()).toBe(0);
    const { rows } = await system.database.pool.query<{ state: string; outcome: string }>(
      `select distinct m.state, a.outcome from message m join attempt a on a.message_id = m.id where m.id = any($1)`,
      [messages.map(({ messageId }) => messageId)],
    );
    expect(rows).toEqual([{ state: 'submitted', outcome: 'submitted' }]);
    await expect(client.start({ number: freshNumber() })).rejects.toThrow('ECONNREFUSED');
    const { url } = await system.startBackend();
    for (const { messageId } of messages) await untilMessage(client.at(url), messageId, 'delivered');
  });
});

describe('a database that goes away', () => {
  let outside: pg.Client;
  beforeEach(async () => {
    const url = new URL(system.database.url);
    url.pathname = '/postgres';
    outside = new pg.Client({ connectionString: url.href });
    await outside.connect();
  });
  afterEach(() => outside.end());

  const endSessions = () =>
    outside.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [system.database.name]);
  const open = (isOpen: boolean) =>
    outside.query(`alter database "${system.database.name}" allow_connections ${isOpen}`);

  test('is told as 503 and accepts nothing; when it is back, so is the system, without a restart', async () => {
    await open(false);
    await endSessions();
    const number = freshNumber();
    const refused = await client.start({ number });
    expect(refused.status).toBe(503);
    expect(refused.problem).toMatchObject({ code: 'service.unavailable' });
    const ready = () => new Client(client.url).send({ method: 'GET', path: '/readyz' });
    await vi.waitUntil(async () => (await ready()).status === 503, { timeout: 10_000 });
    await open(true);
    await vi.waitUntil(async () => (await ready()).status === 200, { timeout: 20_000, interval: 50 });
    expect(await system.carrier.submissions(number)).toEqual([]);
    const { messageId } = await begin(number);
    await untilMessage(client, messageId, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
  });

  test('again and again under load: never a 201 without its commit, and every 201 is delivered', async () => {
    let isStorming = true;
    const storm = (async () => {
      while (isStorming) {
        await endSessions();
        await outside.query('select pg_sleep(0.08)');
      }
    })();
    const answers = (
      await Promise.all(
        Array.from({ length: 8 }, async () => {
          const mine = [];
          for (let turn = 0; turn < 25; turn += 1) mine.push(await client.start({ number: freshNumber() }));
          return mine;
        }),
      )
    ).flat();
    isStorming = false;
    await storm;
    const accepted = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ status, problem }) => `${status} ${problem.code}`))).toEqual(
      new Set(['503 service.unavailable']),
    );
    await vi.waitUntil(async () => (await begin().catch(() => undefined)) !== undefined, {
      timeout: 20_000,
      interval: 100,
    });
    const ids = accepted.map(({ body }) => body.message.id);
    await untilAll(ids, ['submitted', 'delivered']);
    // A receipt that could not be stored was refused; the carrier repeats it at the next bind.
    await system.carrier.dropConnections();
    await untilAll(ids, ['delivered']);
    for (const { body } of accepted) expect((await client.check(body.id, body.passcode)).body.status).toBe('approved');
  });
});
