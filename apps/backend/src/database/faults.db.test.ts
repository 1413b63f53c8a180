import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { openPool, openTestDatabase, type OpenDatabase } from '../test/database.js';
import { DatabaseTimeout, isConflict, isContention, isDatabaseFault, isServerFault } from './faults.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table once (id int primary key)');
});

afterAll(() => database.close());

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

test("a statement that fails for its own row's sake is not the database's fault", async () => {
  const twice = await errorOf(database.pool.query('insert into once values (1), (1)'));
  const noNumber = await errorOf(database.pool.query(`select 'x'::int`));
  const tooBig = await errorOf(database.pool.query('select 40000::smallint'));
  expect([twice, noNumber, tooBig].map((error) => [error instanceof Error, isDatabaseFault(error)])).toEqual([
    [true, false],
    [true, false],
    [true, false],
  ]);
});

test('a session that was ended, a server that is not there and a database that does not exist are', async () => {
  const ended = await errorOf(database.pool.query('select pg_terminate_backend(pg_backend_pid())'));
  const elsewhere = new pg.Client({ host: '127.0.0.1', port: 1, user: 'nobody', database: 'none' });
  const refused = await errorOf(elsewhere.connect());
  const noSocket = await errorOf(new pg.Client({ host: '/nowhere', database: 'none', user: 'nobody' }).connect());
  expect([ended, refused, noSocket].map(isDatabaseFault)).toEqual([true, true, true]);
});

test('a database that takes no connections, that was renamed or that forgot its user is', async () => {
  const connectTo = (change: (url: URL) => void) => {
    const url = new URL(database.url);
    change(url);
    return errorOf(new pg.Client({ connectionString: url.href }).connect());
  };
  const renamed = await connectTo((url) => void (url.pathname = '/test_nobody_has'));
  const noUser = await connectTo((url) => void (url.username = 'nobody'));
  const outside = openPool(database.url.replace(database.name, 'postgres'), 1);
  await outside.query(`alter database "${database.name}" allow_connections false`);
  const closed = await connectTo(() => undefined);
  await outside.query(`alter database "${database.name}" allow_connections true`);
  await outside.end();
  expect([renamed, noUser, closed].map(isDatabaseFault)).toEqual([true, true, true]);
});

/** What each of two sessions hears that lock two rows in opposite order. */
async function deadlock(): Promise<unknown> {
  await database.pool.query('create table pair (id int primary key); insert into pair values (1), (2)');
  const clients = await Promise.all([database.pool.connect(), database.pool.connect()]);
  await Promise.all(
    clients.map((client, at) => client.query(`begin; select 1 from pair where id = ${at + 1} for update`)),
  );
  const errors = await Promise.all(
    clients.map(async (client, at) => {
      const error = await errorOf(client.query(`select 1 from pair where id = ${2 - at} for update`));
      await client.query('rollback');
      client.release();
      return error;
    }),
  );
  return errors.find((error) => error !== undefined);
}

test("a lock that somebody holds and a deadlock are no fault of the server, and none of the row's either", async () => {
  await database.pool.query('insert into once values (7)');
  const holder = await database.pool.connect();
  await holder.query('begin; select 1 from once where id = 7 for update');
  const client = await database.pool.connect();
  await client.query(`set lock_timeout = '20ms'`);
  const locked = await errorOf(client.query('select 1 from once where id = 7 for update'));
  client.release(true);
  await holder.query('rollback');
  holder.release();
  const found = [locked, await deadlock()];
  expect(found.map(isContention)).toEqual([true, true]);
  expect(found.map(isServerFault)).toEqual([false, false]);
  expect(found.map(isDatabaseFault)).toEqual([true, true]);
  expect(found.map(isConflict)).toEqual([false, true]);
});

test('no answer in time is the fault of the server', async () => {
  const impatient = { text: 'select pg_sleep(1)', query_timeout: 20 };
  const silent = await errorOf(database.pool.query(impatient));
  expect([silent, new DatabaseTimeout('late')].map(isServerFault)).toEqual([true, true]);
});

test('a statement that took too long is: the next would, too', async () => {
  const client = await database.pool.connect();
  await client.query('set statement_timeout = 1');
  const cancelled = await errorOf(client.query('select count(*) from generate_series(1, 1e9)'));
  client.release(true);
  expect(isDatabaseFault(cancelled)).toBe(true);
});
