import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  begin,
  CARRIER,
  closeReceipts,
  createConsumer,
  freshId,
  freshPhone,
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

test('a receipt before the submit answer is not lost', async () => {
  const [id, smscId] = [await begin(), freshId()];
  await room.consumer.take(CARRIER, receipt(smscId));
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: null }]);
  expect(await stateOf(id)).toBe('submitting');
  await submit(id, [smscId]);
  room.consumer.start();
  await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: id }]);
});

test('a receipt that matches nothing is kept, and a sweep does not lose it', async () => {
  const smscId = freshId();
  await room.consumer.take(CARRIER, receipt(smscId));
  room.consumer.start();
  const [id, other] = [await begin(), freshId()];
  await room.consumer.take(CARRIER, receipt(other));
  await submit(id, [other]);
  await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  expect(await receiptsOf(smscId)).toMatchObject([{ message_id: null }]);
});

/** As if the carrier had said so a while ago. */
const age = (smscMessageId: string, interval: string) =>
  room.database.pool.query(`update receipt set received_at = received_at - $2::interval where smsc_message_id = $1`, [
    smscMessageId,
    interval,
  ]);

describe('an id in another form', () => {
  test.each([
    ['answered in hex, told in decimal', '1a2b3f', '1715007'],
    ['answered in decimal, told in hex', '1715008', '1A2B40'],
  ])('is found once the form that was told stays unknown: %s', async (_, answered, told) => {
    const number = freshPhone();
    const id = await begin(number);
    await submit(id, [answered]);
    await room.consumer.take(CARRIER, receipt(told, { from: number.slice(1) }));
    expect(await stateOf(id)).toBe('submitted');
    await age(told, '3 s');
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
    expect(await receiptsOf(told)).toMatchObject([{ message_id: id }]);
  });

  test('is never preferred: with both messages known, the one that was named moves', async () => {
    const [named, newer] = [await begin(), await begin()];
    await submit(named, ['100100']);
    const other = await begin();
    await submit(newer, [Number.parseInt('100100', 16).toString()]);
    await submit(other, [(100_100).toString(16)]);
    await room.consumer.take(CARRIER, receipt('100100', { state: 'undelivered' }));
    expect(await Promise.all([named, newer, other].map(stateOf))).toEqual(['undelivered', 'submitted', 'submitted']);
  });

  test('is not tried while the answer to the submit may still be on its way', async () => {
    const older = await begin();
    await submit(older, [(4_096_512).toString(16)]);
    await room.consumer.take(CARRIER, receipt('4096512'));
    const id = await begin();
    await submit(id, ['4096512']);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
    expect(await stateOf(older)).toBe('submitted');
  });

  test('of a message to another phone is not believed, however long nothing else turns up', async () => {
    const other = await begin();
    await submit(other, [(5_096_512).toString(16)]);
    await room.consumer.take(CARRIER, receipt('5096512', { from: freshPhone(), state: 'undelivered' }));
    await age('5096512', '3 s');
    const [later, proof] = [await begin(), freshId()];
    await room.consumer.take(CARRIER, receipt(proof));
    await submit(later, [proof]);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(later)) === 'delivered', { timeout: 20_000 });
    expect(await stateOf(other)).toBe('submitted');
  });
});

test('receipts of nobody never hide one behind them, however many they are', async () => {
  await room.database.pool.query(
    `insert into receipt (id, carrier_id, smsc_key, smsc_message_id, state, received_at)
      select 'rcp_nobody' || n, $1, 'nobody' || n, 'nobody' || n, 'delivered', now() - interval '1 min' * (n % 60)
      from generate_series(1, 1200) n`,
    [CARRIER],
  );
  const [id, smscId] = [await begin(), freshId()];
  await room.consumer.take(CARRIER, receipt(smscId));
  await submit(id, [smscId]);
  room.consumer.start();
  await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  await room.database.pool.query(`delete from receipt where smsc_key like 'nobody%'`);
});

test('a receipt that waits is joined once, though two nodes sweep', async () => {
  const other = createConsumer(room.database.sql);
  const waiting = await Promise.all(Array.from({ length: 40 }, async () => ({ id: await begin(), smscId: freshId() })));
  await Promise.all(waiting.map(({ smscId }) => room.consumer.take(CARRIER, receipt(smscId))));
  await Promise.all(waiting.map(({ id, smscId }) => submit(id, [smscId])));
  for (const node of [room.consumer, other]) node.start();
  for (const { id } of waiting)
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
  await other.stop();
  expect(room.lines.map(({ message }) => message).sort()).toEqual(waiting.map(({ id }) => id).sort());
});
