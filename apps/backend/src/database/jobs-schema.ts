import { getConstructionPlans, getMigrationPlans } from 'pg-boss';
import packageJson from 'pg-boss/package.json' with { type: 'json' };
import type { QueryRunner } from 'typeorm';

/** Where pg-boss keeps queues, schedules and jobs. */
export const JOBS_SCHEMA = 'pgboss';

/**
 * Brings the tables of pg-boss to what the installed package expects, in the transaction of a migration: the server's
 * role may not. A newer package with another schema needs a migration of its own, which calls this again.
 */
export async function bringJobsSchema(runner: QueryRunner): Promise<void> {
  const version = await jobsSchemaVersion(runner);
  if (version === undefined) return perform(runner, getConstructionPlans(JOBS_SCHEMA));
  if (version < packageJson.pgboss.schema) return perform(runner, getMigrationPlans(JOBS_SCHEMA, version));
}

async function jobsSchemaVersion(runner: QueryRunner): Promise<number | undefined> {
  const [table] = (await runner.query(`select to_regclass('${JOBS_SCHEMA}.version')::text as name`)) as {
    name: string | null;
  }[];
  if (table?.name == null) return undefined;
  const [row] = (await runner.query(`select version from ${JOBS_SCHEMA}.version`)) as { version: number }[];
  return row?.version;
}

/**
 * A plan of pg-boss is a transaction of its own, followed by indexes that are made without locks; here all of it is part
 * of the migration's, which such indexes cannot be. The tables are small: a lock is short.
 */
async function perform(runner: QueryRunner, plan: string): Promise<void> {
  await runner.query(
    plan
      .replace(/^\s*BEGIN;/, '')
      .replace(/^\s*COMMIT;/m, '')
      .replaceAll(' CONCURRENTLY', ''),
  );
}
