import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Sql, Tx } from '../database/sql.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertCarrier } from '../test/rows.js';
import { insertStarts } from '../test/traffic.js';
import { DAY_MS, floorTo, GRAINS, HOUR_MS, LENGTH_MS, MINUTE_MS, type Grain } from './grains.js';
import { deleteRollUps } from './roll-up.retention.js';
import { RollUps } from './roll-ups.js';

const TABLES = ['message_roll_up', 'verification_roll_up', 'time_roll_up', 'cost_roll_up'] as const;

let database: OpenDatabase;
let carrierId: string;
let now: number;

beforeAll(async () => {
  database = await openTestDatabase();
  carrierId = await insertCarrier(database.pool);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query(`truncate message, verification, attempt, price, ${TABLES.join(', ')}`);
  await database.pool.query('update roll_up_progress set done_until = null');
  // In the middle of a minute: what is stored as of the last one is over, and none ends while a test runs.
  now = floorTo(MINUTE_MS, Date.now()) - MINUTE_MS;
});

const never = () => new AbortController().signal;
const advance = () => new RollUps(database.sql).advance(never());

/** As if the database's clock said so. */
function advanceAt(ms: number): Promise<void> {
  const sql: Pick<Sql, 'transaction'> = {
    transaction: (work, limits) => database.sql.transaction((tx) => work(at(tx, ms)), limits),
  };
  return new RollUps(sql).advance(never());
}

function at(tx: Tx, ms: number): Tx {
  return {
    count: (statement, values) => tx.count(statement, values),
    commit: () => tx.commit(),
    rows: async (statement, values) => {
      const rows = await tx.rows(statement, values);
      return rows.map((row) => ('now' in row ? { ...row, now: new Date(ms) } : row)) as never;
    },
  };
}

async function rowsOf(table: string, grain: Grain): Promise<Record<string, unknown>[]> {
  const { rows } = await database.pool.query<{ row: Record<string, unknown> }>(
    `select to_jsonb(r) - 'grain' as row from ${table} r where grain = $1 order by to_jsonb(r)::text`,
    [grain],
  );
  return rows.map(({ row }) => row);
}

/** What a table says in all, of one grain. */
async function totalOf(table: string, measure: string, grain: Grain, where = 'true'): Promise<number> {
  const { rows } = await database.pool.query<{ total: number }>(
    `select coalesce(sum(${measure}), 0)::float8 as total from ${table} where grain = $1 and ${where}`,
    [grain],
  );
  return rows[0]!.total;
}

const progress = async () =>
  Object.fromEntries(
    (await database.pool.query<{ grain: Grain; done_until: Date | null }>('select * from roll_up_progress')).rows.map(
      ({ grain, done_until: doneUntil }) => [grain, doneUntil?.getTime()],
    ),
  );

/** As if everything had been down since then. */
const downSince = (ms: number) =>
  database.pool.query(
    `update roll_up_progress set done_until = case grain when 'minute' then $1::timestamptz
      when 'six_hours' then date_bin('6 hours', $1::timestamptz, timestamptz 'epoch')
      else date_trunc(grain, $1::timestamptz, 'UTC') end`,
    [new Date(ms)],
  );

describe('what was accepted', () => {
  test('is counted by its minute, application, carrier, country, status and error', async () => {
    await insertStarts(database.pool, [
      { at: now + 1 },
      { at: now + 2, segments: 2 },
      { at: now + 3, status: 'failed', error: 'ESME_RINVSRCADR', isSent: false },
      { at: now + 4, carrierId: null, country: null, status: 'queued', verification: 'pending' },
      { at: now - MINUTE_MS, applicationId: 'app_two' },
    ]);
    await advance();
    const counted = { bucket: expect.any(String), application_id: 'app_one', carrier_id: 'car_one', country: 'DE' };
    expect(await rowsOf('message_roll_up', 'minute')).toEqual(
      expect.arrayContaining([
        { ...counted, status: 'delivered', error: '', messages: 2, sent: 2, segments: 3 },
        { ...counted, status: 'failed', error: 'ESME_RINVSRCADR', messages: 1, sent: 0, segments: 0 },
        { ...counted, carrier_id: '', country: '', status: 'queued', error: '', messages: 1, sent: 0, segments: 0 },
        { ...counted, application_id: 'app_two', status: 'delivered', error: '', messages: 1, sent: 1, segments: 1 },
      ]),
    );
    expect(await rowsOf('message_roll_up', 'minute')).toHaveLength(4);
    expect(await totalOf('verification_roll_up', 'verifications', 'minute', `status = 'approved'`)).toBe(4);
    expect(await totalOf('verification_roll_up', 'verifications', 'minute', `status = 'pending'`)).toBe(1);
    expect(await totalOf('time_roll_up', 'cases', 'minute', `kind = 'to_deliver'`)).toBe(3);
    expect(await totalOf('time_roll_up', 'cases', 'minute', `kind = 'to_approve'`)).toBe(4);
  });

  test('is counted as of the last minute that is over', async () => {
    await insertStarts(database.pool, [{ at: Date.now() + 30_000 }]);
    await advance();
    expect(await totalOf('message_roll_up', 'messages', 'minute')).toBe(0);
  });

  test('is counted anew while it changes: what it was is not counted any more', async () => {
    const [id] = await insertStarts(database.pool, [{ at: now, status: 'submitted', verification: 'pending' }]);
    await advance();
    expect(await totalOf('message_roll_up', 'messages', 'minute', `status = 'submitted'`)).toBe(1);
    await database.pool.query(`update message set state = 'delivered', ended_at = now() where id = $1`, [id]);
    await database.pool.query(`update verification set status = 'approved', ended_at = now() where message_id = $1`, [
      id,
    ]);
    await advance();
    expect(await rowsOf('message_roll_up', 'minute')).toMatchObject([{ status: 'delivered', messages: 1 }]);
    expect(await rowsOf('verification_roll_up', 'minute')).toMatchObject([{ status: 'approved', verifications: 1 }]);
  });

  test('with a second send is one verification, of the carrier of its newest message', async () => {
    const [first, second] = await insertStarts(database.pool, [{ at: now }, { at: now + 1, carrierId: 'car_two' }]);
    await database.pool.query(
      `with gone as (delete from verification where message_id = $2)
        update message set verification_id = (select verification_id from message where id = $1) where id = $2`,
      [first, second],
    );
    await database.pool.query('update verification set message_id = $2 where message_id = $1', [first, second]);
    await advance();
    expect(await rowsOf('verification_roll_up', 'minute')).toMatchObject([{ carrier_id: 'car_two', verifications: 1 }]);
  });

  test('is expired when its life is over, noted or not', async () => {
    await insertStarts(database.pool, [{ at: now - 12 * MINUTE_MS, verification: 'pending' }]);
    await advance();
    expect(await rowsOf('verification_roll_up', 'minute')).toMatchObject([{ status: 'expired' }]);
  });
});

describe('what it cost', () => {
  const price = (prefix: string, amount: string) =>
    database.pool.query(
      `insert into price (carrier_id, prefix, price, currency) values ($1, $2, $3, 'EUR')
        on conflict (carrier_id, prefix) do update set price = excluded.price`,
      [carrierId, prefix, amount],
    );
  const amounts = async (grain: Grain) => (await rowsOf('cost_roll_up', grain)).map(({ amount }) => amount);

  test('is the segments that a carrier took, by the price of the longest prefix, to the last digit', async () => {
    await price('49', '0.075');
    await price('491', '0.08');
    await price('4915', '0.081111');
    await insertStarts(database.pool, [
      { at: now, carrierId, segments: 3 },
      { at: now, carrierId, prefix: '4930' },
      { at: now, carrierId, prefix: '1212' },
      { at: now, carrierId, status: 'failed' },
    ]);
    await advance();
    expect(await rowsOf('cost_roll_up', 'minute')).toMatchObject([{ segments: 4, currency: 'EUR', amount: 0.318333 }]);
  });

  test('of a message that several carriers took is what each of them takes', async () => {
    await price('49', '0.1');
    const [id] = await insertStarts(database.pool, [{ at: now, carrierId }]);
    await database.pool.query('update message set attempts = 3 where id = $1', [id]);
    await database.pool.query(
      `insert into attempt (message_id, attempt, carrier_id, outcome, started_at)
        select $1, n, $2, o, now() from unnest(array[1, 2, 3], array['submitted', 'refused', 'submitted']) as a(n, o)`,
      [id, carrierId],
    );
    await advance();
    expect(await amounts('minute')).toEqual([0.2]);
  });

  test('stays by the price of then when the days behind are counted anew', async () => {
    await price('49', '0.1');
    const [id] = await insertStarts(database.pool, [{ at: now - 5 * HOUR_MS, carrierId, status: 'submitted' }]);
    await advance();
    await price('49', '0.5');
    await database.pool.query(`update message set state = 'delivered', ended_at = now() where id = $1`, [id]);
    await new RollUps(database.sql).recount(never());
    expect(await amounts('hour')).toEqual([0.1]);
    expect(await totalOf('message_roll_up', 'messages', 'hour', `status = 'delivered'`)).toBe(1);
  });
});

describe('a receipt that came late', () => {
  /** The end of an hour of the past. */
  const end = () => floorTo(HOUR_MS, now) - 10 * HOUR_MS;
  const toldBy = async (grain: Grain) => (await rowsOf('message_roll_up', grain)).map(({ status }) => status);
  const moveTo = (status: string) => database.pool.query('update message set state = $1', [status]);

  test('is heard of by minutes up to three hours back when another hour is over, as by the hours', async () => {
    await insertStarts(database.pool, [{ at: end() - 2 * HOUR_MS, status: 'submitted' }]);
    await advanceAt(end() - 10 * MINUTE_MS);
    await moveTo('undelivered');
    await advanceAt(end() - MINUTE_MS);
    expect(await toldBy('minute')).toEqual(['submitted']);
    await advanceAt(end() + 1_000);
    expect(await toldBy('minute')).toEqual(['undelivered']);
    expect(await toldBy('hour')).toEqual(['undelivered']);
  });

  test('is heard of by the hour that is just over: each minute for a quarter of an hour, then no more until the next', async () => {
    await insertStarts(database.pool, [{ at: end() - MINUTE_MS, status: 'submitted' }]);
    await advanceAt(end() + 1_000);
    expect(await toldBy('hour')).toEqual(['submitted']);
    await moveTo('undelivered');
    await advanceAt(end() + 14 * MINUTE_MS);
    expect(await toldBy('hour')).toEqual(['undelivered']);
    await moveTo('delivered');
    await advanceAt(end() + 15 * MINUTE_MS);
    expect(await toldBy('hour')).toEqual(['undelivered']);
    await advanceAt(end() + HOUR_MS);
    expect(await toldBy('hour')).toEqual(['delivered']);
  });
});

describe('hours and days', () => {
  test('of a database that has messages and no counts are filled from the oldest on', async () => {
    const today = floorTo(DAY_MS, Date.now());
    await insertStarts(
      database.pool,
      [1, 2, 10, 40].map((days) => ({ at: today - days * DAY_MS + HOUR_MS })),
    );
    await advance();
    expect(await totalOf('message_roll_up', 'messages', 'hour')).toBe(4);
    for (const grain of ['six_hours', 'day'] as const) {
      expect(await totalOf('message_roll_up', 'messages', grain)).toBe(4);
      expect(await totalOf('verification_roll_up', 'verifications', grain)).toBe(4);
      expect(await totalOf('time_roll_up', 'cases', grain)).toBe(8);
    }
    const floor = (grain: Grain) => floorTo(LENGTH_MS[grain], Date.now());
    expect(await progress()).toEqual(Object.fromEntries(GRAINS.map((grain) => [grain, floor(grain)])));
  });

  test('say the same as their minutes', async () => {
    const hour = floorTo(HOUR_MS, Date.now()) - 2 * HOUR_MS;
    await insertStarts(
      database.pool,
      Array.from(
        { length: 120 },
        (_, n) => ({ at: hour + n * 31_000, status: n % 3 ? 'delivered' : 'failed' }) as const,
      ),
    );
    await advance();
    const sums = (grain: Grain) =>
      database.pool.query(
        `select status, sum(messages)::int as messages, sum(sent)::int as sent from message_roll_up
          where grain = $1 and bucket >= $2 and bucket < $2 + interval '1 hour' group by 1 order by 1`,
        [grain, new Date(hour)],
      );
    const { rows } = await sums('hour');
    expect(rows).toEqual((await sums('minute')).rows);
    expect(rows).toHaveLength(2);
  });

  test('that were missed are caught up from the last one that was done', async () => {
    await advance();
    await downSince(Date.now() - 30 * HOUR_MS);
    await insertStarts(
      database.pool,
      [1, 9, 29].map((hours) => ({ at: now - hours * HOUR_MS })),
    );
    await advance();
    expect(await totalOf('message_roll_up', 'messages', 'minute')).toBe(3);
    expect(await totalOf('message_roll_up', 'messages', 'hour', `bucket < date_trunc('hour', now(), 'UTC')`)).toBe(3);
  });

  test('that were done before a downtime hear of receipts that came late', async () => {
    const [id] = await insertStarts(database.pool, [{ at: now - 2 * HOUR_MS, status: 'submitted' }]);
    await advance();
    await downSince(now - HOUR_MS);
    await database.pool.query(`update message set state = 'delivered', ended_at = now() where id = $1`, [id]);
    await advance();
    expect(await rowsOf('message_roll_up', 'hour')).toMatchObject([{ status: 'delivered', messages: 1 }]);
  });

  test('of the last three days are counted anew once a day, and their days with them', async () => {
    const at = floorTo(DAY_MS, Date.now()) - 2 * DAY_MS + HOUR_MS;
    const [id] = await insertStarts(database.pool, [{ at, status: 'submitted' }]);
    await advance();
    await database.pool.query(`update message set state = 'undelivered', ended_at = now() where id = $1`, [id]);
    await advance();
    expect(await rowsOf('message_roll_up', 'day')).toMatchObject([{ status: 'submitted' }]);
    await new RollUps(database.sql).recount(never());
    for (const grain of ['hour', 'six_hours', 'day'] as const) {
      expect(await rowsOf('message_roll_up', grain)).toMatchObject([{ status: 'undelivered', messages: 1 }]);
    }
  });

  test('go when their messages do; minutes after two days', async () => {
    await insertStarts(
      database.pool,
      [1, 49, 200].map((hours) => ({ at: now - hours * HOUR_MS })),
    );
    await advance();
    await database.pool.query(`update message_roll_up set bucket = bucket - interval '2 hours' where grain = 'minute'`);
    await advance();
    expect(await totalOf('message_roll_up', 'messages', 'minute', `bucket < now() - interval '50 hours'`)).toBe(0);
    const before = new Date(now - 100 * HOUR_MS);
    expect(await database.sql.transaction((tx) => deleteRollUps(tx, before))).toBeGreaterThan(0);
    expect(await totalOf('message_roll_up', 'messages', 'hour')).toBe(2);
  });

  test('of a day of which some messages are still there stay: the hours of these, and the day', async () => {
    const day = floorTo(DAY_MS, now) - 5 * DAY_MS;
    await insertStarts(
      database.pool,
      [-1, 2, 8].map((hour) => ({ at: day + hour * HOUR_MS })),
    );
    await advance();
    await database.sql.transaction((tx) => deleteRollUps(tx, new Date(day + 5.5 * HOUR_MS)));
    expect((await rowsOf('message_roll_up', 'hour')).map(({ bucket }) => Date.parse(String(bucket)))).toEqual([
      day + 8 * HOUR_MS,
    ]);
    expect((await rowsOf('message_roll_up', 'day')).map(({ bucket }) => Date.parse(String(bucket)))).toEqual([day]);
  });
});

test('two nodes at once count each message once, and neither fails', async () => {
  await insertStarts(
    database.pool,
    Array.from({ length: 200 }, (_, n) => ({ at: now - n * 10 * MINUTE_MS })),
  );
  await Promise.all([advance(), advance(), new RollUps(database.sql).recount(never()), advance()]);
  const over = await database.pool.query<{ count: number }>(
    `select count(*)::int as count from message where created_at < date_trunc('hour', now(), 'UTC')`,
  );
  expect(await totalOf('message_roll_up', 'messages', 'hour')).toBe(over.rows[0]!.count);
  expect(await totalOf('message_roll_up', 'messages', 'minute')).toBe(200);
});

test('a run that is stopped is gone on with by the next', async () => {
  await insertStarts(
    database.pool,
    Array.from({ length: 40 }, (_, n) => ({ at: now - n * HOUR_MS })),
  );
  let looks = 0;
  // Stopped while its second step is under way.
  const stopping = {
    get aborted() {
      looks += 1;
      return looks > 2;
    },
  } as AbortSignal;
  await new RollUps(database.sql).advance(stopping);
  const { minute, hour } = await progress();
  expect(minute).toBeLessThan(now - HOUR_MS);
  expect(hour).toBeUndefined();
  await advance();
  expect(await totalOf('message_roll_up', 'messages', 'minute')).toBe(40);
});
