import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { openCuttable, type Cuttable } from '../test/cuttable.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { createDataSource, poolOf } from './data-source.js';
import { SERVING_LIMITS } from './sessions.js';
import { DatabaseTimeout, isContention, isServerFault } from './faults.js';
import { Sql } from './sql.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table note (id int primary key, text text)');
  await database.pool.query(`insert into note select n, 'old' from generate_series(1, 10) n`);
});

afterAll(() => database.close());

/** What a server works with, over TCP or over the test server's own socket. */
async function openServing(url: string, poolSize = 2): Promise<{ dataSource: DataSource; pool: Pool; sql: Sql }> {
  const dataSource = createDataSource({ url, poolSize, applicationName: 'serving', limits: SERVING_LIMITS });
  await dataSource.initialize();
  const pool = poolOf(dataSource);
  pool.on('error', () => undefined);
  return { dataSource, pool, sql: new Sql(() => pool) };
}

async function faultOf(work: Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const startedAt = performance.now();
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, ms: performance.now() - startedAt };
}

async function timed<Answer extends object>(work: Promise<Answer>): Promise<Answer & { ms: number }> {
  const startedAt = performance.now();
  return { ...(await work), ms: performance.now() - startedAt };
}

const UPDATE = { name: 'note_update', text: 'update note set text = $2 where id = $1' };
const READ = { name: 'note_read', text: 'select text from note where id = $1' };
const SLEEP = { name: 'note_sleep', text: 'select pg_sleep(60)' };
const PID = { name: 'note_pid', text: 'select pg_backend_pid() as pid' };

const textOf = async (id: number) =>
  (await database.pool.query<{ text: string }>('select text from note where id = $1', [id])).rows[0]?.text;
const isGone = async (pid: number) =>
  (await database.pool.query('select 1 from pg_stat_activity where pid = $1', [pid])).rows.length === 0;

describe('sessions', () => {
  const NAMES = ['idle_in_transaction_session_timeout', 'lock_timeout', 'statement_timeout'];
  const shown = async (pool: Pool) => {
    const { rows } = await pool.query<{ value: string }>(
      `select current_setting(name) as value from unnest($1::text[]) name`,
      [NAMES],
    );
    return rows.map(({ value }) => value);
  };

  test('of a server are limited, over a Unix socket and over TCP', async () => {
    const cuttable = await openCuttable(database.url);
    for (const url of [database.url, cuttable.url]) {
      const { dataSource, pool } = await openServing(url);
      expect(await shown(pool)).toEqual(['5s', '500ms', '10s']);
      await dataSource.destroy();
    }
    await cuttable.close();
  });

  test('of a command are not: a migration takes as long as it takes', async () => {
    const dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'command' });
    await dataSource.initialize();
    expect(await shown(poolOf(dataSource))).toEqual(['0', '0', '0']);
    await dataSource.destroy();
  });
});

describe('a server', () => {
  let dataSource: DataSource;
  let sql: Sql;
  beforeEach(async () => ({ dataSource, sql } = await openServing(database.url, 1)));
  afterEach(() => dataSource.destroy());

  test('that stands still in a transaction loses it, and its locks; the connection is not used again', async () => {
    let pid = 0;
    const standing = sql.transaction(async (tx) => {
      await tx.rows({ name: 'note_impatient', text: `set local idle_in_transaction_session_timeout = '50ms'` });
      pid = (await tx.rows<{ pid: number }>(PID))[0]?.pid ?? 0;
      await tx.count(UPDATE, [1, 'lost']);
      await vi.waitUntil(() => isGone(pid), { timeout: 20_000 });
      await tx.count(UPDATE, [1, 'lost']);
    });
    const { error } = await faultOf(standing);
    expect(isServerFault(error)).toBe(true);
    expect(await textOf(1)).toBe('old');
    expect((await sql.rows<{ pid: number }>(PID))[0]?.pid).not.toBe(pid);
  });

  test('that meets a lock is told so in half a second, and that it is no fault of the database', async () => {
    const holder = await database.pool.connect();
    await holder.query('begin; select 1 from note where id = 2 for update');
    const { error, ms } = await faultOf(sql.transaction((tx) => tx.count(UPDATE, [2, 'new'])));
    await holder.query('rollback');
    holder.release();
    expect([isContention(error), isServerFault(error)]).toEqual([true, false]);
    expect(ms).toBeLessThan(5_000);
    expect(await sql.transaction((tx) => tx.count(UPDATE, [2, 'new']))).toBe(1);
  });

  test('whose transaction takes too long hears so, nothing of it is kept, and the pool has its place back', async () => {
    const late = sql.transaction(
      async (tx) => {
        await tx.count(UPDATE, [3, 'lost']);
        await tx.rows(SLEEP);
      },
      { mostMs: 200 },
    );
    const { error, ms } = await faultOf(late);
    expect(error).toBeInstanceOf(DatabaseTimeout);
    expect(ms).toBeLessThan(5_000);
    expect(await sql.rows(READ, [3])).toEqual([{ text: 'old' }]);
  });

  test('whose commit takes too long hears so although it may happen: nobody is told that nothing was done', async () => {
    await database.pool.query(`create function sleep() returns trigger language plpgsql as
      $$ begin perform pg_sleep(1); return null; end $$`);
    await database.pool.query(`create constraint trigger slow after update on note deferrable initially deferred
      for each row when (new.text = 'slow') execute function sleep()`);
    const { error } = await faultOf(sql.transaction((tx) => tx.count(UPDATE, [4, 'slow']), { mostMs: 600 }));
    expect(error).toBeInstanceOf(DatabaseTimeout);
    await vi.waitUntil(async () => (await textOf(4)) === 'slow', { timeout: 20_000 });
  });
});

test('a statement that nobody waits for any more gives its locks back in a second', async () => {
  const { dataSource, sql } = await openServing(database.url, 1);
  const late = sql.transaction(
    async (tx) => {
      await tx.count(UPDATE, [8, 'lost']);
      await tx.rows(SLEEP);
    },
    { mostMs: 100 },
  );
  const { error } = await faultOf(late);
  expect(error).toBeInstanceOf(DatabaseTimeout);
  const { rowCount, ms } = await timed(database.pool.query(`update note set text = 'another' where id = 8`));
  expect(rowCount).toBe(1);
  expect(ms).toBeLessThan(5_000);
  await dataSource.destroy();
});

describe('a network that is cut', () => {
  let cuttable: Cuttable;
  let serving: Awaited<ReturnType<typeof openServing>>;
  beforeEach(async () => {
    cuttable = await openCuttable(database.url);
    serving = await openServing(cuttable.url);
    await serving.sql.rows(READ, [5]);
  });
  afterEach(async () => {
    await serving.dataSource.destroy();
    await cuttable.close();
  });

  test('is noticed within seconds, by statements, by transactions and by who wants a connection', async () => {
    const { sql } = serving;
    cuttable.cut();
    const found = await Promise.all([
      faultOf(sql.rows(READ, [5])),
      faultOf(sql.transaction((tx) => tx.count(UPDATE, [5, 'lost']), { mostMs: 1_500 })),
      faultOf(sql.rows(READ, [5])),
    ]);
    for (const { error, ms } of found) {
      expect(isServerFault(error)).toBe(true);
      expect(ms).toBeLessThan(8_000);
    }
    cuttable.heal();
  });

  test('leaves no poisoned connection behind: once it is whole, the first statement is answered', async () => {
    const { sql, pool } = serving;
    cuttable.cut();
    await Promise.all([1, 2].map(() => faultOf(sql.transaction((tx) => tx.rows(READ, [5]), { mostMs: 100 }))));
    cuttable.heal();
    expect(await sql.rows(READ, [6])).toEqual([{ text: 'old' }]);
    expect(pool.waitingCount).toBe(0);
  });

  test('in the middle of a transaction leaves its locks behind for seconds only', async () => {
    const { sql } = serving;
    const held = Promise.withResolvers<void>();
    const stuck = faultOf(
      sql.transaction(
        async (tx) => {
          await tx.rows({ name: 'note_impatient', text: `set local idle_in_transaction_session_timeout = '1s'` });
          await tx.count(UPDATE, [7, 'lost']);
          held.resolve();
          cuttable.cut();
          await tx.count(UPDATE, [7, 'lost']);
        },
        { mostMs: 2_000 },
      ),
    );
    await held.promise;
    expect((await stuck).error).toBeInstanceOf(DatabaseTimeout);
    expect((await database.pool.query(`update note set text = 'another' where id = 7`)).rowCount).toBe(1);
    cuttable.heal();
  });
});
