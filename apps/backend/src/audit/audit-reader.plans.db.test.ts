import type { AuditFilters } from '@codewire/contracts';
import type { PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../database/data-source.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { ExplainingTx } from '../test/explain.js';
import { AuditAnchor } from './audit-anchor.js';
import { toCursor } from './audit-cursor.js';
import { AuditReader } from './audit-reader.js';
import { AuditStore } from './audit.store.js';

const ROWS = 100_000;
/** Some of an export's statements: each is like the one before. */
const EXPORTED = 20_000;

let database: OpenDatabase;
let dataSource: DataSource;
let client: PoolClient;

beforeAll(async () => {
  database = await openTestDatabase();
  // With the settings of a server's sessions.
  dataSource = createDataSource({ url: database.servingUrl, poolSize: 1, applicationName: 'test' });
  await dataSource.initialize();
  await database.pool.query(
    `insert into audit select n, timestamptz '2026-01-01' + make_interval(mins => n), 'operator', 'opr_' || n % 50, 'A',
        case when n % 20 = 0 then 'key.created' else 'operator.signed_in' end, 'key', 'key_' || n % 5000, 'K', null, null, null,
        null, null, '\\x00' from generate_series(1, $1) n`,
    [ROWS],
  );
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

beforeEach(async () => void (client = await poolOf(dataSource).connect()));
afterEach(() => client.release());

async function scansOf(work: (reader: AuditReader, anchor: AuditAnchor) => Promise<unknown>) {
  const tx = new ExplainingTx(client);
  await work(new AuditReader({ store: new AuditStore(tx), nowMs: () => 0 }), new AuditAnchor(tx));
  return tx.scans;
}

const drain = async (lines: AsyncIterable<string>) => {
  for await (const _ of lines);
};

const FILTERS: readonly [string, AuditFilters, string, RegExp][] = [
  ['everything', {}, 'audit_pkey', /seq/],
  ['an action', { action: 'key.created' }, 'audit_action', /action, seq/],
  ['an operator', { actor: 'opr_7' }, 'audit_actor', /actor_id, seq/],
  ['a thing', { target: 'key_7' }, 'audit_target', /target_id, seq/],
  ['a thing and an action', { target: 'key_7', action: 'key.created' }, 'audit_target', /target_id, seq/],
  ['a stretch of time', { from: '2026-01-03T00:00:00Z', to: '2026-01-04T00:00:00Z' }, 'audit_pkey', /seq/],
];

// Before statistics are made the planner takes the table for empty, and a connection keeps the plan it then made.
describe.each(['without statistics', 'with statistics'])('reads by the index of what is asked for, %s', (when) => {
  beforeAll(async () => {
    if (when === 'with statistics') await database.pool.query('analyze audit');
  });

  test.each(FILTERS)('a page of %s', async (_, filters, index, condition) => {
    const scans = await scansOf((reader) => reader.list({ limit: 50, ...filters }));
    expect(scans.filter(({ how }) => how === 'Seq Scan')).toEqual([]);
    expect(scans).toContainEqual(expect.objectContaining({ index, condition: expect.stringMatching(condition) }));
  });

  test.each(FILTERS)('an export of %s', async (_, filters, index, condition) => {
    const scans = await scansOf((reader) => drain(reader.lines(filters, EXPORTED)));
    expect(scans.filter(({ how }) => how === 'Seq Scan')).toEqual([]);
    expect(scans).toContainEqual(expect.objectContaining({ index, condition: expect.stringMatching(condition) }));
  });

  test('where a time begins is asked of the index of times', async () => {
    const scans = await scansOf((reader) => reader.list({ limit: 50, from: '2026-01-03T00:00:00Z' }));
    expect(scans).toContainEqual(
      expect.objectContaining({ index: 'audit_at', condition: expect.stringMatching(/at </) }),
    );
  });

  test('a page further on, one entry and an anchor', async () => {
    const scans = [
      ...(await scansOf((reader) => reader.list({ limit: 50, cursor: toCursor(5_000) }))),
      ...(await scansOf((reader) => reader.read('5000'))),
      ...(await scansOf((_, anchor) => anchor.read())),
    ];
    expect(scans.filter(({ how }) => how === 'Seq Scan')).toEqual([]);
  });
});
