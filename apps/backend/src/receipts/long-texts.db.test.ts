import type { Receipt } from '@codewire/sms';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Sql } from '../database/sql.js';
import type { EndedText } from '../delivery/long-texts.store.js';
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

/** What `texts` ends now. */
async function ended(texts: LongTexts): Promise<EndedText[]> {
  const all: EndedText[] = [];
  await texts.end((text) => void all.push(text));
  return all;
}

/** As if the code had run out an hour ago. */
async function outlive(id: string, hours = 1): Promise<string> {
  const old = messageIdAt(Date.now() - hours * 3_600_000).slice(0, 12) + id.slice(12);
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
    await vi.waitUntil(async () => (await stateOf(id)) === 'delivered', { timeout: 20_000 });
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
    expect(await ended(texts)).toMatchObject([{ id: old, carrierId: CARRIER, state: 'delivered' }]);
    expect(await ended(texts)).toEqual([]);
    expect(await Promise.all([old, unreported].map(stateOf))).toEqual(['delivered', 'submitted']);
  });

  test('that lives is not ended by its age alone', async () => {
    const { id, ids } = await threeParts();
    await take(ids[0]);
    const old = await outlive(id);
    await room.database.pool.query(`update message set expires_at = now() + interval '1 min' where id = $1`, [old]);
    expect(await ended(new LongTexts(room.database.sql))).toEqual([]);
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
  const all = await ended(new LongTexts(room.database.sql, 5));
  expect(all.map(({ id }) => id).sort()).toEqual([...old].sort());
});

test('a sweep that fails half way has ended what came before, and the next goes on there', async () => {
  const texts = await Promise.all(Array.from({ length: 2 }, threeParts));
  await Promise.all(texts.map(({ ids }) => take(ids[0])));
  const [first, last] = await Promise.all(texts.map(({ id }, n) => outlive(id, 3 - n)));
  const { sql } = room.database;
  let [asked, most] = [0, Infinity];
  const transaction: Sql['transaction'] = (work, options) => {
    asked += 1;
    return asked > most ? Promise.reject(new Error('the database is away')) : sql.transaction(work, options);
  };
  const flaky = new LongTexts(Object.assign(new Sql(() => room.database.pool), { transaction }));
  const told: string[] = [];
  const end = () => flaky.end(({ id }) => void told.push(id));
  // Two hours before now, that is between the two.
  most = (72 - 2.5) * 6;
  await expect(end()).rejects.toThrow('the database is away');
  expect(told).toEqual([first]);
  most = Infinity;
  asked = 0;
  await end();
  expect(told).toEqual([first, last]);
  expect(asked).toBeLessThan(20);
});
