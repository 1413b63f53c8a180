import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDataSource, poolOf } from '../database/data-source.js';
import type { Queryable } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { ExplainingTx, type Scan } from '../test/explain.js';
import { coverOf, type Progress } from './cover.js';
import { DAY_MS, floorTo, HOUR_MS, MINUTE_MS, SIX_HOURS_MS } from './grains.js';
import { OverviewStore } from './overview.store.js';
import { KEEPING } from './roll-up-tables.js';

const NOW = Date.parse('2026-11-24T12:34:56Z');
const DONE: Progress = {
  minute: floorTo(MINUTE_MS, NOW),
  hour: floorTo(HOUR_MS, NOW),
  six_hours: floorTo(SIX_HOURS_MS, NOW),
  day: floorTo(DAY_MS, NOW),
};
/** What an index must be asked for: the part of its key that few rows share. */
const SELECTIVE: Readonly<Record<string, RegExp>> = {
  message_roll_up_pkey: /bucket/,
  verification_roll_up_pkey: /bucket/,
  time_roll_up_pkey: /bucket/,
  cost_roll_up_pkey: /bucket/,
  message_pkey: /\bid\b/,
  message_application: /application_id.*\bid\b/,
  verification_pkey: /\bid\b/,
  attempt_pkey: /message_id/,
  price_pkey: /prefix/,
};

let database: OpenDatabase;
let dataSource: ReturnType<typeof createDataSource>;
/** The pool that the server uses, with the settings of its sessions. */
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  dataSource = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
  await dataSource.initialize();
  pool = poolOf(dataSource);
  const dimensions = `h, 'app_' || n % 3, 'car_' || n % 4`;
  const stretch = `from generate_series($1::timestamptz - interval '30 days', $1, interval '1 hour') h, generate_series(1, 20) n`;
  for (const statement of [
    `insert into message_roll_up select 'hour', ${dimensions}, 'C' || n, 'delivered', '', 1, 1, 1 ${stretch}`,
    `insert into verification_roll_up select 'hour', ${dimensions}, 'C' || n, 'approved', 1 ${stretch}`,
    `insert into time_roll_up select 'hour', ${dimensions}, 'to_deliver', n, 1 ${stretch}`,
    `insert into cost_roll_up select 'hour', ${dimensions}, 'C' || n, 'EUR', 1, 0.1 ${stretch}`,
  ]) {
    await database.pool.query(statement, [new Date(NOW)]);
  }
  await database.pool.query('vacuum analyze');
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

/** How the work reads tables: each scan in a word. */
async function scansOf(work: (tx: Queryable) => Promise<unknown>): Promise<string[]> {
  const client = await pool.connect();
  const tx = new ExplainingTx(client);
  try {
    await client.query('begin');
    await work(inTurn(tx));
  } finally {
    await client.query('rollback');
    client.release();
  }
  return tx.scans.map(inAWord);
}

/** One statement after the other, as a connection does. */
function inTurn(tx: Queryable): Queryable {
  let last: Promise<unknown> = Promise.resolve();
  const next = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work);
    last = result;
    return result;
  };
  return {
    rows: (statement, values) => next(() => tx.rows(statement, values)),
    count: (statement, values) => next(() => tx.count(statement, values)),
  };
}

function inAWord({ how, table, index, condition }: Scan): string {
  const isNarrow = index !== undefined && SELECTIVE[index]?.test(condition) === true;
  return isNarrow ? index : `${how} of ${table ?? index} ${condition}`;
}

test('a month is read from the counts alone, each span by the key of its table', async () => {
  const range = { fromMs: floorTo(HOUR_MS, NOW - 30 * DAY_MS), toMs: NOW };
  const { spans } = coverOf(range, DONE, NOW);
  const scans = await scansOf(async (tx) => {
    const question = { now: spans, before: spans, barMs: DAY_MS };
    for (const applicationIds of [null, ['app_1']]) {
      await new OverviewStore(tx).readStored({ ...question, applicationIds });
    }
  });
  const keys = ['cost_roll_up_pkey', 'message_roll_up_pkey', 'time_roll_up_pkey', 'verification_roll_up_pkey'];
  expect([...new Set(scans)].sort()).toEqual(keys);
});

test('what is fresh is read by the ids of its messages', async () => {
  const stretch = { fromMs: NOW - MINUTE_MS, toMs: NOW };
  const scans = await scansOf(async (tx) => {
    const store = new OverviewStore(tx);
    await store.findFreshEnd(stretch, 1_000);
    await store.readFresh({ stretch, barMs: MINUTE_MS, applicationIds: null });
  });
  expect(scans.filter((scan) => !(scan in SELECTIVE))).toEqual([]);
  expect(scans).toContain('message_pkey');
});

test('no bucket is counted, cleared or forgotten by a look at more than its own rows', async () => {
  const at = [new Date(NOW)];
  const scans = await scansOf(async (tx) => {
    for (const { clear, fill, sumHours, forget } of KEEPING) {
      await tx.count(clear, ['hour', at]);
      await tx.count(fill, [at, [messageIdAt(NOW)], [messageIdAt(NOW + HOUR_MS)], 'hour']);
      await tx.count(sumHours, [at, [new Date(NOW + DAY_MS)], 'day']);
      await tx.count(forget, ['minute', at[0]]);
    }
  });
  expect(scans.filter((scan) => !(scan in SELECTIVE))).toEqual([]);
});
