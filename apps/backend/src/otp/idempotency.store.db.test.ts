import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '../database/sql.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { claimKeys, saveReplies, type IdempotencyKey } from './idempotency.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const hash = (body: string) => createHash('sha256').update(body).digest();
const keyFor = (changes: Partial<IdempotencyKey> = {}): IdempotencyKey => ({
  applicationId: 'app_one',
  key: randomUUID(),
  bodyHash: hash('body'),
  ...changes,
});
const stateIn = async (tx: Tx, key: IdempotencyKey) => (await claimKeys<{ answer: number }>(tx, [key]))[0];
const stateOf = (key: IdempotencyKey) => database.sql.transaction((tx) => stateIn(tx, key));
const save = (key: IdempotencyKey, verificationId = 'ver_first') =>
  database.sql.transaction((tx) => saveReplies(tx, [{ ...key, verificationId, reply: { answer: 42 } }]));

test('a key is new until a reply was stored under it, then its reply is told again', async () => {
  const key = keyFor();
  expect(await stateOf(key)).toEqual({ kind: 'new' });
  expect(await stateOf(key)).toEqual({ kind: 'new' });
  await save(key);
  expect(await stateOf(key)).toEqual({ kind: 'replay', verificationId: 'ver_first', reply: { answer: 42 } });
});

test('another body under the same key is told apart', async () => {
  const key = keyFor();
  await save(key);
  expect(await stateOf({ ...key, bodyHash: hash('another body') })).toEqual({ kind: 'mismatch' });
});

test("another application's equal key is another key", async () => {
  const key = keyFor();
  await save(key);
  expect(await stateOf({ ...key, applicationId: 'app_two' })).toEqual({ kind: 'new' });
});

test('while one transaction holds a new key, every other meets a request in flight', async () => {
  const key = keyFor();
  const states = await database.sql.transaction(async (tx) => {
    const mine = await stateIn(tx, key);
    return [mine, await stateOf(key), await stateOf(key)];
  });
  expect(states).toEqual([{ kind: 'new' }, { kind: 'in_flight' }, { kind: 'in_flight' }]);
});

test('a transaction that fails gives its key back', async () => {
  const key = keyFor();
  const failed = database.sql.transaction(async (tx) => {
    await stateIn(tx, key);
    await saveReplies(tx, [{ ...key, verificationId: 'ver_lost', reply: {} }]);
    throw new Error('limited');
  });
  await expect(failed).rejects.toThrow('limited');
  expect(await stateOf(key)).toEqual({ kind: 'new' });
});

test('a key may be used again a day later, and its new reply replaces the old one', async () => {
  const key = keyFor();
  await save(key);
  await database.pool.query(`update idempotency set created_at = now() - interval '24 hours 1 second' where key = $1`, [
    key.key,
  ]);
  expect(await stateOf(key)).toEqual({ kind: 'new' });
  await save(key, 'ver_second');
  expect(await stateOf(key)).toEqual({ kind: 'replay', verificationId: 'ver_second', reply: { answer: 42 } });
});

test('many keys of one group are told each their own state, in order', async () => {
  const [stored, other] = [keyFor(), keyFor()];
  await save(stored);
  await save(other);
  const keys = [keyFor(), stored, { ...other, bodyHash: hash('x') }, keyFor()];
  const states = await database.sql.transaction((tx) => claimKeys(tx, keys));
  expect(states.map(({ kind }) => kind)).toEqual(['new', 'replay', 'mismatch', 'new']);
});
