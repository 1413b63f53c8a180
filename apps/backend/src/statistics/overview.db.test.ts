import type { Overview, OverviewQuery } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ReadGate } from '../database/read-gate.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertCarrier } from '../test/rows.js';
import { insertStarts, type StartSeed } from '../test/traffic.js';
import { floorTo, HOUR_MS, MINUTE_MS } from './grains.js';
import { OverviewStore } from './overview.store.js';
import { Overviews } from './overview.js';
import { RollUps } from './roll-ups.js';

let database: OpenDatabase;
let carrierId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  carrierId = await insertCarrier(database.pool);
  await database.pool.query(
    `insert into price (carrier_id, prefix, price, currency) values ($1, '49', '0.075', 'EUR')`,
    [carrierId],
  );
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query(
    'truncate message, verification, message_roll_up, verification_roll_up, time_roll_up, cost_roll_up',
  );
  await database.pool.query('update roll_up_progress set done_until = null');
});

const rollUp = () => new RollUps(database.sql).advance(new AbortController().signal);
const read = (ageMs: number, query: Partial<OverviewQuery> = {}, scope: readonly string[] | null = null) =>
  new Overviews(new OverviewStore(database.sql)).read(scope, {
    from: new Date(Date.now() - ageMs).toISOString(),
    ...query,
  });
const times = (count: number, seed: StartSeed) =>
  Array.from({ length: count }, (_, n) => ({ ...seed, at: seed.at + n }));
/** Without what names the moment. */
const numbers = ({ sent, delivered, verified, time_to_deliver: deliver, cost }: Overview) =>
  JSON.parse(
    JSON.stringify({ sent, delivered, verified, deliver, cost }, (key, value) =>
      key.endsWith('rows') ? undefined : value,
    ),
  );

describe('the numbers', () => {
  const seeds = (): StartSeed[] => {
    const at = Date.now() - 20 * MINUTE_MS;
    return [
      ...times(6, { at, carrierId, msToDeliver: 2_000 }),
      ...times(2, { at, carrierId, status: 'submitted', verification: 'expired', segments: 2 }),
      { at, carrierId, status: 'failed', error: 'ESME_RINVSRCADR', verification: 'expired' },
      { at, carrierId: null, status: 'queued', verification: 'pending' },
      ...times(4, { at: at - HOUR_MS, carrierId, msToDeliver: 500, verification: 'expired' }),
    ];
  };
  const truth = {
    sent: { count: 8, before: 4 },
    delivered: { part: 6, of: 8, before: { part: 4, of: 4 } },
    verified: { part: 6, of: 10, before: { part: 0, of: 4 } },
    cost: [{ currency: 'EUR', amount: '0.75', before: '0.3' }],
  };

  test('are those of the range, against the range before, counted or not', async () => {
    await insertStarts(database.pool, seeds());
    const fresh = await read(HOUR_MS);
    expect(numbers(fresh)).toMatchObject(truth);
    expect(fresh.is_filling).toBe(false);
    await rollUp();
    const counted = await read(HOUR_MS);
    expect(numbers(counted)).toEqual(numbers(fresh));
    expect(counted.time_to_deliver.samples).toBe(6);
    expect(counted.time_to_deliver.p50_ms! / 2_000).toBeCloseTo(1, 0);
    expect(counted.series.reduce((sum, point) => sum + point.sent, 0)).toBe(8);
    expect(counted.series.reduce((sum, point) => sum + point.approved, 0)).toBe(6);
    expect(counted.series.flatMap(({ cost }) => Object.entries(cost))).toEqual([['EUR', '0.75']]);
  });

  test.each([
    ['a day', 24],
    ['a week', 7 * 24],
    ['a month', 30 * 24],
  ])('of %s are summed over minutes, hours, days and what came since', async (_, hours) => {
    const length = hours * HOUR_MS;
    const ages = [0, 1, 0.5, 0.01, 1.5].map((share) => share * (length - 2 * HOUR_MS));
    await insertStarts(
      database.pool,
      ages.map((age) => ({ at: Date.now() - age - MINUTE_MS, carrierId })),
    );
    await rollUp();
    await insertStarts(database.pool, [{ at: Date.now() - 2, carrierId }]);
    const { sent, series, verified } = await read(length);
    expect(sent).toMatchObject({ count: 5, before: 1 });
    expect(verified).toMatchObject({ part: 5, before: { part: 1 } });
    expect(series.reduce((sum, point) => sum + point.sent, 0)).toBe(5);
    expect(series.length).toBeLessThan(60);
  });

  test('of some hours that are longer ago than minutes are kept are read from the hours', async () => {
    const hour = floorTo(HOUR_MS, Date.now() - 60 * HOUR_MS);
    await insertStarts(database.pool, [
      ...times(3, { at: hour + 10 * MINUTE_MS, carrierId }),
      ...times(2, { at: hour + 3.5 * HOUR_MS, carrierId, status: 'failed' }),
      { at: hour - 2 * HOUR_MS, carrierId },
    ]);
    await rollUp();
    await database.pool.query('truncate message, verification');
    const timeText = (ms: number) => new Date(ms).toISOString();
    const to = timeText(hour + 4 * HOUR_MS);
    const { sent, series, ...told } = await read(0, { from: timeText(hour), to });
    expect(sent).toMatchObject({ count: 3, before: 1 });
    expect(series.map((point) => point.sent)).toEqual([3, 0, 0, 0]);
    expect(told).toMatchObject({ bar_seconds: 3_600, counted_to: to, is_filling: false });
  });

  test('of an application are its own, and of one that may not be seen nothing', async () => {
    const at = Date.now() - MINUTE_MS;
    await insertStarts(database.pool, [
      ...times(2, { at, applicationId: 'app_one' }),
      { at, applicationId: 'app_two' },
    ]);
    const sentOf = async (...asked: Parameters<typeof read>) => (await read(...asked)).sent.count;
    for (const work of [() => Promise.resolve(), rollUp]) {
      await work();
      expect(await sentOf(HOUR_MS)).toBe(3);
      expect(await sentOf(HOUR_MS, { application: 'app_one' })).toBe(2);
      expect(await sentOf(HOUR_MS, {}, ['app_two'])).toBe(1);
      expect(await sentOf(HOUR_MS, { application: 'app_one' }, ['app_two'])).toBe(0);
    }
  });

  test('name the rows behind them, with the times of the range', async () => {
    await insertStarts(database.pool, [
      { at: Date.now() - MINUTE_MS, carrierId },
      { at: Date.now() - MINUTE_MS, status: 'expired', error: 'carrier_expired', isSent: true },
    ]);
    const told = await read(HOUR_MS, { application: 'app_one' });
    const { from, to, sent, delivered, errors, carriers, time_to_deliver: times, time_to_approve: approval } = told;
    const common = { application: 'app_one', from, to };
    expect(sent.rows).toEqual({
      room: 'messages',
      query: { status: 'submitted,delivered,undelivered,expired', ...common },
    });
    expect(delivered.rows.query).toEqual({ status: 'delivered', ...common });
    expect(times.rows.query).toEqual({ status: 'delivered', ...common });
    expect(times.slow_rows.query).toEqual({ status: 'delivered', slower_than_ms: String(times.p95_ms), ...common });
    expect(approval.rows).toEqual({ room: 'verifications', query: { status: 'approved', ...common } });
    expect(errors).toMatchObject([
      { error: 'carrier_expired', count: 1, rows: { query: { error: 'carrier_expired' } } },
    ]);
    expect(carriers.map(({ rows }) => rows.query['carrier']).sort()).toEqual([carrierId, 'car_one'].sort());
  });

  test('of nothing are nothing', async () => {
    const { sent, delivered, time_to_deliver: deliver, cost, carriers, errors, countries } = await read(HOUR_MS);
    expect(sent.count).toBe(0);
    expect(delivered).toMatchObject({ part: 0, of: 0 });
    expect(deliver.p95_ms).toBeNull();
    expect([cost, carriers, errors, countries]).toEqual([[], [], [], []]);
  });
});

describe('lists', () => {
  test('have the worst carriers first, and those that have carried too few last', async () => {
    const at = Date.now() - MINUTE_MS;
    await insertStarts(database.pool, [
      ...times(40, { at, carrierId: 'car_good' }),
      ...times(30, { at, carrierId: 'car_poor' }),
      ...times(10, { at, carrierId: 'car_poor', status: 'failed', error: 'ESME_RSYSERR' }),
      ...times(5, { at, carrierId: 'car_few', status: 'undelivered' }),
    ]);
    const { carriers } = await read(HOUR_MS);
    expect(carriers).toMatchObject([
      { id: 'car_poor', part: 30, of: 40 },
      { id: 'car_good', part: 40, of: 40 },
      { id: 'car_few', part: 0, of: 5 },
    ]);
    // Each of them, and without a limit, where its carrier is shown.
    const { data, from } = await new Overviews(new OverviewStore(database.sql)).readCarriers();
    expect(data.toSorted((a, b) => b.part - a.part)).toEqual([
      { id: 'car_good', part: 40, of: 40 },
      { id: 'car_poor', part: 30, of: 40 },
      { id: 'car_few', part: 0, of: 5 },
    ]);
    expect(Date.now() - Date.parse(from)).toBeGreaterThanOrEqual(HOUR_MS);
  });

  test('have the countries whose conversion fell most, where there are enough to say so', async () => {
    const [now, before] = [Date.now() - MINUTE_MS, Date.now() - HOUR_MS - 5 * MINUTE_MS];
    const of = (country: string, at: number, approved: number, expired: number) => [
      ...times(approved, { at, country }),
      ...times(expired, { at, country, verification: 'expired' }),
    ];
    await insertStarts(database.pool, [
      ...of('DE', before, 40, 0),
      ...of('DE', now, 36, 4),
      ...of('BR', before, 40, 0),
      ...of('BR', now, 20, 20),
      ...of('FR', before, 20, 20),
      ...of('FR', now, 40, 0),
      ...of('CL', before, 20, 0),
      ...of('CL', now, 0, 20),
    ]);
    const { countries } = await read(HOUR_MS);
    expect(countries).toMatchObject([
      { country: 'BR', part: 20, of: 40, before: { part: 40, of: 40 } },
      { country: 'DE', part: 36 },
    ]);
  });
});

test('however many are asked for at once, they take no more connections than reads may', async () => {
  await insertStarts(database.pool, [{ at: Date.now() - 2 * MINUTE_MS, carrierId }]);
  let taken = 0;
  const onAcquire = () => void (taken = Math.max(taken, database.pool.totalCount - database.pool.idleCount));
  database.pool.on('acquire', onAcquire);
  const reads = new ReadGate(database.sql, 2);
  const query = { from: new Date(Date.now() - HOUR_MS).toISOString() };
  const told = await Promise.all(
    Array.from({ length: 10 }, () => new Overviews(new OverviewStore(reads)).read(null, query)),
  );
  database.pool.off('acquire', onAcquire);
  expect(told.map(({ sent }) => sent.count)).toEqual(Array.from({ length: 10 }, () => 1));
  expect(taken).toBe(2);
});

test('counts that are far behind say up to when they go, and that the past is still being counted', async () => {
  await insertStarts(database.pool, [{ at: Date.now() - 20 * 24 * HOUR_MS }]);
  await database.pool.query(`update roll_up_progress set done_until = $1 where grain = 'minute'`, [
    new Date(floorTo(MINUTE_MS, Date.now())),
  ]);
  expect((await read(30 * 24 * HOUR_MS)).is_filling).toBe(true);
  await rollUp();
  expect(await read(30 * 24 * HOUR_MS)).toMatchObject({ is_filling: false, sent: { count: 1 } });
});

test('the first steps are ticked by what is there', async () => {
  const done = async () => (await read(HOUR_MS)).first_steps.filter((step) => step.is_done).map(({ step }) => step);
  const before = await done();
  expect(before).not.toContain('first_code');
  await insertStarts(database.pool, [{ at: Date.now() - 30 * 24 * HOUR_MS }]);
  await database.pool.query(`insert into country_locale (country, locale, origin) values ('DE', 'de', 'admin')`);
  expect(await done()).toEqual(['first_code', ...before.filter((step) => step !== 'languages'), 'languages']);
});
