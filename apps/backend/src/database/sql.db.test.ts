import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPool, openTestDatabase, type OpenDatabase } from '../test/database.js';
import { Sql } from './sql.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table note (text text primary key)');
});

afterAll(() => database.close());

const INSERT = { name: 'note_insert', text: 'insert into note values ($1)' };
const COUNT = { name: 'note_count', text: 'select count(*)::int as n from note where text = $1' };

const countOf = async (text: string) => (await database.sql.rows<{ n: number }>(COUNT, [text]))[0]?.n;

test('what a transaction wrote is there once it has resolved, and for its own statements before', async () => {
  const seen = await database.sql.transaction(async (tx) => {
    await tx.count(INSERT, ['kept']);
    return { inside: (await tx.rows<{ n: number }>(COUNT, ['kept']))[0]?.n, outside: await countOf('kept') };
  });
  expect(seen).toEqual({ inside: 1, outside: 0 });
  expect(await countOf('kept')).toBe(1);
});

test('a snapshot sees one moment in all it reads, whatever is written meanwhile, and writes nothing', async () => {
  const seen = await database.sql.snapshot(async (tx) => {
    const [before] = await tx.rows<{ n: number }>(COUNT, ['meanwhile']);
    await database.sql.count(INSERT, ['meanwhile']);
    return [before?.n, await countOf('meanwhile'), (await tx.rows<{ n: number }>(COUNT, ['meanwhile']))[0]?.n];
  });
  expect(seen).toEqual([0, 1, 0]);
  await expect(database.sql.snapshot((tx) => tx.count(INSERT, ['forbidden']))).rejects.toThrow('read-only');
  expect(await database.sql.snapshot((tx) => Promise.all([tx.rows(COUNT, ['meanwhile']), tx.commit()]))).toEqual([
    [{ n: 1 }],
    undefined,
  ]);
});

test('a transaction whose work throws leaves nothing behind and throws the same error', async () => {
  const broken = new Error('no');
  const work = database.sql.transaction(async (tx) => {
    await tx.count(INSERT, ['dropped']);
    throw broken;
  });
  await expect(work).rejects.toBe(broken);
  expect(await countOf('dropped')).toBe(0);
});

test('a session that the server ended in a transaction is not handed out again', async () => {
  const pool = openPool(database.url, 1);
  const sql = new Sql(() => pool);
  const terminate = { name: 'terminate', text: 'select pg_terminate_backend(pg_backend_pid())' };
  await expect(sql.transaction((tx) => tx.rows(terminate))).rejects.toThrow('terminat');
  expect(await sql.transaction((tx) => tx.rows<{ n: number }>(COUNT, ['kept']))).toEqual([{ n: 1 }]);
  await pool.end();
});

describe('statements asked for in one breath', () => {
  /** A pool of one connection, and the octets of each write to it. */
  async function watched() {
    const pool = openPool(database.url, 1);
    const client = await pool.connect();
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    const writes: number[] = [];
    const corked = stream.uncork.bind(stream);
    stream.uncork = () => (writes.push(stream.writableLength), corked());
    client.release();
    onTestFinished(() => pool.end());
    return { sql: new Sql(() => pool), writes };
  }

  test('go to the server in one write, with the beginning and the commit', async () => {
    const { sql, writes } = await watched();
    const [, , rows] = await sql.transaction((tx) =>
      Promise.all([
        tx.count(INSERT, ['first']),
        tx.count(INSERT, ['second']),
        tx.rows<{ n: number }>(COUNT, ['first']),
        tx.commit(),
      ]),
    );
    expect(rows).toEqual([{ n: 1 }]);
    expect(writes).toHaveLength(1);
    expect([await countOf('first'), await countOf('second')]).toEqual([1, 1]);
  });

  test('see what those before them did, whoever held the row', async () => {
    const { sql } = await watched();
    await database.sql.count(INSERT, ['held']);
    const lock = { name: 'note_lock', text: 'select 1 from note where text = $1 for update' };
    const change = { name: 'note_change', text: `update note set text = $2 where text = $1` };
    const other = await database.pool.connect();
    await other.query(`begin; update note set text = 'held' where text = 'held'`);
    const changing = sql.transaction((tx) =>
      Promise.all([tx.count(lock, ['held']), tx.count(change, ['held', 'changed']), tx.commit()]),
    );
    await other.query('commit');
    other.release();
    expect((await changing).slice(0, 2)).toEqual([1, 1]);
    expect(await countOf('changed')).toBe(1);
  });

  test('fail together: none is done, and the connection goes on with what it had not parsed', async () => {
    const { sql } = await watched();
    const late = { name: 'note_late', text: 'select 1 as late' };
    const failing = sql.transaction((tx) =>
      Promise.all([tx.count(INSERT, ['third']), tx.count(INSERT, ['first']), tx.rows(late), tx.commit()]),
    );
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect(await countOf('third')).toBe(0);
    expect(await sql.transaction((tx) => tx.rows(late))).toEqual([{ late: 1 }]);
  });

  test('are not followed by anything after the commit', async () => {
    const { sql } = await watched();
    const work = sql.transaction(async (tx) => {
      await Promise.all([tx.count(INSERT, ['committed']), tx.commit()]);
      await tx.count(INSERT, ['afterwards']);
    });
    await expect(work).rejects.toThrow('note_insert was asked for after the commit');
    expect([await countOf('committed'), await countOf('afterwards')]).toEqual([1, 0]);
  });

  test('cannot be sent with a value that is none, and the connection stays whole', async () => {
    const { sql } = await watched();
    const loop: { self?: unknown } = {};
    loop.self = loop;
    await expect(sql.transaction((tx) => tx.count(INSERT, [loop]))).rejects.toThrow('circular');
    expect(await sql.transaction((tx) => tx.rows<{ n: number }>(COUNT, ['first']))).toEqual([{ n: 1 }]);
  });
});

test('a transaction that its own commit rolls back is no success', async () => {
  const swallowing = database.sql.transaction(async (tx) => {
    await tx.count(INSERT, ['first']).catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('rolled back by its commit');
});

test('a transaction without statements opens none', async () => {
  expect(await database.sql.transaction(async () => 'nothing to do')).toBe('nothing to do');
});
