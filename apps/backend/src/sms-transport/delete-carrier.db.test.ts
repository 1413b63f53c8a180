import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { AuditLog } from '../audit/audit-log.js';
import { messageIdAt, newId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { countWaiting, openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { CarrierStore } from './carrier.store.js';
import { Carriers } from './carriers.js';
import { RouteStore } from './route.store.js';

let database: OpenDatabase;
let store: CarrierStore;
let carriers: Carriers;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new CarrierStore(database.sql);
  carriers = new Carriers({
    sql: database.sql,
    audit: new AuditLog(testAuditKey()),
    keyring: Keyring.load(currentRun().keyringFile),
    nowMs: Date.now,
    check: () => expect.unreachable('nothing is tried before a delete'),
  });
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate carrier, route, message, attempt, audit cascade'));

async function make(): Promise<string> {
  const id = newId('car');
  await store.insertCarrier({
    id,
    name: 'Acme',
    isSimulated: false,
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'acme',
    systemType: '',
    passwordSealed: Buffer.from([1]),
    windowSize: 10,
  });
  return id;
}

const remove = async (id: string) => (await carriers.delete(AUTHOR, id)).kind;
const wait = (id: string, options: object) => storeMessages(database.sql, [newMessage()], options).then(() => id);
const setMessage = (set: string) => database.pool.query(`update message set ${set}`);

test('a carrier is deleted when nothing names it, with its prices and its binds; the audit keeps what it was', async () => {
  const id = await make();
  await database.pool.query(`insert into price (carrier_id, prefix, price, currency) values ($1, '49', 0.05, 'EUR')`, [
    id,
  ]);
  expect(await remove(id)).toBe('deleted');
  expect(await store.findCarrier(id)).toBeUndefined();
  const { rows } = await database.pool.query('select action, before, after from audit');
  expect(rows[0]).toMatchObject({
    action: 'carrier.deleted',
    before: { name: 'Acme', host: 'smsc.example.com' },
    after: null,
  });
});

test('a carrier is not deleted while a route names it, though that is off', async () => {
  const id = await make();
  await new RouteStore(database.sql).insertRoute(
    { id: 'rou_a', applicationId: null, country: null, carrierIds: [id] },
    'last',
  );
  await database.pool.query('update route set is_enabled = false');
  expect(await remove(id)).toBe('in_use');
  await database.pool.query('delete from route');
  expect(await remove(id)).toBe('deleted');
});

test('a carrier is not deleted while a message waits for it, even among others', async () => {
  const id = await make();
  await wait(id, { nextCarriers: ['car_other', id] });
  expect(await remove(id)).toBe('in_use');
  await setMessage(`id = 'msg_${'0'.repeat(22)}'`);
  expect(await remove(id)).toBe('in_use');
  await setMessage(`state = 'expired', due_at = null`);
  expect(await remove(id)).toBe('deleted');
});

test('a carrier is not deleted while a message is being sent or may still be delivered', async () => {
  const id = await make();
  await wait(id, { carrierId: id, nextCarriers: [id] });
  await setMessage(`next_carriers = '', due_at = null`);
  await database.pool.query(`update attempt set outcome = 'submitted'`);
  expect(await remove(id)).toBe('in_use');
  await setMessage(`state = 'submitted'`);
  expect(await remove(id)).toBe('in_use');
  await setMessage(`expires_at = now()`);
  expect(await remove(id)).toBe('deleted');
});

test('a carrier is not deleted while an attempt is open whose message went elsewhere, as long as any code lives', async () => {
  const id = await make();
  const setAttempt = (messageId: string) =>
    database.pool.query(
      `insert into attempt (message_id, attempt, carrier_id, outcome, started_at) values ($1, 1, $2, 'open', now())`,
      [messageId, id],
    );
  await setAttempt(messageIdAt(Date.now() - 10 * 60_000));
  expect(await remove(id)).toBe('in_use');
  await database.pool.query('delete from attempt');
  await setAttempt(messageIdAt(Date.now() - 13 * 60_000));
  expect(await remove(id)).toBe('deleted');
});

test('a carrier is deleted or a route takes it, never both', async () => {
  const id = await make();
  const route = { id: 'rou_b', applicationId: null, country: null, carrierIds: [id] };
  const client = await database.pool.connect();
  await client.query('begin; lock table route in exclusive mode');
  await client.query(`insert into route (id, position, carrier_ids) values ($1, 1, $2)`, [route.id, route.carrierIds]);
  const removing = remove(id);
  await vi.waitUntil(async () => (await countWaiting(database)) > 0, { timeout: 20_000 });
  await client.query('commit');
  client.release();
  expect(await removing).toBe('in_use');
});

test('a carrier in use is known without waiting for those who change routes', async () => {
  const id = await make();
  await wait(id, { nextCarriers: [id] });
  const client = await database.pool.connect();
  await client.query('begin; lock table route in exclusive mode');
  try {
    expect(await remove(id)).toBe('in_use');
  } finally {
    await client.query('rollback');
    client.release();
  }
});
