import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { endRepeats, withdrawMessages } from './message.store.js';
import { beginAttempts, claimDue, closePastAttempts, renewLeases } from './outbox.store.js';
import { expireDue, listQueues } from './queue.store.js';
import { applyPartReceipts, writeResults, type AttemptResult } from './result.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());
afterEach(() => database.pool.query('truncate message, attempt, attempt_part'));

const FIRST = 'car_one';
const SECOND = 'car_two';

const resultOf = (messageId: string, changes: Partial<AttemptResult> = {}): AttemptResult => ({
  messageId,
  fence: 1,
  attempt: 1,
  carrierId: FIRST,
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  smscMessageIds: ['a1'],
  next: 'submitted',
  retryInMs: null,
  queue: null,
  ...changes,
});
const write = (...results: AttemptResult[]) => database.sql.transaction((tx) => writeResults(tx, results));
const stored = async (id: string) => (await database.pool.query('select * from message where id = $1', [id])).rows[0];
const claim = () => database.sql.transaction((tx) => claimDue(tx, [{ name: SECOND, most: 10 }], 5_000));
const arrived = (messageId: string) =>
  database.sql.transaction((tx) =>
    applyPartReceipts(tx, [
      { carrierId: FIRST, smscKey: 'a1', messageId, attempt: 1, part: 1, state: 'delivered', isOfAll: false },
    ]),
  );

/** A carrier tells what became of its attempt. */
const told = (messageId: string, attempt: 1 | 2, state: 'delivered' | 'undelivered') =>
  database.sql.transaction((tx) =>
    applyPartReceipts(tx, [
      {
        carrierId: attempt === 1 ? FIRST : SECOND,
        smscKey: attempt === 1 ? 'a1' : 'b2',
        messageId,
        attempt,
        part: 1,
        state,
        isOfAll: false,
      },
    ]),
  );

/** A message that the first carrier has taken, and that the second gets when no receipt comes in time. */
async function submitted({ lifeMs = 600_000, inMs = 20_000 } = {}): Promise<string> {
  const message = newMessage({ expiresAt: new Date(Date.now() + lifeMs) });
  await storeMessages(database.sql, [message], { carrierId: FIRST, nextCarriers: [FIRST, SECOND] });
  await write(resultOf(message.id, { retryInMs: inMs, queue: SECOND }));
  return message.id;
}

const pass = (id: string) =>
  database.pool.query(`update message set due_at = now() - interval '1 ms' where id = $1`, [id]);

/** No receipt has come: the second carrier has its attempt. */
async function handedOn(): Promise<string> {
  const id = await submitted();
  await pass(id);
  const [claimed] = await claim();
  expect(claimed).toMatchObject({ id, fence: 3, attempts: 1 });
  await database.sql.transaction((tx) =>
    beginAttempts(tx, [{ messageId: id, attempt: 2, carrierId: SECOND, queue: SECOND }]),
  );
  return id;
}

describe('a message that its carrier took', () => {
  test('is submitted, waits for its receipt, and is nobody else’s until the time is over', async () => {
    const id = await submitted();
    const { state, due_at: dueAt, next_carriers: queue } = await stored(id);
    expect([state, queue]).toEqual(['submitted', SECOND]);
    expect(dueAt.getTime() - Date.now()).toBeGreaterThan(15_000);
    expect(await claim()).toEqual([]);
    expect(await listQueues(database.sql)).toEqual([]);
  });

  test('that brings its receipt in time is due no more', async () => {
    const id = await submitted();
    expect(await arrived(id)).toMatchObject([{ id, state: 'delivered' }]);
    expect(await stored(id)).toMatchObject({ state: 'delivered', due_at: null });
  });

  test('is never due after its code has died, and stays submitted then', async () => {
    const id = await submitted({ lifeMs: 10_000, inMs: 20_000 });
    const { due_at: dueAt, expires_at: expiresAt } = await stored(id);
    expect(dueAt).toEqual(expiresAt);
    await database.pool.query(
      `update message set due_at = now() - interval '1 ms', expires_at = now() - interval '1 ms' where id = $1`,
      [id],
    );
    expect(await claim()).toEqual([]);
    expect(await expireDue(database.sql)).toHaveLength(1);
    expect(await stored(id)).toMatchObject({ state: 'submitted', error: null, due_at: null, ended_at: null });
  });

  test('counts as waiting from when it became due, not from its accept', async () => {
    const id = await submitted();
    await database.pool.query(`update message set created_at = now() - interval '90 s' where id = $1`, [id]);
    await pass(id);
    const [queue] = await listQueues(database.sql);
    expect(queue?.name).toBe(SECOND);
    expect(queue?.age).toBeLessThan(5);
  });

  test('is not given to another once the user has asked for the next text', async () => {
    const id = await submitted();
    await pass(id);
    await database.sql.transaction((tx) => withdrawMessages(tx, [id], 'resent'));
    expect(await stored(id)).toMatchObject({ state: 'submitted', error: null, due_at: null, ended_at: null });
    expect(await claim()).toEqual([]);
    expect(await arrived(id)).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('once the code is over', () => {
  test('a message that waits for its receipt is given to no other carrier, and its receipt counts all the same', async () => {
    const id = await submitted();
    await pass(id);
    await endRepeats(database.sql, [id]);
    expect(await claim()).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'submitted' });
    expect(await arrived(id)).toMatchObject([{ state: 'delivered' }]);
  });

  test('one that is being submitted, one that rests and one that is over stay as they are', async () => {
    const busy = await handedOn();
    const [resting, over] = [await submitted(), await submitted()];
    await write(resultOf(resting, { fence: 2 }));
    await arrived(over);
    const ids = [busy, resting, over];
    const before = await Promise.all(ids.map(stored));
    await endRepeats(database.sql, ids);
    expect(await Promise.all(ids.map(stored))).toEqual(before);
  });

  test('one that somebody holds is not waited for, and keeps none of the others', async () => {
    const [held, free] = [await submitted(), await submitted()];
    const holder = await database.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select 1 from message where id = $1 for update', [held]);
      await database.sql.transaction(async (tx) => {
        await tx.count({ name: 'test_lock_timeout', text: `set local lock_timeout = '2s'` });
        await endRepeats(tx, [held, free]);
      });
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    const { due_at: dueAt, expires_at: expiresAt } = await stored(free);
    expect(dueAt).toEqual(expiresAt);
  });
});

describe('a message that was handed on to a second carrier', () => {
  test('stays submitted on its way there, and its lease is renewed', async () => {
    const id = await handedOn();
    expect(await stored(id)).toMatchObject({ state: 'submitted', attempts: 2, carrier_id: SECOND });
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 3 }], 5_000)).toEqual([id]);
  });

  test('is delivered by a late receipt of the first attempt, while the second is under way and after', async () => {
    const id = await handedOn();
    expect(await arrived(id)).toMatchObject([{ id, state: 'delivered' }]);
    await write(resultOf(id, { fence: 3, attempt: 2, carrierId: SECOND, smscMessageIds: ['b2'] }));
    expect(await stored(id)).toMatchObject({ state: 'delivered', due_at: null });
  });

  test('that refuses it has not failed: the first carrier has it, and its receipt may come', async () => {
    const id = await handedOn();
    const refusal = { outcome: 'refused', reason: 'ESME_RINVDSTADR', commandStatus: 0x0b, next: 'failed' } as const;
    await write(resultOf(id, { fence: 3, attempt: 2, carrierId: SECOND, smscMessageIds: [], ...refusal }));
    expect(await stored(id)).toMatchObject({ state: 'submitted', error: null, ended_at: null, due_at: null });
    expect(await arrived(id)).toMatchObject([{ state: 'delivered' }]);
  });

  const second = (changes: Partial<AttemptResult> = {}) => ({
    fence: 3,
    attempt: 2,
    carrierId: SECOND,
    smscMessageIds: ['b2'],
    ...changes,
  });
  const REFUSED = { outcome: 'refused', reason: 'ESME_RINVDSTADR', commandStatus: 0x0b, next: 'failed' } as const;

  test('is delivered by a late receipt of the first attempt, after the second has told that it failed', async () => {
    const id = await handedOn();
    await write(resultOf(id, second()));
    expect(await told(id, 2, 'undelivered')).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'submitted', error: null, ended_at: null });
    expect(await arrived(id)).toMatchObject([{ id, state: 'delivered' }]);
  });

  test('fails once both have told that it did, in whatever order', async () => {
    for (const order of [[1, 2] as const, [2, 1] as const]) {
      const id = await handedOn();
      await write(resultOf(id, second()));
      expect(await told(id, order[0], 'undelivered')).toEqual([]);
      expect(await told(id, order[1], 'undelivered')).toMatchObject([{ id, state: 'undelivered' }]);
      await database.pool.query('truncate message, attempt, attempt_part');
    }
  });

  test.each([
    ['refused', REFUSED],
    ['was never sent', { outcome: 'not_sent', reason: 'link_down', next: 'failed' } as const],
  ])('where the second attempt %s, fails by the first one’s receipt, before that answer and after', async (_, end) => {
    const after = await handedOn();
    await write(resultOf(after, second({ smscMessageIds: [], ...end })));
    expect(await told(after, 1, 'undelivered')).toMatchObject([{ id: after, state: 'undelivered' }]);
    await database.pool.query('truncate message, attempt, attempt_part');
    const before = await handedOn();
    expect(await told(before, 1, 'undelivered')).toEqual([]);
    await write(resultOf(before, second({ smscMessageIds: [], ...end })));
    expect(await stored(before)).toMatchObject({ state: 'undelivered', error: 'carrier_undelivered', due_at: null });
  });

  test('and counted as undelivered is delivered all the same, once a receipt of the other attempt says so', async () => {
    const id = await handedOn();
    await write(resultOf(id, second({ smscMessageIds: [], ...REFUSED })));
    await told(id, 1, 'undelivered');
    await write(resultOf(id, second({ fence: null, outcome: 'unknown' })));
    expect(await told(id, 2, 'delivered')).toMatchObject([{ id, state: 'delivered' }]);
    expect(await stored(id)).toMatchObject({ state: 'delivered', error: null });
    expect(await told(id, 2, 'undelivered')).toEqual([]);
  });

  test('was first submitted when the first carrier took it', async () => {
    const id = await handedOn();
    const { submitted_at: first } = await stored(id);
    await write(resultOf(id, { fence: 3, attempt: 2, carrierId: SECOND, smscMessageIds: ['b2'] }));
    expect((await stored(id)).submitted_at).toEqual(first);
  });
});

test('a past attempt tells whether a part of it is known to have arrived', async () => {
  const [with_, without] = [await submitted(), await submitted()];
  await write(resultOf(with_, { smscMessageIds: ['p1', 'p2'] }));
  await database.pool.query(
    `update attempt_part set receipt_state = 'delivered' where message_id = $1 and smsc_key = 'a1'`,
    [with_],
  );
  const past = await database.sql.transaction((tx) => closePastAttempts(tx, [with_, without]));
  expect(past.get(with_)).toMatchObject([{ outcome: 'submitted', has_receipt: true }]);
  expect(past.get(without)).toMatchObject([{ outcome: 'submitted', has_receipt: false }]);
});
