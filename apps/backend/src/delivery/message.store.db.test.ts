import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import {
  beginAttempts,
  claimDue,
  closePastAttempts,
  expireDue,
  findBrief,
  postpone,
  queueAgeSeconds,
  renewLeases,
  withdrawMessages,
} from './message.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());
afterEach(() => database.pool.query('truncate message, attempt, attempt_part'));

const store = (changes: Parameters<typeof newMessage>[0] = {}, options?: Parameters<typeof storeMessages>[2]) =>
  storeMessages(database.sql, [newMessage(changes)], options).then(([id]) => id as string);
const claim = (limit = 100) => database.sql.transaction((tx) => claimDue(tx, limit, 5_000));
const claimIds = async (limit?: number) => (await claim(limit)).map(({ id }) => id);
const soon = (ms: number) => new Date(Date.now() + ms);

const stored = async (id: string) =>
  (await database.pool.query('select *, due_at > now() as is_leased from message where id = $1', [id])).rows[0];

describe('what is due', () => {
  test('a queued message is taken once: its lease keeps it from everyone else', async () => {
    const id = await store();
    expect(await claimIds()).toEqual([id]);
    expect(await claimIds()).toEqual([]);
  });

  test('a message claimed by its insert is not taken while its lease lasts, and is once it has run out', async () => {
    const id = await store({}, { carrierId: 'car_one' });
    expect(await stored(id)).toMatchObject({ state: 'submitting', fence: 1, attempts: 1, is_leased: true });
    expect(await claimIds()).toEqual([]);
    await database.pool.query(`update message set due_at = now() - interval '1 ms' where id = $1`, [id]);
    const [claimed] = await claim();
    expect(claimed).toMatchObject({ id, fence: 2, attempts: 1 });
  });

  test('the message that waits longest goes first, and no more than asked for', async () => {
    const ids = await storeMessages(
      database.sql,
      Array.from({ length: 5 }, () => newMessage()),
    );
    await database.pool.query(
      `update message set due_at = now() - (array_position($1::text[], id) || ' seconds')::interval`,
      [[...ids].reverse()],
    );
    expect((await claimIds(2)).sort()).toEqual(ids.slice(0, 2).sort());
    expect((await claimIds(2)).sort()).toEqual(ids.slice(2, 4).sort());
  });

  test('a claim tells the life left by the database, and everything a submit needs', async () => {
    const message = newMessage({ expiresAt: soon(90_000) });
    await storeMessages(database.sql, [message]);
    const [claimed] = await claim();
    const { id, verificationId, applicationId, numberSealed, sender, body, code } = message;
    expect(claimed).toMatchObject({ id, verificationId, applicationId, numberSealed, sender, body, code });
    expect(claimed!.msLeft).toBeGreaterThan(85_000);
    expect(claimed!.msLeft).toBeLessThanOrEqual(90_000);
  });

  test('a message whose code has died is never claimed', async () => {
    await store({ expiresAt: soon(-1) });
    expect(await claimIds()).toEqual([]);
  });

  test('the queue is as old as the message that waits longest', async () => {
    expect(await queueAgeSeconds(database.sql)).toBe(0);
    const id = await store();
    await database.pool.query(`update message set due_at = now() - interval '90 seconds' where id = $1`, [id]);
    expect(Math.floor(await queueAgeSeconds(database.sql))).toBe(90);
  });
});

describe('senders at the same time', () => {
  test('two that claim in open transactions never take the same message', async () => {
    const ids = await storeMessages(
      database.sql,
      Array.from({ length: 30 }, () => newMessage()),
    );
    const [first, second] = await database.sql.transaction(async (one) => {
      const mine = await claimDue(one, 20, 5_000);
      // The other one looks while this transaction still holds its rows: it skips them and does not wait.
      return [mine, await claim(20)];
    });
    expect([first.length, second.length]).toEqual([20, 10]);
    expect([...first, ...second].map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  test('eight that claim as fast as they can share all messages, each one once', async () => {
    const ids = await storeMessages(
      database.sql,
      Array.from({ length: 200 }, () => newMessage()),
    );
    const sender = async () => {
      const taken: string[] = [];
      for (let got = await claimIds(7); got.length > 0; got = await claimIds(7)) taken.push(...got);
      return taken;
    };
    const taken = await Promise.all(Array.from({ length: 8 }, sender));
    expect(taken.flat().sort()).toEqual([...ids].sort());
  });
});

describe('leases', () => {
  test('are renewed for their holder and for nobody else', async () => {
    const id = await store({}, { carrierId: 'car_one', leaseMs: 1_000 });
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 0 }], 60_000)).toBe(0);
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toBe(1);
    const { due_at: dueAt } = await stored(id);
    expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  });

  test('of a message that another sender has taken over are lost', async () => {
    const id = await store({}, { carrierId: 'car_one', leaseMs: 0 });
    await claim();
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toBe(0);
  });

  test('of a message with nothing left to send are not taken up again', async () => {
    const id = await store({}, { carrierId: 'car_one' });
    await database.pool.query('update message set due_at = null where id = $1', [id]);
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toBe(0);
  });
});

describe('attempts', () => {
  test('one left open by a lost sender is told as unknown, and the next is written before it is made', async () => {
    const id = await store({}, { carrierId: 'car_one', leaseMs: 0 });
    const past = await database.sql.transaction(async (tx) => {
      await claimDue(tx, 1, 5_000);
      const attempts = await closePastAttempts(tx, [id]);
      await beginAttempts(tx, [{ messageId: id, attempt: 2, carrierId: 'car_two' }]);
      return attempts.get(id);
    });
    expect(past).toMatchObject([{ attempt: 1, carrier_id: 'car_one', outcome: 'unknown' }]);
    const { rows } = await database.pool.query(
      'select attempt, carrier_id, outcome, reason from attempt order by attempt',
    );
    expect(rows).toEqual([
      { attempt: 1, carrier_id: 'car_one', outcome: 'unknown', reason: 'sender_lost' },
      { attempt: 2, carrier_id: 'car_two', outcome: 'open', reason: null },
    ]);
    expect(await stored(id)).toMatchObject({ state: 'submitting', attempts: 2, carrier_id: 'car_two' });
  });

  test('a message that found no carrier is due again after the wait, never after its code has died', async () => {
    const [near, far] = [await store({ expiresAt: soon(2_000) }), await store()];
    await database.sql.transaction((tx) =>
      postpone(
        tx,
        [near, far].map((messageId) => ({ messageId, waitMs: 60_000 })),
      ),
    );
    const [nearRow, farRow] = [await stored(near), await stored(far)];
    expect(nearRow.due_at).toEqual(nearRow.expires_at);
    expect(farRow.due_at.getTime()).toBeGreaterThan(Date.now() + 55_000);
  });
});

describe('the end of a code', () => {
  test.each([
    ['that no carrier was offered', {}, 'not_sent_in_time'],
    ['that no carrier answered', { carrierId: 'car_one', leaseMs: 0 }, 'unanswered'],
  ])('a message %s expires and says so', async (_, options, error) => {
    const id = await store({ expiresAt: soon(-1) }, options);
    expect(await expireDue(database.sql)).toBe(1);
    expect(await stored(id)).toMatchObject({ state: 'expired', error, due_at: null, ended_at: expect.any(Date) });
    expect(await expireDue(database.sql)).toBe(0);
  });

  test('a message still under its lease is left to its sender', async () => {
    await store({ expiresAt: soon(-1) }, { carrierId: 'car_one', leaseMs: 60_000 });
    expect(await expireDue(database.sql)).toBe(0);
  });
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
