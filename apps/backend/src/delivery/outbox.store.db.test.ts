import { CarrierSettings } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AnswerRules } from '../sms-transport/answer-rules.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, QUEUE, storeMessages } from '../test/messages.js';
import { beginAttempts, claimDue, closePastAttempts, postpone, renewLeases } from './outbox.store.js';
import { expireDue, listQueues, PAGE } from './queue.store.js';
import { rerouteWaiting } from './reroute.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());
afterEach(() => database.pool.query('truncate message, attempt, attempt_part'));

const store = (changes: Parameters<typeof newMessage>[0] = {}, options?: Parameters<typeof storeMessages>[2]) =>
  storeMessages(database.sql, [newMessage(changes)], options).then(([id]) => id as string);
const claim = (most = 100, name = QUEUE) => database.sql.transaction((tx) => claimDue(tx, [{ name, most }], 5_000));
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

  test('of many queues each is asked for as much as there is room for, and the others are left alone', async () => {
    const inQueue = (name: string, count: number) =>
      storeMessages(
        database.sql,
        Array.from({ length: count }, () => newMessage()),
        { nextCarriers: name.split(' ') },
      );
    const [one, both] = [await inQueue('car_one', 3), await inQueue('car_one car_two', 3)];
    await inQueue('car_dead', 3);
    const shares = [
      { name: 'car_one', most: 2 },
      { name: 'car_one car_two', most: 5 },
      { name: 'car_none', most: 5 },
    ];
    const claimed = await database.sql.transaction((tx) => claimDue(tx, shares, 5_000));
    const ids = claimed.map(({ id }) => id);
    expect(ids.filter((id) => one.includes(id))).toHaveLength(2);
    expect(ids.filter((id) => both.includes(id)).sort()).toEqual([...both].sort());
    expect(claimed).toHaveLength(5);
  });
});

describe('queues', () => {
  const ages = async () => (await listQueues(database.sql)).map(({ name, age }) => [name, Math.floor(age / 10) * 10]);

  test('in which something is due are listed, each once, the one that waits longest first', async () => {
    expect(await ages()).toEqual([]);
    await storeMessages(database.sql, [newMessage(), newMessage()], { nextCarriers: ['car_live'] });
    await storeMessages(database.sql, [newMessage()], { nextCarriers: ['car_dead', 'car_live'] });
    await storeMessages(database.sql, [newMessage()], { nextCarriers: ['car_busy'], carrierId: 'car_busy' });
    await storeMessages(database.sql, [newMessage()], { nextCarriers: [] });
    await database.pool.query(
      `update message set due_at = now() - interval '9 s' where next_carriers = 'car_dead car_live'`,
    );
    expect(await ages()).toEqual([
      ['car_dead car_live', 0],
      ['car_live', 0],
      ['', 0],
    ]);
  });

  test('are as old as the message at their head, however often that was put off', async () => {
    const createdAt = new Date(Date.now() - 90_000);
    await storeMessages(database.sql, [newMessage({ createdAt }), newMessage()], { nextCarriers: ['car_dead'] });
    await storeMessages(database.sql, [newMessage()], { nextCarriers: ['car_live'] });
    expect(await ages()).toEqual([
      ['car_dead', 90],
      ['car_live', 0],
    ]);
  });
});

describe('a rule that is new', () => {
  test('takes what it is for out of a queue, behind however many that it is not for', async () => {
    const before = Array.from({ length: PAGE + 1 }, () => newMessage({ country: 'FR' }));
    await storeMessages(database.sql, before);
    const id = await store({ country: 'DE' });
    await rerouteWaiting(
      database.sql,
      {
        plan: ({ country }) => [country === 'DE' ? 'car_two' : QUEUE],
        rulesOf: () => new AnswerRules({ settings: CarrierSettings.parse({}) }),
      },
      { room: () => 0 },
    );
    const { rows } = await database.pool.query(`select id from message where next_carriers <> $1`, [QUEUE]);
    expect(rows).toEqual([{ id }]);
    expect(await stored(id)).toMatchObject({ next_carriers: 'car_two' });
  });
});

describe('senders at the same time', () => {
  test('two that claim in open transactions never take the same message', async () => {
    const ids = await storeMessages(
      database.sql,
      Array.from({ length: 30 }, () => newMessage()),
    );
    const [first, second] = await database.sql.transaction(async (one) => {
      const mine = await claimDue(one, [{ name: QUEUE, most: 20 }], 5_000);
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
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 0 }], 60_000)).toEqual([]);
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toEqual([id]);
    const { due_at: dueAt } = await stored(id);
    expect(dueAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  });

  test('of a message that another sender has taken over are lost', async () => {
    const id = await store({}, { carrierId: 'car_one', leaseMs: 0 });
    await claim();
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toEqual([]);
  });

  test('of a message with nothing left to send are not taken up again', async () => {
    const id = await store({}, { carrierId: 'car_one' });
    await database.pool.query(`update message set state = 'submitted', due_at = null where id = $1`, [id]);
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toEqual([]);
  });
});

describe('attempts', () => {
  test('one left open by a lost sender is told as unknown, and the next is written before it is made', async () => {
    const id = await store({}, { carrierId: 'car_one', leaseMs: 0 });
    const past = await database.sql.transaction(async (tx) => {
      await claimDue(tx, [{ name: QUEUE, most: 1 }], 5_000);
      const attempts = await closePastAttempts(tx, [id]);
      await beginAttempts(tx, [{ messageId: id, attempt: 2, carrierId: 'car_two', queue: 'car_two' }]);
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
        [near, far].map((messageId) => ({ messageId, waitMs: 60_000, queue: '' })),
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
    expect(await expireDue(database.sql)).toHaveLength(1);
    expect(await stored(id)).toMatchObject({ state: 'expired', error, due_at: null, ended_at: expect.any(Date) });
    expect(await expireDue(database.sql)).toEqual([]);
  });

  test('a message still under its lease is left to its sender', async () => {
    await store({ expiresAt: soon(-1) }, { carrierId: 'car_one', leaseMs: 60_000 });
    expect(await expireDue(database.sql)).toEqual([]);
  });
});
