import type { DataSource } from 'typeorm';
import { MIGRATIONS } from './data-source.js';

/** True when the newest migration this build knows has run. A newer schema is fine: it was expanded, not contracted. */
export async function schemaIsCurrent(dataSource: DataSource): Promise<boolean> {
  const newest = MIGRATIONS.at(-1)?.name;
  const [table] = await dataSource.query<{ name: string | null }[]>(`select to_regclass('migration')::text as name`);
  if (table?.name == null) return false;
  const rows = await dataSource.query<unknown[]>(`select 1 from migration where name = $1`, [newest]);
  return rows.length === 1;
}

/** Refuses to start on an older schema: half of the statements would fail later, in the middle of a user's request. */
export async function assertSchemaCurrent(dataSource: DataSource): Promise<void> {
  if (await schemaIsCurrent(dataSource).catch(explainForbidden)) return;
  throw new Error('The database schema is older than this build. Run `npm run migration:run`, then start again.');
}

const FORBIDDEN = '42501';

function explainForbidden(error: Error & { code?: string }): never {
  if (error.code !== FORBIDDEN) throw error;
  throw new Error(
    'The role of DATABASE_URL may not use these tables. Run `npm run migration:run` as their owner (CODEWIRE_MIGRATION_DATABASE_URL), then GRANT codewire_serving to that role.',
  );
}
