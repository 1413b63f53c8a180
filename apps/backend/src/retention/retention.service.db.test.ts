import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import type { Deleted } from './retention.js';
import { RetentionService, type RetentionServiceOptions } from './retention.service.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const NOTHING: Deleted = { message: 0, verification: 0, unmatched_receipt: 0, idempotency: 0, recipient: 0 };

/** A service whose sweeps the test sees. */
function observed(changes: Partial<RetentionServiceOptions> = {}) {
  const swept: Deleted[] = [];
  const errors: unknown[] = [];
  const service = new RetentionService({
    databaseUrl: database.url,
    applicationName: 'retention under test',
    retention: { sweep: async () => NOTHING },
    onSwept: (deleted) => void swept.push(deleted),
    onError: (error) => void errors.push(error),
    ...changes,
  });
  return { service, swept, errors };
}

const sessions = async () =>
  (await database.pool.query(`select 1 from pg_stat_activity where application_name = 'retention under test'`)).rows
    .length;

/** As the schedule does at its minute. */
const sendJob = () =>
  database.pool.query(
    `insert into pgboss.job (name, data, policy) select name, '{}', policy from pgboss.queue where name = 'retention'`,
  );

test('the sweep is scheduled once, every hour, however many nodes start and however often', async () => {
  const nodes = [observed(), observed()];
  await Promise.all(nodes.map(({ service }) => service.start()));
  const again = observed();
  await again.service.start();
  const { rows } = await database.pool.query('select name, cron from pgboss.schedule');
  expect(rows).toEqual([{ name: 'retention', cron: '17 * * * *' }]);
  for (const { service, errors } of [...nodes, again]) {
    await service.stop();
    expect(errors).toEqual([]);
  }
});

test('it stays out of the schema of the product', async () => {
  const { service } = observed();
  await service.start();
  await service.stop();
  const { rows } = await database.pool.query(
    `select 1 from pg_tables where schemaname = 'public' and tablename like '%boss%' or tablename like 'job%' and schemaname = 'public'`,
  );
  expect(rows).toEqual([]);
});

test('a job that is due is swept and done', async () => {
  const { service, swept, errors } = observed();
  await service.start();
  await service.stop();
  await sendJob();
  await service.start();
  await vi.waitUntil(() => swept.length === 1, { timeout: 20_000 });
  await service.stop();
  expect(swept).toEqual([NOTHING]);
  expect(errors).toEqual([]);
  const { rows } = await database.pool.query(`select state from pgboss.job where name = 'retention'`);
  expect(rows).toEqual([{ state: 'completed' }]);
});

test('a sweep that breaks is told, and nothing of its words is kept in the job', async () => {
  await database.pool.query('delete from pgboss.job');
  const broken = new Error('a statement with its parameters');
  const { service, errors } = observed({ retention: { sweep: () => Promise.reject(broken) } });
  await sendJob();
  await service.start();
  await vi.waitUntil(() => errors.length === 1, { timeout: 20_000 });
  await service.stop();
  expect(errors).toEqual([broken]);
  const { rows } = await database.pool.query<{ job: string }>(
    `select row_to_json(j)::text as job from pgboss.job j where name = 'retention'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.job).not.toContain('parameters');
});

test('a stop ends the sweep under way and every connection', async () => {
  await database.pool.query('delete from pgboss.job');
  let isStopped = false;
  const sweep = (signal: AbortSignal) =>
    new Promise<Deleted>((resolve) => {
      signal.addEventListener('abort', () => {
        isStopped = true;
        resolve(NOTHING);
      });
      sweeping.resolve();
    });
  const sweeping = Promise.withResolvers<void>();
  const { service } = observed({ retention: { sweep } });
  await sendJob();
  await service.start();
  expect(await sessions()).toBeGreaterThan(0);
  await sweeping.promise;
  await service.stop();
  expect(isStopped).toBe(true);
  await vi.waitUntil(async () => (await sessions()) === 0);
});

test('a stop without a start does nothing', async () => {
  await expect(observed().service.stop()).resolves.toBeUndefined();
});
