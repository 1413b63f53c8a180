import type { Receipt } from '@codewire/sms';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { messageIdAt } from '../platform/ids.js';
import {
  begin,
  CARRIER,
  closeReceipts,
  freshId,
  openReceipts,
  receipt,
  renewReceipts,
  room,
  stateOf,
  submit,
} from '../test/receipts.js';
import { LongTexts } from './long-texts.js';

beforeAll(openReceipts);
afterAll(closeReceipts);
beforeEach(renewReceipts);
afterEach(async () => {
  await room.consumer.stop();
  expect(room.errors).toEqual([]);
});

/** A text of three parts, each under an id of its own. */
async function threeParts() {
  const [id, ids] = [await begin(), [freshId(), freshId(), freshId()]];
  await submit(id, ids);
  return { id, ids };
}

const take = (smscId: string | undefined, changes: Partial<Receipt> = {}) =>
  room.consumer.take(CARRIER, receipt(smscId as string, changes));

/** As if the code had run out an hour ago. */
async function outlive(id: string): Promise<string> {
  const old = messageIdAt(Date.now() - 3_600_000).slice(0, 12) + id.slice(12);
  const change = (table: string, column: string) =>
    room.database.pool.query(`update ${table} set ${column} = $2 where ${column} = $1`, [id, old]);
  await change('message', 'id');
  await change('attempt', 'message_id');
  await change('attempt_part', 'message_id');
  await room.database.pool.query(`update message set expires_at = now() - interval '1 h' where id = $1`, [old]);
  return old;
}

describe('a text of three parts', () => {
  test.each([
    ['in order', [0, 1, 2]],
    ['last first', [2, 1, 0]],
    ['the middle one last', [2, 0, 1]],
  ])('is delivered when all three are reported, %s, and not before', async (_, order) => {
    const { id, ids } = await threeParts();
    for (const [n, part] of order.entries()) {
      expect(await stateOf(id)).toBe('submitted');
      for (let turn = 0; turn < 3; turn += 1) await take(ids[part], { submittedParts: 1, deliveredParts: 1 });
      if (n < 2) expect(await stateOf(id)).toBe('submitted');
    }
    expect(await stateOf(id)).toBe('delivered');
  });

  test('fails with any of them, at once', async () => {
    const { id, ids } = await threeParts();
    await take(ids[0]);
    await take(ids[2], { state: 'undelivered', submittedParts: 3, deliveredParts: 2 });
    expect(await stateOf(id)).toBe('undelivered');
  });

  test.each([
    ['first', 0],
    ['last', 2],
  ])('is delivered by the receipt of its %s alone, when that counts all three', async (_, part) => {
    const { id, ids } = await threeParts();
    await take(ids[part], { submittedParts: 3, deliveredParts: 3 });
    expect(await stateOf(id)).toBe('delivered');
  });

  test('is delivered by a count of all three that came before the answer', async () => {
    const [id, ids] = [await begin(), [freshId(), freshId(), freshId()]];
    await take(ids[0], { submittedParts: 3, deliveredParts: 3 });
    await submit(id, ids);
    room.consumer.start();
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 5_000 });
  });

  test.each<[string, Partial<Receipt>]>([
    ['of another number', { submittedParts: 2, deliveredParts: 2 }],
    ['of fewer delivered than taken', { submittedParts: 3, deliveredParts: 2 }],
    ['that is on its way', { submittedParts: 3, deliveredParts: 3, state: 'accepted', isFinal: false }],
  ])('is not delivered by a count %s', async (_, changes) => {
    const { id, ids } = await threeParts();
    await take(ids[0], changes);
    expect(await stateOf(id)).toBe('submitted');
  });

  test.each([
    ['first', 0],
    ['last', 2],
  ])('of which only the %s is ever reported is delivered once its code has run out, once', async (_, part) => {
    const { id, ids } = await threeParts();
    const silent = await threeParts();
    await take(ids[part]);
    const [old, unreported] = [await outlive(id), await outlive(silent.id)];
    const texts = new LongTexts(room.database.sql);
    expect(await texts.end()).toMatchObject([{ id: old, carrierId: CARRIER, state: 'delivered' }]);
    expect(await texts.end()).toEqual([]);
    expect(await Promise.all([old, unreported].map(stateOf))).toEqual(['delivered', 'submitted']);
  });

  test('that lives is not ended by its age alone', async () => {
    const { id, ids } = await threeParts();
    await take(ids[0]);
    const old = await outlive(id);
    await room.database.pool.query(`update message set expires_at = now() + interval '1 min' where id = $1`, [old]);
    expect(await new LongTexts(room.database.sql).end()).toEqual([]);
    expect(await stateOf(old)).toBe('submitted');
  });

  test('is delivered by the first receipt that comes after its code has run out', async () => {
    const { id, ids } = await threeParts();
    const old = await outlive(id);
    await take(ids[1]);
    expect(await stateOf(old)).toBe('delivered');
  });
});

test('however many texts were reported in part, all are ended', async () => {
  const texts = await Promise.all(Array.from({ length: 12 }, threeParts));
  await Promise.all(texts.map(({ ids }) => take(ids[0])));
  const old = await Promise.all(texts.map(({ id }) => outlive(id)));
  const ended = await new LongTexts(room.database.sql, 5).end();
  expect(ended.map(({ id }) => id).sort()).toEqual([...old].sort());
});
