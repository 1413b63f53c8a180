import { createDataSource, poolOf } from '../database/data-source.js';
import { isDatabaseFault } from '../database/faults.js';
import { assertSchemaCurrent } from '../database/schema-guard.js';
import { Sql } from '../database/sql.js';
import type { CommandIo } from './command.js';

/** Gives a command the database of the configuration, migrated; ends its connections whatever happens. */
export function withDatabase(io: CommandIo, name: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  return open({ name, setting: 'DATABASE_URL', url: io.config().database.url }, work);
}

/** The same as the owner of its tables. */
export function withOwnedDatabase(io: CommandIo, name: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  const { url, migrationUrl } = io.config().database;
  const setting = migrationUrl === url ? 'DATABASE_URL' : 'CODEWIRE_MIGRATION_DATABASE_URL';
  return open({ name, setting, url: migrationUrl }, work);
}

async function open(
  { name, setting, url }: { name: string; setting: string; url: string },
  work: (sql: Sql) => Promise<void>,
): Promise<void> {
  const dataSource = createDataSource({ url, poolSize: 2, applicationName: `codewire ${name}` });
  await dataSource.initialize().catch((error: Error & { code?: string }) => explainUnreachable(setting, error));
  try {
    await assertSchemaCurrent(dataSource);
    await work(new Sql(() => poolOf(dataSource)));
  } finally {
    await dataSource.destroy();
  }
}

/** A refused connection to "localhost" is an AggregateError without any words. */
function explainUnreachable(setting: string, error: Error & { code?: string }): never {
  if (!isDatabaseFault(error)) throw error;
  throw new Error(`The database of ${setting} cannot be used: ${error.message || error.code || 'no answer'}.`);
}
