import pg from 'pg';
import { createTestDatabase, type TestDatabaseOptions } from '../../../../tools/testing/database.js';
import { Sql } from '../database/sql.js';

/** A migrated database of this test file's own, with the doors that stores and tests use. */
export interface OpenDatabase {
  readonly name: string;
  readonly url: string;
  /** The same database as a server connects to it: by a role that owns nothing. */
  readonly servingUrl: string;
  readonly pool: pg.Pool;
  readonly sql: Sql;
  /** Ends every session and removes the database; call it in the file's `afterAll`. */
  close(): Promise<void>;
}

export async function openTestDatabase(poolSize = 8, options: TestDatabaseOptions = {}): Promise<OpenDatabase> {
  const database = await createTestDatabase(options);
  const pool = openPool(database.url, poolSize);
  const close = async () => {
    await pool.end();
    await database.drop();
  };
  const { name, url, servingUrl } = database;
  return { name, url, servingUrl, pool, sql: new Sql(() => pool), close };
}

/** A pool that survives having its sessions ended by the server, as some tests do on purpose. */
export function openPool(url: string, max = 4): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on('error', () => undefined);
  return pool;
}

/** How many sessions of this database wait for another's lock; others of the run wait in databases of their own. */
export async function countWaiting({ pool }: Pick<OpenDatabase, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
}
