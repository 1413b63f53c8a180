import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertOperator, insertSession } from '../test/operators.js';
import { WatchedSessions } from './session-watch.js';

let database: OpenDatabase;
let sessions: WatchedSessions;

beforeAll(async () => {
  database = await openTestDatabase();
  sessions = new WatchedSessions(database.sql);
});

afterAll(() => database.close());

test('those may stay who are signed in, active and still permitted, and nobody else', async () => {
  const { pool } = database;
  const someone = async (change: string) => {
    const operatorId = await insertOperator(pool, { role: 'ops' });
    const { id } = await insertSession(pool, operatorId);
    if (change !== '') await pool.query(change, [change.includes('operator set') ? operatorId : id]);
    return id;
  };
  const staying = [await someone(''), await someone('')];
  const leaving = [
    await someone('delete from session where id = $1'),
    await someone('update session set expires_at = now() where id = $1'),
    await someone(`update session set last_seen_at = now() - interval '31 min' where id = $1`),
    await someone('update operator set deactivated_at = now() where id = $1'),
    await someone(`update operator set role = 'editor' where id = $1`),
    await someone('update operator set enrolled_at = null where id = $1'),
  ];
  expect(await sessions.whoMayStay([...leaving, ...staying], 'carriers.read')).toEqual(new Set(staying));
  expect(await sessions.whoMayStay([], 'carriers.read')).toEqual(new Set());
});

test('whoever the settings ask for a passkey stays no longer without one', async () => {
  const { pool } = database;
  const [without, having] = [await insertOperator(pool, { role: 'ops' }), await insertOperator(pool, { role: 'ops' })];
  await pool.query(
    `insert into passkey (id, operator_id, credential_id, public_key, counter, name) values ('pky_1', $1, '\\x01', '\\x00', 0, 'key')`,
    [having],
  );
  const [leaving, staying] = [(await insertSession(pool, without)).id, (await insertSession(pool, having)).id];
  await pool.query(`update setting set second_factor = 'passkey'`);
  try {
    expect(await sessions.whoMayStay([leaving, staying], 'carriers.read')).toEqual(new Set([staying]));
  } finally {
    await pool.query(`update setting set second_factor = 'any'`);
  }
});

test('to be watched is not to be seen: a stream keeps no session alive', async () => {
  const { pool } = database;
  const { id } = await insertSession(pool, await insertOperator(pool, { role: 'ops' }));
  await pool.query(`update session set last_seen_at = now() - interval '5 min' where id = $1`, [id]);
  const seen = async () => (await pool.query('select last_seen_at from session where id = $1', [id])).rows[0];
  const before = await seen();
  await sessions.whoMayStay([id], 'carriers.read');
  expect(await seen()).toEqual(before);
});
