import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { Jobs, type Job } from './jobs.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => void (await database.pool.query('delete from pgboss.job')));

/** A node, by the role that serves, whose work the test sees. */
function observed(changes: Partial<Job> = {}) {
  const done: string[] = [];
  const errors: unknown[] = [];
  const job: Job = {
    name: 'sweep',
    cron: '17 * * * *',
    longestSeconds: 60,
    isDaily: false,
    run: async () => void done.push(job.name),
    ...changes,
  };
  const jobs = new Jobs({
    databaseUrl: database.servingUrl,
    applicationName: 'jobs under test',
    jobs: [job],
    onError: (_, error) => void errors.push(error),
  });
  return { jobs, done, errors };
}

const sessions = async () =>
  (await database.pool.query(`select 1 from pg_stat_activity where application_name = 'jobs under test'`)).rows.length;

/** As the schedule does at its minute. */
const sendJob = () =>
  database.pool.query(
    `insert into pgboss.job (name, data, policy) select name, '{}', policy from pgboss.queue where name = 'sweep'`,
  );

const statesOf = async (name: string) =>
  (await database.pool.query<{ state: string }>('select state from pgboss.job where name = $1', [name])).rows.map(
    ({ state }) => state,
  );

test('a job is scheduled once, however many nodes start and however often', async () => {
  const nodes = [observed(), observed()];
  await Promise.all(nodes.map(({ jobs }) => jobs.start()));
  const again = observed();
  await again.jobs.start();
  const { rows } = await database.pool.query('select name, cron from pgboss.schedule');
  expect(rows).toEqual([{ name: 'sweep', cron: '17 * * * *' }]);
  for (const { jobs, errors } of [...nodes, again]) {
    await jobs.stop();
    expect(errors).toEqual([]);
  }
});

test('a job that is due is done', async () => {
  const { jobs, done, errors } = observed();
  await jobs.start();
  await jobs.stop();
  await sendJob();
  await jobs.start();
  await vi.waitUntil(() => done.length === 1, { timeout: 20_000 });
  await jobs.stop();
  expect(errors).toEqual([]);
  expect(await statesOf('sweep')).toEqual(['completed']);
});

test('a daily job is done as soon as a node is there, and once that day, however many start', async () => {
  const daily = { name: 'daily', cron: '7 0 * * *', isDaily: true };
  const nodes = [observed(daily), observed(daily)];
  await Promise.all(nodes.map(({ jobs }) => jobs.start()));
  const done = () => nodes.flatMap((node) => node.done);
  await vi.waitUntil(() => done().length === 1, { timeout: 20_000 });
  for (const { jobs } of nodes) await jobs.stop();
  const later = observed(daily);
  await later.jobs.start();
  await later.jobs.stop();
  expect(later.done).toEqual([]);
  expect(await statesOf('daily')).toEqual(['completed']);
});

test('a daily job that breaks is tried again that day', async () => {
  const { jobs, errors } = observed({ name: 'breaking', isDaily: true, run: () => Promise.reject(new Error('no')) });
  await jobs.start();
  await vi.waitUntil(() => errors.length === 1, { timeout: 20_000 });
  await jobs.stop();
  expect(await statesOf('breaking')).toEqual(['retry']);
});

test('a job that breaks is told, and nothing of its words is kept', async () => {
  const broken = new Error('a statement with its parameters');
  const { jobs, errors } = observed({ run: () => Promise.reject(broken) });
  await sendJob();
  await jobs.start();
  await vi.waitUntil(() => errors.length === 1, { timeout: 20_000 });
  await jobs.stop();
  expect(errors).toEqual([broken]);
  const { rows } = await database.pool.query<{ job: string }>(
    `select row_to_json(j)::text as job from pgboss.job j where name = 'sweep'`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.job).not.toContain('parameters');
});

test('a stop ends what is under way and every connection', async () => {
  let isStopped = false;
  const run = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        isStopped = true;
        resolve();
      });
      running.resolve();
    });
  const running = Promise.withResolvers<void>();
  const { jobs } = observed({ run });
  await sendJob();
  await jobs.start();
  expect(await sessions()).toBeGreaterThan(0);
  await running.promise;
  await jobs.stop();
  expect(isStopped).toBe(true);
  await vi.waitUntil(async () => (await sessions()) === 0, { timeout: 20_000 });
});

test('a stop without a start does nothing', async () => {
  await expect(observed().jobs.stop()).resolves.toBeUndefined();
});

test('makes no table, in the schema of the product or in its own', async () => {
  const tables = async () =>
    (await database.pool.query(`select schemaname, tablename from pg_tables order by 1, 2`)).rows;
  const before = await tables();
  const { jobs } = observed();
  await jobs.start();
  await jobs.stop();
  expect(await tables()).toEqual(before);
});
