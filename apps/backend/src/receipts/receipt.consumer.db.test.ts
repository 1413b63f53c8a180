import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Sql } from '../database/sql.js';
import { openPool } from '../test/database.js';
import {
  begin,
  CARRIER,
  closeReceipts,
  createConsumer,
  freshId,
  openReceipts,
  receipt,
  receiptsOf,
  renewReceipts,
  room,
  stateOf,
  submit,
} from '../test/receipts.js';

beforeAll(openReceipts);
afterAll(closeReceipts);
beforeEach(renewReceipts);
afterEach(async () => {
  await room.consumer.stop();
  expect(room.errors).toEqual([]);
});

test('a receipt is stored and its message moved before its taker hears of it', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await room.consumer.take(CARRIER, receipt(smscId, { errorCode: '000' }));
  expect(await stateOf(id)).toBe('delivered');
  expect(await receiptsOf(smscId)).toEqual([{ state: 'delivered', message_id: id, error_code: '000' }]);
});

test.each([
  ['as the carrier wrote it', '1A2B3C', '1A2B3C'],
  ['in another case', '1A2B3D', '1a2b3d'],
  ['padded with zeros', '1A2B3E', '0001A2B3E'],
])('a receipt is matched by its id at once: %s', async (_, answered, told) => {
  const id = await begin();
  await submit(id, [answered]);
  await room.consumer.take(CARRIER, receipt(told));
  expect(await stateOf(id)).toBe('delivered');
});

describe('parts under one id', () => {
  const twoParts = async () => {
    const [id, smscId] = [await begin(), freshId()];
    await submit(id, [smscId, smscId]);
    return { id, smscId };
  };

  test('are delivered by as many receipts as there are parts, in one group or in two', async () => {
    const [together, apart] = [await twoParts(), await twoParts()];
    await Promise.all([1, 2].map(() => room.consumer.take(CARRIER, receipt(together.smscId))));
    expect(await stateOf(together.id)).toBe('delivered');
    await room.consumer.take(CARRIER, receipt(apart.smscId));
    expect(await stateOf(apart.id)).toBe('submitted');
    await room.consumer.take(CARRIER, receipt(apart.smscId));
    expect(await stateOf(apart.id)).toBe('delivered');
  });

  test('are marked by two nodes at once, each its own', async () => {
    const other = createConsumer(room.database.sql);
    for (let turn = 0; turn < 10; turn += 1) {
      const { id, smscId } = await twoParts();
      await Promise.all([room.consumer, other].map((node) => node.take(CARRIER, receipt(smscId))));
      expect(await stateOf(id)).toBe('delivered');
    }
    await other.stop();
  });

  test('that came before their submit was written are joined one after the other, too', async () => {
    const [id, smscId] = [await begin(), freshId()];
    for (const _ of [1, 2]) await room.consumer.take(CARRIER, receipt(smscId));
    await submit(id, [smscId, smscId]);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  });

  test('do not arrive because one is reported twice on its way', async () => {
    const { id, smscId } = await twoParts();
    for (const _ of [1, 2, 3]) await room.consumer.take(CARRIER, receipt(smscId, { state: 'enroute', isFinal: false }));
    await room.consumer.take(CARRIER, receipt(smscId));
    expect(await stateOf(id)).toBe('submitted');
  });
});

test('each message that moves is told in one line; one that moves no further is not', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await room.consumer.take(CARRIER, receipt(smscId, { state: 'enroute', isFinal: false }));
  expect(room.lines).toEqual([]);
  for (const _ of [1, 2]) await room.consumer.take(CARRIER, receipt(smscId));
  expect(room.lines).toEqual([{ event: 'receipt', message: id, carrier: CARRIER, state: 'delivered' }]);
});

test('what moved is told with where it went: health is looked at by prefix and country', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await room.database.pool.query(`update message set country = 'DE', number_prefix = '491511' where id = $1`, [id]);
  await submit(id, [smscId]);
  await room.consumer.take(CARRIER, receipt(smscId, { state: 'undelivered' }));
  expect(room.moved).toEqual([{ id, carrierId: CARRIER, state: 'undelivered', country: 'DE', numberPrefix: '491511' }]);
});

test("another carrier's receipt with the same id is about another message", async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await room.consumer.take('car_two', receipt(smscId));
  expect(await stateOf(id)).toBe('submitted');
});

test('an id that a carrier has used before means the newer message', async () => {
  const [older, smscId] = [await begin(), freshId()];
  await submit(older, [smscId]);
  await vi.waitUntil(
    async () => {
      const newer = await begin();
      if (newer < older) return false;
      await submit(newer, [smscId]);
      await room.consumer.take(CARRIER, receipt(smscId));
      expect(await stateOf(newer)).toBe('delivered');
      return true;
    },
    { timeout: 20_000 },
  );
  expect(await stateOf(older)).toBe('submitted');
});

test.each(['accepted', 'enroute', 'unknown'] as const)('the state %s is stored and moves nothing', async (state) => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  await room.consumer.take(CARRIER, receipt(smscId, { state, isFinal: false }));
  expect(await stateOf(id)).toBe('submitted');
  await room.consumer.take(CARRIER, receipt(smscId));
  expect(await stateOf(id)).toBe('delivered');
  expect(await receiptsOf(smscId)).toHaveLength(2);
});

test('states only move forward: accepted, delivered, each three times, then a late "on its way"', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await submit(id, [smscId]);
  const told = ['accepted', 'delivered', 'enroute', 'undelivered'] as const;
  for (const state of told) {
    for (const _ of [1, 2, 3]) {
      await room.consumer.take(CARRIER, receipt(smscId, { state, isFinal: state.endsWith('delivered') }));
    }
    expect(await stateOf(id)).toBe(state === 'accepted' ? 'submitted' : 'delivered');
  }
  expect(room.lines).toHaveLength(1);
});

test("a late receipt of a carrier that was given up is about its own attempt: the other carrier's still decides", async () => {
  const [id, early, late] = [await begin(), freshId(), freshId()];
  await submit(id, [early]);
  await room.database.pool.query(`update message set attempts = 2, carrier_id = 'car_two' where id = $1`, [id]);
  await room.database.pool.query(
    `insert into attempt values ($1, 2, 'car_two', 'submitted', null, null, now(), now())`,
    [id],
  );
  await room.database.pool.query(
    `insert into attempt_part (carrier_id, smsc_key, message_id, attempt, part, parts, smsc_message_id) values ('car_two', $2, $1, 2, 1, 1, $2)`,
    [id, late],
  );
  await room.consumer.take(CARRIER, receipt(early, { state: 'undelivered' }));
  expect(await stateOf(id)).toBe('submitted');
  await room.consumer.take('car_two', receipt(late));
  expect(await stateOf(id)).toBe('delivered');
  const { rows } = await room.database.pool.query(
    'select attempt, receipt_state from attempt_part where message_id = $1 order by attempt',
    [id],
  );
  expect(rows).toEqual([
    { attempt: 1, receipt_state: 'undelivered' },
    { attempt: 2, receipt_state: 'delivered' },
  ]);
});

test('hundreds of receipts at once, repeated ones among them, are all stored and move each message once', async () => {
  const messages = await Promise.all(
    Array.from({ length: 120 }, async () => ({ id: await begin(), smscId: freshId() })),
  );
  await Promise.all(messages.map(({ id, smscId }) => submit(id, [smscId])));
  await Promise.all([...messages, ...messages].map(({ smscId }) => room.consumer.take(CARRIER, receipt(smscId))));
  const { rows } = await room.database.pool.query<{ state: string; n: number }>(
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
