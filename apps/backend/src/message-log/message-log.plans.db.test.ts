import type { MessageQuery } from '@codewire/contracts';
import type { PoolClient, QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import type { Queryable, Snapshots, Statement, Tx } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { toCursor } from './cursor.js';
import { MessageLog } from './message-log.service.js';
import { CountedTextUse } from './text-use.js';

const APPLICATION = 'app_one';
const OTHER = 'app_two';
const ROWS = 100_000;
/** From the first id on: a week before this there was none. */
const WEEK_MS = 7 * 86_400_000;
const SOME_ID = 'msg_0Z00000000000000006000';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const statements = [
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at)
      select 'msg_0Z' || lpad(n::text, 20, '0'), 'ver_' || n, case when n % 20 = 0 then '${OTHER}' else '${APPLICATION}' end, '\\x00', false, 'en', 'requested', 1, 'C',
        '{code}', 'GSM-7', 1, 'k1', '\\x00', 6, 0, 'delivered', now(), now() from generate_series(1, $1) n`,
    `insert into attempt select 'msg_0Z' || lpad(n::text, 20, '0'), 1, 'car_x', 'submitted', null, null, now(), now()
      from generate_series(1, $1) n`,
    `insert into attempt_part select 'car_x', to_hex(n), 'msg_0Z' || lpad(n::text, 20, '0'), 1, 1, 1, to_hex(n)
      from generate_series(1, $1) n`,
    `insert into receipt select 'rcp_' || n, 'car_x', to_hex(n), to_hex(n), 'delivered', null, now(),
      'msg_0Z' || lpad(n::text, 20, '0'), 1, 1 from generate_series(1, $1) n`,
    `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional,
        language, language_reason, status, sends, message_id, created_at, expires_at)
      select 'ver_' || n, '${APPLICATION}', 1, 'k1', '\\x00', '\\x00', '\\x00', true, 'en', 'requested', 'approved', 1,
        'msg_0Z' || lpad(n::text, 20, '0'), now(), now() from generate_series(1, $1) n`,
  ];
  await Promise.all(statements.map((statement) => database.pool.query(statement, [ROWS])));
  await database.pool.query('vacuum analyze');
});

afterAll(() => database.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** The tables that a plan reads from end to end. */
function scannedBy(node: PlanNode): string[] {
  const own = node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scannedBy)];
}

/** Explains what it runs. */
class Explaining implements Queryable, Snapshots {
  readonly scanned: string[] = [];

  constructor(private readonly client: PoolClient) {}

  async rows<Row extends QueryResultRow>({ text }: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (format json) ${text}`, [
      ...values,
    ]);
    this.scanned.push(...scannedBy(rows[0]!['QUERY PLAN'][0]!.Plan));
    return (await this.client.query<Row>(text, [...values])).rows;
  }

  count(): Promise<number> {
    throw new Error('the log only reads');
  }

  snapshot<Result>(read: (tx: Tx) => Promise<Result>): Promise<Result> {
    return read({ rows: this.rows.bind(this), count: this.count.bind(this), commit: () => Promise.resolve() });
  }
}

const query = (changes: Partial<MessageQuery> = {}): MessageQuery => ({ limit: 50, ...changes });
/** Few rows each: reading them whole is right. */
const SMALL = new Set(['carrier', 'route', 'template_version']);

// Named statements get a plan for their values at first and one for any values later: both must be good.
describe.each(['force_custom_plan', 'force_generic_plan'])('reads no table from end to end (%s)', (mode) => {
  test.each<[string, (log: MessageLog, use: CountedTextUse) => Promise<unknown>]>([
    ['the first page of everyone', (log) => log.list(null, query())],
    ['the first page of an application', (log) => log.list([APPLICATION], query())],
    ['the first page of some applications', (log) => log.list([APPLICATION, OTHER], query())],
    ['a filtered page of some applications', (log) => log.list([OTHER, APPLICATION], query({ status: 'failed' }))],
    ['the first page of none', (log) => log.list([], query())],
    ['a page further on', (log) => log.list([APPLICATION], query({ cursor: toCursor(SOME_ID) }))],
    ['a stretch of time', (log) => log.list(null, query({ from: '2026-11-24T10:00:00Z' }))],
    ['a filtered page', (log) => log.list(null, query({ status: 'delivered' }))],
    ['the messages of a verification', (log) => log.list(null, query({ verification: 'ver_6000' }))],
    ['a detail', (log) => log.read(null, SOME_ID)],
    ['a detail that must be of some applications', (log) => log.read([OTHER, APPLICATION], SOME_ID)],
    ['how much each text is sent', (_, use) => use.countSends(null)],
    ['how much each text is sent by some applications', (_, use) => use.countSends([OTHER, APPLICATION])],
  ])('%s', async (_, work) => {
    const client = await database.pool.connect();
    await client.query(`set plan_cache_mode = ${mode}`);
    const sql = new Explaining(client);
    const keyring = Keyring.load(currentRun().keyringFile);
    const log = new MessageLog({ sql, keyring, nowMs: () => 0 });
    await work(log, new CountedTextUse(sql, () => new Date(WEEK_MS)));
    client.release(true);
    expect(sql.scanned.filter((table) => !SMALL.has(table))).toEqual([]);
  });
});
