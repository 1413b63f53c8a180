import type { Receipt } from '@codewire/sms';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Sql } from '../database/sql.js';
import { writeResults } from '../delivery/result.store.js';
import { Metrics } from '../platform/metrics.js';
import { openPool, openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { ReceiptConsumer } from './receipt.consumer.js';

const CARRIER = 'car_one';
let database: OpenDatabase;
let consumer: ReceiptConsumer;
let errors: unknown[];
let ids = 0xa00000;
const freshId = () => (ids += 1).toString(16);

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

function createConsumer(sql: Sql): ReceiptConsumer {
  return new ReceiptConsumer({
    sql,
    metrics: new Metrics(),
    rideAlongMs: 5,
    sweepMs: 20,
    onError: (error) => void errors.push(error),
  });
}

beforeEach(() => {
  errors = [];
  consumer = createConsumer(database.sql);
});

afterEach(async () => {
  await consumer.stop();
  expect(errors).toEqual([]);
});

const begin = () => storeMessages(database.sql, [newMessage()], { carrierId: CARRIER }).then(([id]) => id as string);

const submit = (messageId: string, smscMessageIds: string[], carrierId = CARRIER) =>
  database.sql.transaction((tx) =>
    writeResults(tx, [
      {
        messageId,
        fence: 1,
        attempt: 1,
        carrierId,
        outcome: 'submitted',
        reason: null,
        commandStatus: null,
        smscMessageIds,
        next: 'submitted',
        retryInMs: null,
      },
    ]),
  );

const receipt = (smscMessageId: string, changes: Partial<Receipt> = {}): Receipt => ({
  smscMessageId,
  state: 'delivered',
  isFinal: true,
  from: '4915112345678',
  to: 'Codewire',
  isFlagged: true,
  ...changes,
});

const stateOf = async (id: string) =>
  (await database.pool.query<{ state: string }>('select state from message where id = $1', [id])).rows[0]?.state;
const receiptsOf = async (smscMessageId: string) =>
  (
    await database.pool.query(
      'select state, message_id, error_code from receipt where smsc_message_id = $1 order by received_at',
      [smscMessageId],
    )
  ).rows;

test('a receipt is stored and its message moved before its taker hears of it', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await consumer.take(CARRIER, receipt(smscId, { errorCode: '000' }));
  expect(await stateOf(id)).toBe('delivered');
  expect(await receiptsOf(smscId)).toEqual([{ state: 'delivered', message_id: id, error_code: '000' }]);
});

test('a receipt before the submit answer is not lost', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await consumer.take(CARRIER, receipt(smscId));
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: null }]);
  expect(await stateOf(id)).toBe('submitting');
  await submit(id, [smscId]);
  consumer.start();
  await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 5_000 });
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: id }]);
});

test('a receipt that matches nothing is kept, and a sweep does not lose it', async () => {
  const smscId = freshId();
  await consumer.take(CARRIER, receipt(smscId));
  consumer.start();
  const [id, other] = [await begin(), freshId()];
  await consumer.take(CARRIER, receipt(other));
  await submit(id, [other]);
  await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 5_000 });
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: null }]);
});

test.each([
  ['as the carrier wrote it', '1A2B3C', '1A2B3C'],
  ['in another case', '1A2B3D', '1a2b3d'],
  ['padded with zeros', '1A2B3E', '0001A2B3E'],
  ['answered in hex, told in decimal', '1a2b3f', '1715007'],
  ['answered in decimal, told in hex', '1715008', '1A2B40'],
])('a receipt is matched by its id: %s', async (_, answered, told) => {
  const id = await begin();
  await submit(id, [answered]);
  await consumer.take(CARRIER, receipt(told));
  expect(await stateOf(id)).toBe('delivered');
});

test("another carrier's receipt with the same id is about another message", async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await consumer.take('car_two', receipt(smscId));
  expect(await stateOf(id)).toBe('submitted');
});

test('an id that a carrier has used before means the newer message', async () => {
  const [older, smscId] = [await begin(), freshId()];
  await submit(older, [smscId]);
  await vi.waitUntil(async () => {
    const newer = await begin();
    if (newer < older) return false;
    await submit(newer, [smscId]);
    await consumer.take(CARRIER, receipt(smscId));
    expect(await stateOf(newer)).toBe('delivered');
    return true;
  });
  expect(await stateOf(older)).toBe('submitted');
});

test.each(['accepted', 'enroute', 'unknown'] as const)('the state %s is stored and moves nothing', async (state) => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await consumer.take(CARRIER, receipt(smscId, { state, isFinal: false }));
  expect(await stateOf(id)).toBe('submitted');
  await consumer.take(CARRIER, receipt(smscId));
  expect(await stateOf(id)).toBe('delivered');
  expect(await receiptsOf(smscId)).toHaveLength(2);
});

test('hundreds of receipts at once, repeated ones among them, are all stored and move each message once', async () => {
  const messages = await Promise.all(
    Array.from({ length: 120 }, async () => ({ id: await begin(), smscId: freshId() })),
  );
  await Promise.all(messages.map(({ id, smscId }) => submit(id, [smscId])));
  await Promise.all([...messages, ...messages].map(({ smscId }) => consumer.take(CARRIER, receipt(smscId))));
  const { rows } = await database.pool.query<{ state: string; n: number }>(
    `select m.state, count(distinct m.id)::int as n from message m join receipt r on r.message_id = m.id
      where m.id = any($1) group by 1`,
    [messages.map(({ id }) => id)],
  );
  expect(rows).toEqual([{ state: 'delivered', n: 120 }]);
});

test('a receipt that could not be stored is not acknowledged', async () => {
  const pool = openPool('postgresql://codewire@localhost/test?host=/nowhere');
  const cut = createConsumer(new Sql(() => pool));
  await expect(cut.take(CARRIER, receipt(freshId()))).rejects.toThrow('ENOENT');
  await cut.stop();
  await pool.end();
});
