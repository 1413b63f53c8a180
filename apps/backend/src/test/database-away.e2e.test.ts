import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { begin } from './starts.js';
import { NO_LIMITS, startSystem, untilMessage, untilMessages, type System } from './system.js';

const QUICK = { CODEWIRE_LEASE_MS: '1500', CODEWIRE_LEASE_RENEW_MS: '500', CODEWIRE_POLL_MS: '100' };
let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ env: QUICK });
  ({ client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());

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
    await vi.waitUntil(async () => (await ready()).status === 503, { timeout: 20_000 });
    await open(true);
    await vi.waitUntil(async () => (await ready()).status === 200, { timeout: 20_000, interval: 50 });
    expect(await system.carrier.submissions(number)).toEqual([]);
    const { message } = await begin(client, number);
    await untilMessage(client, message.id, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(1);
  });

  test('for longer than the leases, with answers in memory: no message is sent twice, none is lost', async () => {
    const numbers = Array.from({ length: 20 }, freshNumber);
    await Promise.all(numbers.map((number) => system.carrier.set({ answer_delay_ms: 600, receipt: 'none' }, number)));
    const ids = (await Promise.all(numbers.map((number) => begin(client, number)))).map(({ message }) => message.id);
    await Promise.all(numbers.map((number) => system.carrier.submitted(number)));
    const { rows: leases } = await system.database.pool.query<{ end: Date }>(
      `select clock_timestamp() + interval '2 s' as end`,
    );
    const leasesEnd = leases[0]!.end;
    await open(false);
    await endSessions();
    // Every lease has run out by the clock that other senders would go by.
    await vi.waitUntil(
      async () => {
        const { rows } = await outside.query<{ over: boolean }>(`select clock_timestamp() > $1 as over`, [leasesEnd]);
        return rows[0]!.over;
      },
      { timeout: 20_000, interval: 100 },
    );
    await open(true);
    await untilMessages(system, ids, ['submitted']);
    for (const number of numbers) expect(await system.carrier.submissions(number)).toHaveLength(1);
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
    await vi.waitUntil(async () => (await begin(client).catch(() => undefined)) !== undefined, {
      timeout: 20_000,
      interval: 100,
    });
    const ids = accepted.map(({ body }) => body.message.id);
    await untilMessages(system, ids, ['submitted', 'delivered']);
    // A receipt that could not be stored was refused; the carrier repeats it at the next bind.
    await system.carrier.dropConnections();
    await untilMessages(system, ids, ['delivered']);
    for (const { body } of accepted) expect((await client.check(body.id, body.passcode)).body.status).toBe('approved');
  });
});
