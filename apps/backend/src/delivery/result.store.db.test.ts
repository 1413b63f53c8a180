import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, QUEUE, storeMessages } from '../test/messages.js';
import { beginAttempts, claimDue, renewLeases } from './outbox.store.js';
import { applyPartReceipts, writeResults, type AttemptResult, type PartReceipt } from './result.store.js';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const CARRIER = 'car_one';
let ids = 0;
const freshId = () => `abc${(ids += 1).toString(16).padStart(6, '0')}`;

/** A message on its way to a carrier, held with fence 1. */
const begin = () => storeMessages(database.sql, [newMessage()], { carrierId: CARRIER }).then(([id]) => id as string);

const submitted = (
  messageId: string,
  smscMessageIds: (string | null)[],
  changes: Partial<AttemptResult> = {},
): AttemptResult => ({
  messageId,
  fence: 1,
  attempt: 1,
  carrierId: CARRIER,
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  smscMessageIds,
  next: 'submitted',
  retryInMs: null,
  queue: null,
  ...changes,
});

const write = (...results: AttemptResult[]) => database.sql.transaction((tx) => writeResults(tx, results));

const receiptOf = (
  messageId: string,
  smscKey: string,
  state: PartReceipt['state'],
  { part = 1, attempt = 1 } = {},
): PartReceipt => ({ carrierId: CARRIER, smscKey, messageId, attempt, part, state, isOfAll: false });

/** Which messages moved, and how far. */
const apply = async (...receipts: PartReceipt[]) => {
  const moved = await database.sql.transaction((tx) => applyPartReceipts(tx, receipts));
  return moved.map(({ id, state }) => ({ id, state }));
};

const stored = async (id: string) => {
  const { rows } = await database.pool.query(
    'select state, error, fence, attempts, due_at, ended_at, submitted_at from message where id = $1',
    [id],
  );
  return rows[0];
};

/** Another sender claims the message and begins its second attempt. */
async function takeOver(messageId: string): Promise<void> {
  await database.pool.query(`update message set due_at = now() - interval '1 ms' where id = $1`, [messageId]);
  await database.sql.transaction(async (tx) => {
    const claimed = await claimDue(tx, [{ name: QUEUE, most: 1_000 }], 60_000);
    expect(claimed.map(({ id }) => id)).toContain(messageId);
    await beginAttempts(tx, [{ messageId, attempt: 2, carrierId: CARRIER, queue: QUEUE }]);
  });
}

describe('results', () => {
  test('a submitted message is due no more and keeps its parts under the ids that the carrier gave', async () => {
    const id = await begin();
    const [one, two] = [`00${freshId()}`.toUpperCase(), freshId()];
    expect(await write(submitted(id, [one, two]))).toEqual(new Set([id]));
    expect(await stored(id)).toMatchObject({
      state: 'submitted',
      error: null,
      due_at: null,
      submitted_at: expect.any(Date),
    });
    const { rows } = await database.pool.query(
      'select smsc_key, smsc_message_id, part, parts from attempt_part where message_id = $1 order by part',
      [id],
    );
    expect(rows).toEqual([
      { smsc_key: one.slice(2).toLowerCase(), smsc_message_id: one, part: 1, parts: 2 },
      { smsc_key: two, smsc_message_id: two, part: 2, parts: 2 },
    ]);
  });

  test('a stalled sender changes nothing, not the message, not its attempt; the ids it learned are kept', async () => {
    const [id, key] = [await begin(), freshId()];
    await takeOver(id);
    const before = await stored(id);
    expect(await write(submitted(id, [key]))).toEqual(new Set());
    expect(await stored(id)).toEqual(before);
    const { rows } = await database.pool.query(
      'select attempt, outcome from attempt where message_id = $1 order by attempt',
      [id],
    );
    expect(rows).toEqual([
      { attempt: 1, outcome: 'open' },
      { attempt: 2, outcome: 'open' },
    ]);
    expect(await apply(receiptOf(id, key, 'delivered'))).toEqual([{ id, state: 'delivered' }]);
  });

  test('the holder of the newest fence is heard, in one batch with one that is stale', async () => {
    const [taken, mine] = [await begin(), await begin()];
    await takeOver(taken);
    const held = await write(submitted(taken, [freshId()]), submitted(mine, [freshId()]));
    expect(held).toEqual(new Set([mine]));
    expect(await write(submitted(taken, [freshId()], { fence: 2, attempt: 2 }))).toEqual(new Set([taken]));
    expect(await stored(taken)).toMatchObject({ state: 'submitted' });
  });

  test('a result written twice counts once', async () => {
    const id = await begin();
    const result = submitted(id, [freshId()]);
    await write(result);
    const before = await stored(id);
    await write(result);
    expect(await stored(id)).toEqual(before);
  });

  test('a refusal that may pass makes the message due again, within the life of its code', async () => {
    const id = await begin();
    await write(
      submitted(id, [], {
        outcome: 'refused',
        reason: 'ESME_RTHROTTLED',
        commandStatus: 0x58,
        next: 'submitting',
        retryInMs: 3_600_000,
      }),
    );
    const { rows } = await database.pool.query(
      'select state, due_at = expires_at as is_at_end from message where id = $1',
      [id],
    );
    expect(rows).toEqual([{ state: 'submitting', is_at_end: true }]);
    const attempts = await database.pool.query(
      'select outcome, reason, command_status from attempt where message_id = $1',
      [id],
    );
    expect(attempts.rows).toEqual([{ outcome: 'refused', reason: 'ESME_RTHROTTLED', command_status: 88 }]);
  });

  test('a refusal for good ends the message with the name of the reason', async () => {
    const id = await begin();
    await write(
      submitted(id, [], { outcome: 'refused', reason: 'ESME_RINVDSTADR', commandStatus: 0x0b, next: 'failed' }),
    );
    expect(await stored(id)).toMatchObject({
      state: 'failed',
      error: 'ESME_RINVDSTADR',
      due_at: null,
      ended_at: expect.any(Date),
    });
  });

  test('a message given up for a retry is held no more: a renewal on its way does not put the retry off', async () => {
    const id = await begin();
    const refused = { outcome: 'refused', reason: 'ESME_RTHROTTLED', commandStatus: 0x58, next: 'submitting' } as const;
    await write(submitted(id, [], { ...refused, retryInMs: 1_000, queue: 'car_two' }));
    const before = await stored(id);
    expect(before).toMatchObject({ fence: 2 });
    expect(await renewLeases(database.sql, [{ messageId: id, fence: 1 }], 60_000)).toEqual([]);
    expect(await stored(id)).toEqual(before);
    const { rows } = await database.pool.query('select next_carriers from message where id = $1', [id]);
    expect(rows).toEqual([{ next_carriers: 'car_two' }]);
  });

  test('of a text taken in part the ids are kept with their places', async () => {
    const [id, last] = [await begin(), freshId()];
    const timedOut = { outcome: 'unknown', reason: 'timeout', next: 'submitting', retryInMs: 0, queue: QUEUE } as const;
    await write(submitted(id, [null, null, last], timedOut));
    const { rows } = await database.pool.query('select part, parts from attempt_part where message_id = $1', [id]);
    expect(rows).toEqual([{ part: 3, parts: 3 }]);
  });

  test('an id that comes after the timeout is kept, and moves nothing but by its receipt', async () => {
    const [id, late] = [await begin(), freshId()];
    await write(
      submitted(id, [], { outcome: 'unknown', reason: 'timeout', next: 'submitting', retryInMs: 0, queue: QUEUE }),
    );
    const before = await stored(id);
    await write(submitted(id, [late], { fence: null, outcome: 'unknown', next: 'submitting' }));
    expect(await stored(id)).toEqual(before);
    expect(await apply(receiptOf(id, late, 'delivered'))).toEqual([{ id, state: 'delivered' }]);
  });

  test('renewals and results of the same messages never wait for each other in a ring', async () => {
    const all = await Promise.all(Array.from({ length: 60 }, begin));
    const leases = [...all].reverse().map((messageId) => ({ messageId, fence: 1 }));
    for (let turn = 0; turn < 40; turn += 1) {
      const shuffled = [...leases.slice(turn), ...leases.slice(0, turn)];
      await Promise.all([
        renewLeases(database.sql, shuffled, 60_000),
        write(...all.map((id) => submitted(id, [], { next: 'submitting' }))),
        renewLeases(database.sql, [...shuffled].reverse(), 60_000),
      ]);
      await database.pool.query(`update message set due_at = now() + interval '5 s' where id = any($1)`, [all]);
    }
  });

  test('batches that hold the same messages in different orders do not lock each other out', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, begin));
    const results = all.map((id) => submitted(id, [freshId()]));
    const turned = [results, [...results].reverse(), [...results.slice(11), ...results.slice(0, 11)]];
    const held = await Promise.all(turned.map((batch) => write(...batch)));
    expect(held.map(({ size }) => size)).toEqual([30, 30, 30]);
  });
});

describe('receipts', () => {
  test('of one part deliver a message of one part', async () => {
    const [id, key] = [await begin(), freshId()];
    await write(submitted(id, [key]));
    expect(await apply(receiptOf(id, key, 'delivered'))).toEqual([{ id, state: 'delivered' }]);
    expect(await stored(id)).toMatchObject({ state: 'delivered', error: null, ended_at: expect.any(Date) });
  });

  test('deliver a long message with its last part, in whatever order they come', async () => {
    const [id, keys] = [await begin(), [freshId(), freshId(), freshId()] as const];
    await write(submitted(id, [...keys]));
    expect(await apply(receiptOf(id, keys[2], 'delivered', { part: 3 }))).toEqual([]);
    expect(await apply(receiptOf(id, keys[0], 'delivered', { part: 1 }))).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'submitted' });
    expect(await apply(receiptOf(id, keys[1], 'delivered', { part: 2 }))).toEqual([{ id, state: 'delivered' }]);
  });

  test('one part that failed fails a long message, and the others no longer help', async () => {
    const [id, keys] = [await begin(), [freshId(), freshId()] as const];
    await write(submitted(id, [...keys]));
    expect(await apply(receiptOf(id, keys[1], 'undelivered', { part: 2 }))).toEqual([{ id, state: 'undelivered' }]);
    expect(await apply(receiptOf(id, keys[0], 'delivered', { part: 1 }))).toEqual([]);
    expect(await stored(id)).toMatchObject({ state: 'undelivered', error: 'carrier_undelivered' });
  });

  test.each([
    ['undelivered', 'undelivered'],
    ['rejected', 'undelivered'],
    ['deleted', 'undelivered'],
    ['expired', 'expired'],
  ] as const)('%s ends a message as %s, with the word of the carrier', async (state, end) => {
    const [id, key] = [await begin(), freshId()];
    await write(submitted(id, [key]));
    expect(await apply(receiptOf(id, key, state))).toEqual([{ id, state: end }]);
    expect(await stored(id)).toMatchObject({ state: end, error: `carrier_${state}` });
  });

  test('only move forward: what is delivered stays so, whatever comes after or again', async () => {
    const [id, key] = [await begin(), freshId()];
    await write(submitted(id, [key]));
    await apply(receiptOf(id, key, 'delivered'));
    const before = await stored(id);
    for (const state of ['undelivered', 'expired', 'delivered', 'rejected'] as const) {
      expect(await apply(receiptOf(id, key, state))).toEqual([]);
    }
    expect(await stored(id)).toEqual(before);
  });

  test('the same receipt on two connections at once moves the message once', async () => {
    const [id, key] = [await begin(), freshId()];
    await write(submitted(id, [key]));
    const moved = await Promise.all(Array.from({ length: 6 }, () => apply(receiptOf(id, key, 'delivered'))));
    expect(moved.flat()).toEqual([{ id, state: 'delivered' }]);
  });

  test('of an older attempt deliver the message: one of the two is on the phone', async () => {
    const [id, first] = [await begin(), freshId()];
    await write(submitted(id, [first], { next: 'submitting', retryInMs: 0 }));
    await takeOver(id);
    expect(await apply(receiptOf(id, first, 'delivered'))).toEqual([{ id, state: 'delivered' }]);
    expect(await stored(id)).toMatchObject({ state: 'delivered', due_at: null, attempts: 2 });
  });

  test("an older attempt's failure says nothing about the one that replaced it", async () => {
    const [id, first, second] = [await begin(), freshId(), freshId()];
    await write(submitted(id, [first], { next: 'submitting', retryInMs: 0 }));
    await takeOver(id);
    expect(await apply(receiptOf(id, first, 'undelivered'))).toEqual([]);
    await write(submitted(id, [second], { fence: 3, attempt: 2 }));
    expect(await apply(receiptOf(id, second, 'delivered', { attempt: 2 }))).toEqual([{ id, state: 'delivered' }]);
  });

  test('a result that comes after the receipt does not take the message back', async () => {
    const [id, first] = [await begin(), freshId()];
    await write(submitted(id, [first], { next: 'submitting', retryInMs: 0 }));
    await takeOver(id);
    await apply(receiptOf(id, first, 'delivered'));
    await write(
      submitted(id, [], { fence: 3, attempt: 2, outcome: 'refused', reason: 'ESME_RINVDSTADR', next: 'failed' }),
    );
    expect(await stored(id)).toMatchObject({ state: 'delivered', error: null, due_at: null });
  });
});
