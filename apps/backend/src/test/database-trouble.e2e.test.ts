import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PoolClient } from 'pg';
import type { Backend } from '../../../../tools/testing/services.js';
import { Client } from './client.js';
import { openCuttable, type Cuttable } from './cuttable.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem();
  ({ client } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());

async function timed<Answer extends object>(work: Promise<Answer>): Promise<Answer & { ms: number }> {
  const startedAt = performance.now();
  return { ...(await work), ms: performance.now() - startedAt };
}

async function begin(at = client) {
  const { status, body } = await at.start({ number: freshNumber(), language: 'en' });
  expect(status).toBe(201);
  return { id: body.id, number: body.number, passcode: body.passcode ?? '', messageId: body.message.id };
}

describe('a number whose row another node holds', () => {
  let holder: PoolClient;
  beforeEach(async () => {
    holder = await system.database.pool.connect();
  });
  afterEach(async () => {
    await holder.query('rollback');
    holder.release();
  });

  /** As a node that has stopped in the middle of an accept. */
  const hold = (verificationId: string) =>
    holder.query(
      `begin; select 1 from recipient r join verification v using (application_id, number_hash)
        where v.id = '${verificationId}' for update of r`,
    );

  test('is told 503 soon, and all others go on meanwhile', async () => {
    const { id, number, passcode } = await begin();
    await hold(id);
    const stuck = [timed(client.start({ number })), timed(client.check(id, passcode)), timed(client.resend(id))];
    const others = await Promise.all(Array.from({ length: 30 }, () => timed(client.start({ number: freshNumber() }))));
    expect(new Set(others.map(({ status }) => status))).toEqual(new Set([201]));
    for (const { status, problem, ms } of await Promise.all(stuck)) {
      expect([status, problem.code]).toEqual([503, 'service.unavailable']);
      expect(ms).toBeLessThan(8_000);
    }
    await holder.query('rollback');
    expect((await client.check(id, passcode)).body.status).toBe('approved');
  });

  test('keeps its promise of one approval: who was told 503 asks again', async () => {
    const { id, passcode } = await begin();
    await hold(id);
    const first = await client.check(id, passcode);
    await holder.query('rollback');
    expect(first.status).toBe(503);
    const again = await Promise.all([1, 2, 3].map(() => client.check(id, passcode)));
    expect(again.map(({ body }) => body.status).sort()).toEqual(['already_approved', 'already_approved', 'approved']);
  });
});

describe('a database that nobody answers from', () => {
  let cuttable: Cuttable;
  let backend: Backend;
  let far: Client;
  beforeEach(async () => {
    cuttable = await openCuttable(system.database.servingUrl);
    backend = await system.startBackend({ DATABASE_URL: cuttable.url });
    far = client.at(backend.url);
  });
  afterEach(async () => {
    cuttable.heal();
    await backend.stop();
    await cuttable.close();
  });

  test('is 503 for whoever asks, soon, and nothing is promised; once it answers again, so does the system', async () => {
    const { id, passcode } = await begin(far);
    cuttable.cut();
    const numbers = Array.from({ length: 12 }, freshNumber);
    const answers = await Promise.all([
      ...numbers.map((number) => timed(far.start({ number }))),
      timed(far.check(id, passcode)),
      timed(far.read(id)),
    ]);
    for (const { status, ms } of answers) {
      expect(status).toBe(503);
      expect(ms).toBeLessThan(8_000);
    }
    expect((await new Client(far.url).send({ method: 'GET', path: '/readyz' })).status).toBe(503);
    cuttable.heal();
    await vi.waitUntil(async () => (await far.start({ number: freshNumber() })).status === 201, {
      timeout: 20_000,
      interval: 100,
    });
    const { messageId } = await begin(far);
    await untilMessage(client, messageId, 'delivered');
    expect(['approved', 'already_approved']).toContain((await far.check(id, passcode)).body.status);
  });

  test('leaves a key to ask again with: whatever became of the first try, there is one verification', async () => {
    const number = freshNumber();
    const key = { 'idempotency-key': 'cut-off' };
    await begin(far);
    const asked = far.start({ number }, key);
    cuttable.cut();
    const first = await asked;
    cuttable.heal();
    const second = await vi.waitUntil(
      async () => {
        const answer = await far.start({ number }, key);
        return answer.status === 201 && answer;
      },
      { timeout: 20_000, interval: 100 },
    );
    if (first.status === 201) expect(second.body.id).toBe(first.body.id);
    else expect(first.status).toBe(503);
    const { rows } = await system.database.pool.query('select 1 from idempotency where key = $1', [
      key['idempotency-key'],
    ]);
    expect(rows).toHaveLength(1);
  });
});

test('a session of the database that stands still holds up its own requests alone', async () => {
  const { rows } = await system.database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and application_name like 'codewire %'
      and application_name not like 'codewire listen %' and application_name not like 'codewire jobs %'
      order by state_change desc`,
  );
  const [session] = rows;
  process.kill(session!.pid, 'SIGSTOP');
  try {
    const answers = await Promise.all(Array.from({ length: 60 }, () => timed(client.start({ number: freshNumber() }))));
    expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
    for (const { status, ms } of answers) {
      expect([201, 503]).toContain(status);
      expect(ms).toBeLessThan(8_000);
    }
    expect((await client.start({ number: freshNumber() })).status).toBe(201);
  } finally {
    process.kill(session!.pid, 'SIGCONT');
  }
});
