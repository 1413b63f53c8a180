import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  begin,
  CARRIER,
  closeReceipts,
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

describe('a text that its carrier does not call a receipt', () => {
  const counted = async () =>
    /event="unhandled_inbound"\} (\d+)/.exec(await room.metrics.registry.metrics())?.[1] ?? '0';

  test.each([
    ['as it is', (number: string) => number],
    ['without the plus', (number: string) => number.slice(1)],
    ['national', (number: string) => `0${number.slice(3)}`],
  ])('is one when it names a message and comes from its phone, written %s', async (_, write) => {
    const [number, smscId] = [freshPhone(), freshId()];
    const id = await begin(number);
    await submit(id, [smscId]);
    await room.consumer.take(CARRIER, receipt(smscId, { isFlagged: false, from: write(number) }));
    expect(await stateOf(id)).toBe('delivered');
    expect(await counted()).toBe('0');
  });

  test('moves nothing when it comes from another phone: it is counted, answered and not kept', async () => {
    const [id, smscId] = [await begin(), freshId()];
    await submit(id, [smscId]);
    await room.consumer.take(CARRIER, receipt(smscId, { isFlagged: false, from: freshPhone() }));
    expect(await stateOf(id)).toBe('submitted');
    expect(await receiptsOf(smscId)).toEqual([]);
    expect(await counted()).toBe('1');
  });

  test('is not kept when it names nothing, so that nobody can fill the table from a phone', async () => {
    const smscId = freshId();
    await room.consumer.take(CARRIER, receipt(smscId, { isFlagged: false }));
    expect(await receiptsOf(smscId)).toEqual([]);
    expect(await counted()).toBe('1');
  });

  test('does not take a receipt of the same moment down with it', async () => {
    const [id, smscId] = [await begin(), freshId()];
    await submit(id, [smscId]);
    await Promise.all([
      room.consumer.take(CARRIER, receipt(freshId(), { isFlagged: false })),
      room.consumer.take(CARRIER, receipt(smscId)),
      room.consumer.take(CARRIER, receipt(freshId(), { isFlagged: false })),
    ]);
    expect(await stateOf(id)).toBe('delivered');
  });
});
