import { createDataSource, poolOf } from '../database/data-source.js';
import { isDatabaseFault } from '../database/faults.js';
import { assertSchemaCurrent } from '../database/schema-guard.js';
import { Sql } from '../database/sql.js';
import type { CommandIo } from './command.js';

/** Gives a command the database of the configuration, migrated; ends its connections whatever happens. */
export async function withDatabase(io: CommandIo, name: string, work: (sql: Sql) => Promise<void>): Promise<void> {
  const { url } = io.config().database;
  const dataSource = createDataSource({ url, poolSize: 2, applicationName: `codewire ${name}` });
  await dataSource.initialize().catch(explainUnreachable);
  try {
    await assertSchemaCurrent(dataSource);
    await work(new Sql(() => poolOf(dataSource)));
  } finally {
    await dataSource.destroy();
  }
}

/** A refused connection to "localhost" is an AggregateError without any words. */
function explainUnreachable(error: Error & { code?: string }): never {
  if (!isDatabaseFault(error)) throw error;
  throw new Error(`The database of DATABASE_URL cannot be used: ${error.message || error.code || 'no answer'}.`);
}
