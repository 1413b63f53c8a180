import { afterAll, beforeAll, expect, test } from 'vitest';
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
