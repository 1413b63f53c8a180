import { getRollbackPlans, PgBoss } from 'pg-boss';
import packageJson from 'pg-boss/package.json' with { type: 'json' };
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { command } from '../cli/migration.command.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { MIGRATIONS } from './data-source.js';
import { JOBS_SCHEMA } from './jobs-schema.js';

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ migration: command }, database.url);
});

afterAll(() => database.close());

/** The state before the migration that makes these tables. */
beforeEach(async () => {
  const steps = MIGRATIONS.length - MIGRATIONS.findIndex(({ name }) => name.startsWith('ServingRole'));
  await run('migration', 'run');
  for (let step = 0; step < steps; step += 1) await run('migration', 'revert', '--yes');
});

const boss = (url: string, migrate: boolean) =>
  new PgBoss({ connectionString: url, migrate, reindex: false, supervise: false, schedule: false, max: 1 });

/** What builds of before did when they started: they made the tables by the connection that serves. */
async function startAsBefore(): Promise<void> {
  const older = boss(database.url, true);
  await older.start();
  await older.createQueue('retention');
  await older.send('retention', { kept: true });
  await older.stop();
}

/** Throws when the tables are not those of the installed package. */
async function findJobs(): Promise<unknown[]> {
  const serving = boss(database.servingUrl, false);
  await serving.start();
  const jobs = await serving.findJobs('retention');
  await serving.stop();
  return jobs;
}

const versionOf = async () =>
  (await database.pool.query<{ version: number }>(`select version from ${JOBS_SCHEMA}.version`)).rows[0]?.version;

test('a migration makes the tables that the installed package expects', async () => {
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  expect(await versionOf()).toBe(packageJson.pgboss.schema);
});

test('tables that a server of before made are taken over, with the jobs in them', async () => {
  await startAsBefore();
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  expect(await findJobs()).toMatchObject([{ data: { kept: true } }]);
});

test('tables of an older version of the package are brought up, with the jobs in them', async () => {
  await startAsBefore();
  await database.pool.query(getRollbackPlans(JOBS_SCHEMA, packageJson.pgboss.schema));
  expect(await versionOf()).toBe(packageJson.pgboss.schema - 1);
  expect(await run('migration', 'run')).toMatchObject({ code: 0 });
  expect(await versionOf()).toBe(packageJson.pgboss.schema);
  expect(await findJobs()).toMatchObject([{ data: { kept: true } }]);
});
