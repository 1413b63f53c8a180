import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, QUEUE, storeMessages } from '../test/messages.js';
import { findBrief, findPreviousSend, withdrawMessages } from './message.store.js';
import { claimDue } from './outbox.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());
afterEach(() => database.pool.query('truncate message, attempt'));

const store = (changes: Parameters<typeof newMessage>[0] = {}, options?: Parameters<typeof storeMessages>[2]) =>
  storeMessages(database.sql, [newMessage(changes)], options).then(([id]) => id as string);
const claimIds = async () =>
  (await database.sql.transaction((tx) => claimDue(tx, [{ name: QUEUE, most: 100 }], 5_000))).map(({ id }) => id);

const stored = async (id: string) => (await database.pool.query('select * from message where id = $1', [id])).rows[0];

describe('the next send of the same code', () => {
  const previous = (id: string) => database.sql.transaction((tx) => findPreviousSend(tx, id));
  const attempted = (id: string, attempts: readonly [carrierId: string, outcome: string][]) =>
    database.pool.query(
      `insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
        select $1, place, carrier_id, outcome, now()
        from unnest($2::text[], $3::text[]) with ordinality as t(carrier_id, outcome, place)`,
      [id, attempts.map(([carrierId]) => carrierId), attempts.map(([, outcome]) => outcome)],
    );

  test('knows where the digits lead and which carriers had it, the newest last', async () => {
    const id = await store({ numberPrefix: '336', usedBefore: ['car_two', 'car_three'] });
    await attempted(id, [
      ['car_four', 'refused'],
      ['car_two', 'unknown'],
      ['car_four', 'open'],
      ['car_five', 'not_sent'],
    ]);
    expect(await previous(id)).toEqual({
      numberPrefix: '336',
      usedBefore: ['car_three', 'car_two', 'car_four'],
      writtenWith: 1,
    });
  });

  test('after one that nobody was asked to send begins anywhere', async () => {
    expect(await previous(await store())).toEqual({ numberPrefix: '491511', usedBefore: [], writtenWith: 1 });
    expect(await previous('msg_gone')).toEqual({ numberPrefix: null, usedBefore: [], writtenWith: null });
  });

  test('tells whoever claims it', async () => {
    const id = await store({ usedBefore: ['car_two', 'car_one'] }, { nextCarriers: ['car_used'] });
    const [claimed] = await database.sql.transaction((tx) => claimDue(tx, [{ name: 'car_used', most: 1 }], 5_000));
    expect(claimed).toMatchObject({ id, numberPrefix: '491511', usedBefore: ['car_two', 'car_one'] });
  });
});

test('a message keeps by which rule it was routed, each its own', async () => {
  const [one, none] = [await store({}, { routeId: 'rou_germany' }), await store()];
  expect([(await stored(one)).route_id, (await stored(none)).route_id]).toEqual(['rou_germany', null]);
});

describe('taking back', () => {
  test('a queued message never goes out, and its sender loses it', async () => {
    const id = await store();
    await database.sql.transaction((tx) => withdrawMessages(tx, [id], 'cancelled'));
    expect(await claimIds()).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'failed', error: 'cancelled', fence: 1, due_at: null });
    expect(await findBrief(database.sql, id)).toEqual({ id, status: 'failed', encoding: 'GSM-7', segments: 1 });
  });

  test('a message that is being submitted goes out all the same', async () => {
    const id = await store({}, { carrierId: 'car_one' });
    await database.sql.transaction((tx) => withdrawMessages(tx, [id], 'superseded'));
    expect(await stored(id)).toMatchObject({ state: 'submitting', error: null, fence: 1 });
  });

  test.each([
    ['refused', 'failed'],
    ['not_sent', 'failed'],
    ['unknown', 'submitting'],
  ])('a message that waits for its next try after an attempt that was %s is %s', async (outcome, state) => {
    const id = await store({}, { carrierId: 'car_one' });
    await database.pool.query('update attempt set outcome = $2 where message_id = $1', [id, outcome]);
    await database.sql.transaction((tx) => withdrawMessages(tx, [id], 'cancelled'));
    expect((await stored(id)).state).toBe(state);
  });
});
