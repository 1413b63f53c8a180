import type { PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDataSource, poolOf } from '../../database/data-source.js';
import { Sql } from '../../database/sql.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { ExplainingTx } from '../../test/explain.js';
import { lookAtAll, lookAtPending, lookAtRecent } from './verification-copy.store.js';
import { VerificationSearchStore } from './verification-search.store.js';
import { VerificationWalk } from './verification-walk.js';
import { stretchOf, type WantedVerifications } from './wanted-verifications.js';

const ROWS = 100_000;
const EVERYWHERE = stretchOf({});
/** Of the last of them, which go on for more than a day. */
const RECENTLY = stretchOf({ from: '2026-01-02T03:00:00Z' });
const ANY: WantedVerifications = { status: null, country: null, application: null, purpose: null, number: null };
const NUMBER = { hash: Buffer.from('0000002a', 'hex'), masked: '?' };

let database: OpenDatabase;
let dataSource: DataSource;
let client: PoolClient;

beforeAll(async () => {
  database = await openTestDatabase();
  // With the settings of a server's sessions.
  dataSource = createDataSource({ url: database.servingUrl, poolSize: 1, applicationName: 'test' });
  await dataSource.initialize();
  await database.pool.query(
    `insert into verification_search select 'ver_' || lpad((n * 7919 % $1)::text, 22, '0'), 'app_' || n % 10,
        decode(lpad(to_hex(n % 20000), 8, '0'), 'hex'), (array['US', 'DE', 'FR', 'BR'])[n % 4 + 1],
        case when n % 50 = 0 then 'payment' else 'login' end, 'en',
        case when n % 1000 = 0 then 'cancelled' when n % 9 = 0 then 'expired' else 'approved' end, 1, 5, 1, 4, 'msg_' || n,
        timestamptz '2026-01-01' + n * interval '1 s', timestamptz '2026-01-01' + (n + 600) * interval '1 s', null, now()
      from generate_series(1, $1) n`,
    [ROWS],
  );
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

beforeEach(async () => void (client = await poolOf(dataSource).connect()));
afterEach(() => client.release());

const walkOf = (tx: ExplainingTx, wanted: WantedVerifications) =>
  new VerificationWalk(new VerificationSearchStore(tx), wanted, () => 0);

const FILTERS: readonly [string, Partial<WantedVerifications>, string, RegExp][] = [
  ['everything', {}, 'verification_search_begun', /created_at, id/],
  ['a status', { status: ['cancelled'] }, 'verification_search_status', /status, created_at, id/],
  ['what is pending', { status: ['pending'] }, 'verification_search_status', /status, created_at, id/],
  ['what is expired', { status: ['expired'] }, 'verification_search_begun', /created_at, id/],
  ['an application', { application: ['app_3'] }, 'verification_search_application', /application_id, created_at, id/],
  ['a country', { country: ['DE'] }, 'verification_search_country', /country, created_at, id/],
  ['a purpose', { purpose: ['payment'] }, 'verification_search_begun', /created_at, id/],
  ['a number', { number: NUMBER }, 'verification_search_number', /number_hash, created_at, id/],
  ['a number and a status', { number: NUMBER, status: ['approved'] }, 'verification_search_number', /number_hash/],
  [
    'an application and a rare end',
    { application: ['app_0'], status: ['cancelled'] },
    'verification_search_status',
    /status/,
  ],
  ['usual ends', { status: ['approved', 'expired'] }, 'verification_search_begun', /created_at, id/],
];

// Before statistics are made the planner takes the table for empty, and a connection keeps the plan it then made.
describe.each(['without statistics', 'with statistics'])(
  'by an index in the order of the list, none sorted, %s',
  (when) => {
    beforeAll(async () => {
      if (when === 'with statistics') await database.pool.query('vacuum analyze verification_search');
    });

    test.each(FILTERS)('%s', async (_, filters, index, condition) => {
      const wanted = { ...ANY, ...filters };
      const tx = new ExplainingTx(client);
      const older = await walkOf(tx, wanted).find(EVERYWHERE, 'older', 50);
      const newer = await walkOf(tx, wanted).find(EVERYWHERE, 'newer', 50);
      await walkOf(tx, wanted).count(RECENTLY, 10_001);
      expect(tx.sorts).toBe(0);
      await walkOf(tx, wanted).bars(RECENTLY, { from: '2026-01-01T00:00:00Z', barSeconds: 3_600 }, () => undefined);
      expect(older.found.map(({ id }) => id)).toEqual(await expected(wanted, 'desc'));
      expect(newer.found.map(({ id }) => id)).toEqual(await expected(wanted, 'asc'));
      expect(tx.scans.filter(({ how }) => how === 'Seq Scan')).toEqual([]);
      const used = tx.scans.filter(({ table }) => table === 'verification_search');
      expect(new Set(used.map(({ index: name }) => name))).toEqual(new Set([index]));
      for (const scan of used) expect(scan.condition).toMatch(condition);
    });

    test.each<[string, Partial<WantedVerifications>, string]>([
      ['applications', { application: ['app_3', 'app_7', 'app_9'] }, 'verification_search_application'],
      ['countries, of an end', { country: ['DE', 'FR'], status: ['expired'] }, 'verification_search_country'],
      ['rare ends', { status: ['cancelled', 'exhausted'] }, 'verification_search_status'],
    ])('several %s, and of no more than that is looked at the order is made', async (_, filters, index) => {
      const wanted = { ...ANY, ...filters };
      const tx = new ExplainingTx(client);
      const older = await walkOf(tx, wanted).find(EVERYWHERE, 'older', 50);
      const newer = await walkOf(tx, wanted).find(EVERYWHERE, 'newer', 50);
      await walkOf(tx, wanted).count(RECENTLY, 10_001);
      expect(older.found.map(({ id }) => id)).toEqual(await expected(wanted, 'desc'));
      expect(newer.found.map(({ id }) => id)).toEqual(await expected(wanted, 'asc'));
      const used = tx.scans.filter(({ table }) => table === 'verification_search');
      expect(new Set(used.map(({ index: name }) => name))).toEqual(new Set([index]));
      for (const scan of used) expect(scan.condition).toMatch(/created_at, id/);
    });

    test('a number is told by who looks for it: no verification itself is read', async () => {
      const tx = new ExplainingTx(client);
      const { found } = await walkOf(tx, { ...ANY, number: NUMBER }).find(EVERYWHERE, 'older', 50);
      expect(found).not.toEqual([]);
      expect(tx.scans.map(({ table }) => table)).not.toContain('verification');
    });

    test('the looks of the sweep', async () => {
      const tx = new ExplainingTx(client);
      await lookAtRecent(tx, 120, 5_000);
      await lookAtPending(tx, '', 5_000);
      await lookAtAll(tx, '', 5_000);
      expect(tx.scans.filter(({ how }) => how === 'Seq Scan')).toEqual([]);
    });
  },
);

const PLAIN = `from verification_search
  where ($1::text[] is null or status = any ($1)) and ($2::text[] is null or country = any ($2))
    and ($3::text[] is null or application_id = any ($3)) and ($4::text[] is null or purpose = any ($4))
    and ($5::bytea is null or number_hash = $5)`;
const valuesOf = ({ status, country, application, purpose, number }: WantedVerifications) => [
  status,
  country,
  application,
  purpose,
  number?.hash ?? null,
];

/** The same by the plainest statement. */
async function expected(wanted: WantedVerifications, order: 'asc' | 'desc'): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string }>(
    `select id ${PLAIN} order by created_at ${order}, id ${order} limit 50`,
    valuesOf(wanted),
  );
  return rows.map(({ id }) => id);
}

async function countOf(wanted: WantedVerifications): Promise<number> {
  const { rows } = await database.pool.query<{ n: number }>(`select count(*)::int as n ${PLAIN}`, valuesOf(wanted));
  return rows[0]!.n;
}

test('what takes too long is told as far as it came, and goes on from there', async () => {
  const wanted = { ...ANY, status: ['expired'], purpose: ['login'], country: ['BR', 'FR'] };
  let now = 0;
  const store = new VerificationSearchStore(new Sql(() => poolOf(dataSource)));
  client.release();
  const hasty = () => new VerificationWalk(store, wanted, () => (now += 2_000));
  const ids: string[] = [];
  let stretch = EVERYWHERE;
  let looks = 0;
  for (let isPartial = true; isPartial; looks += 1) {
    const walked = await hasty().find(stretch, 'older', ROWS);
    ids.push(...walked.found.map(({ id }) => id));
    ({ isPartial } = walked);
    if (walked.reached !== null) stretch = { ...stretch, before: walked.reached };
  }
  client = await poolOf(dataSource).connect();
  expect(looks).toBeGreaterThan(1);
  expect(ids).toHaveLength(new Set(ids).size);
  expect(ids).toHaveLength(await countOf(wanted));
});
