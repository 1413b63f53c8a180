import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startBackend, type Backend } from '../../../../tools/testing/services.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { metricsOf, NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

/** The account of the seeded carrier. */
const ACCOUNT = 'codewire';
const PATIENCE = { timeout: 30_000, interval: 20 };

let system: System;
let client: Client;
let nodes: Backend[];

beforeAll(async () => {
  system = await startSystem({ backends: 0 });
  ({ client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());

/** What a test has killed is there again when the next one begins, and nothing of its counts is left. */
beforeEach(async () => {
  const { database, simulator, carrier } = system;
  await permit(2);
  while (system.backends.length < 3) {
    system.backends.push(await startBackend({ databaseUrl: database.url, simulator }));
  }
  nodes = [...system.backends];
  await vi.waitUntil(async () => (await sorted()).bound.length === 2, PATIENCE);
  await untilBound(2);
  await carrier.forgetCounts();
});

/** As an operator's change does. */
async function permit(binds: number): Promise<void> {
  await system.database.pool.query(`update carrier set binds = $1, status = 'enabled'`, [binds]);
  await announce();
}

function forget(node: Backend): void {
  system.backends.splice(system.backends.indexOf(node), 1);
}

const account = async () => (await system.carrier.state()).accounts[ACCOUNT]!;
const untilBound = (count: number) => vi.waitUntil(async () => (await account()).bound.all === count, PATIENCE);
const bindsOf = async ({ url }: Backend) =>
  Number(/^codewire_bind_state\{[^}]*state="bound"\} (\d+)$/m.exec(await metricsOf(url))?.[1] ?? 0);

/** Nodes by whether they hold a bind. */
async function sorted(): Promise<{ bound: Backend[]; without: Backend[] }> {
  const counts = await Promise.all(nodes.map(bindsOf));
  return { bound: nodes.filter((_, index) => counts[index]! > 0), without: nodes.filter((_, index) => !counts[index]) };
}

async function expectDelivery({ url }: Backend): Promise<void> {
  const number = freshNumber();
  const { status, body } = await client.at(url).start({ number });
  expect(status).toBe(201);
  await untilMessage(client.at(url), body.message.id, 'delivered');
  expect(await system.carrier.submissions(number)).toHaveLength(1);
}

describe('of three senders at a carrier that permits two binds', () => {
  test('two have one each, whoever has none hands its messages over at once, and all know how the binds fare', async () => {
    const { bound, without } = await sorted();
    expect([bound.length, without.length]).toEqual([2, 1]);
    for (const node of nodes) await expectDelivery(node);
    for (const { url } of nodes) {
      const { binds, status } = (await (await fetch(`${url}/readyz`)).json()) as {
        status: string;
        binds: { state: string }[];
      };
      expect([status, binds.map(({ state }) => state)]).toEqual(['ready', ['bound']]);
    }
    expect((await account()).most.all).toBe(2);
  });

  test('one that is killed is replaced within ten seconds, and never are there three', async () => {
    const { bound, without } = await sorted();
    const killedAt = performance.now();
    await bound[0]!.kill();
    forget(bound[0]!);
    await vi.waitUntil(async () => (await bindsOf(without[0]!)) === 1, PATIENCE);
    expect(performance.now() - killedAt).toBeLessThan(10_000);
    await untilBound(2);
    await expectDelivery(without[0]!);
    expect((await account()).most.all).toBe(2);
  });

  test('one that ends in good order leaves its bind to another at once', async () => {
    const { bound, without } = await sorted();
    const stopping = bound[0]!.stop();
    forget(bound[0]!);
    const stoppedAt = performance.now();
    await vi.waitUntil(async () => (await bindsOf(without[0]!)) === 1, PATIENCE);
    expect(performance.now() - stoppedAt).toBeLessThan(8_000);
    expect(await stopping).toBe(0);
    expect((await account()).most.all).toBe(2);
  });

  test('one that stands still keeps its bind at the carrier, so nobody makes a third; it goes on when it goes on', async () => {
    const { bound, without } = await sorted();
    bound[0]!.signal('SIGSTOP');
    const { rows } = await system.database.pool.query<{ until: Date }>(
      `select clock_timestamp() + interval '15 s' as until`,
    );
    try {
      await untilDatabaseClock(rows[0]!.until);
      await expectDelivery(without[0]!);
    } finally {
      bound[0]!.signal('SIGCONT');
    }
    await expectDelivery(bound[0]!);
    await untilBound(2);
    expect(await bindsOf(without[0]!)).toBe(0);
    expect((await account()).most.all).toBe(2);
  });

  test('all end their binds when the database is away for long, and two bind again when it is back', async () => {
    const url = new URL(system.database.url);
    url.pathname = '/postgres';
    const outside = new pg.Client({ connectionString: url.href });
    await outside.connect();
    try {
      await outside.query(`alter database "${system.database.name}" allow_connections false`);
      await outside.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
        system.database.name,
      ]);
      await untilBound(0);
      await outside.query('select pg_sleep(8)');
      expect((await account()).bound.all).toBe(0);
      await outside.query(`alter database "${system.database.name}" allow_connections true`);
    } finally {
      await outside.end();
    }
    await untilBound(2);
    await vi.waitUntil(async () => (await sorted()).bound.length === 2, PATIENCE);
    for (const node of nodes) await expectDelivery(node);
    expect((await account()).most.all).toBe(2);
  });
});

test('a change of the account is taken by one bind after the other: at no moment there is none', async () => {
  await permit(4);
  await untilBound(4);
  await system.carrier.forgetCounts();
  const least = await leastBoundWhile(async () => {
    await system.database.pool.query(`update carrier set system_type = 'otp'`);
    await announce();
    await vi.waitUntil(async () => (await account()).binds >= 4, PATIENCE);
  });
  await untilBound(4);
  expect(least).toBeGreaterThanOrEqual(1);
  expect((await account()).most.all).toBe(4);
});

test('a carrier that is paused keeps its binds for receipts, and is submitted nothing new', async () => {
  const caller = client.at(nodes[0]!.url);
  await system.carrier.set({ receipt_delay_ms: 3_000 });
  const { body: sent } = await caller.start({ number: freshNumber() });
  await untilMessage(caller, sent.message.id, 'submitted');
  await system.database.pool.query(`update carrier set status = 'paused'`);
  await announce();
  // A node that has not heard of it yet may still submit.
  await vi.waitUntil(
    async () => (await caller.start({ number: freshNumber() })).body.message?.status !== 'submitting',
    { timeout: 20_000 },
  );
  const { submits } = await system.carrier.stats();
  await untilMessage(caller, sent.message.id, 'delivered');
  await caller.start({ number: freshNumber() });
  expect(await system.carrier.stats()).toMatchObject({ submits, sessions: 2 });
  expect((await account()).binds).toBe(0);
  await permit(2);
  await vi.waitUntil(async () => (await caller.start({ number: freshNumber() })).status === 201, { timeout: 20_000 });
});

const announce = () => system.database.pool.query(`select pg_notify('codewire_carriers', '')`);

async function untilDatabaseClock(time: Date): Promise<void> {
  await vi.waitUntil(
    async () => {
      const { rows } = await system.database.pool.query<{ over: boolean }>(`select clock_timestamp() > $1 as over`, [
        time,
      ]);
      return rows[0]!.over;
    },
    { timeout: 30_000, interval: 200 },
  );
}

async function leastBoundWhile(work: () => Promise<void>): Promise<number> {
  let [least, isOver] = [Infinity, false];
  const watching = (async () => {
    while (!isOver) least = Math.min(least, (await account()).bound.all);
  })();
  await work();
  isOver = true;
  await watching;
  return least;
}
