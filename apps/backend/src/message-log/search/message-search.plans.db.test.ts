import { MessageFilters, MessageSearch as MessageQuery } from '@codewire/contracts';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { createDataSource, poolOf } from '../../database/data-source.js';
import type { Statement, Tx } from '../../database/sql.js';
import { messageIdAt } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { copyMessages, findEnds, lookAt, lookAtOpen } from './copy.store.js';
import { MessageSearch } from './message-search.js';
import { NumberFilters } from './number-filters.js';
import { SearchStore } from './search.store.js';
import { TailStore } from './tail.store.js';

const ROWS = 100_000;
/** A message every ten seconds until noon. */
const NOON = Date.UTC(2026, 10, 24, 12);
const [FILTER, VERIFICATION] = ['nfl_0000000000000000000000', 'ver_0000000000000000000077'];
/** What one statement may look at, of one index. */
const MOST_LOOKED = 5_001;

let database: OpenDatabase;
/** With the planner's settings of a server. */
let dataSource: DataSource;
let serving: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  const { rows } = await database.pool.query<{ name: string; text: string }>(
    `select indexname as name, indexdef as text from pg_indexes
      where tablename = 'message_search' and indexname <> 'message_search_pkey'`,
  );
  // Made anew behind the rows, word for word: quicker than row by row.
  await database.pool.query(`drop index ${rows.map(({ name }) => name).join(', ')}`);
  await database.pool.query(
    `insert into message_search
      select $1 || lpad(to_hex(n), 6, '0') || '0000000000', 'ver_' || lpad((n % 50000)::text, 22, '0'),
        case when n % 20 = 0 then 'app_two' else 'app_one' end, sha256((n % 5000)::text::bytea),
        case when n % 50 = 0 then 'US' else 'DE' end, case when n % 40 = 0 then 'ar' else 'de' end, 'verification', 1,
        case when n % 30 = 0 then 'car_two' else 'car_one' end, 'Acme', 'GSM-7', 1, 1,
        case when n % 100 = 0 then 'failed' when n % 97 = 0 then 'submitted' else 'delivered' end,
        case when n % 100 = 0 then 'ESME_RSYSERR' end, case when n % 1000 = 0 then '0x00000008' end,
        now(), now(), now(), 1500, n % 97 = 0, now()
      from generate_series(1, ${ROWS}) n`,
    [messageIdAt(NOON).slice(0, 10)],
  );
  for (const { text } of rows) await database.pool.query(text);
  await database.pool.query(
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        attempts, created_at, expires_at)
      select id, verification_id, application_id, '\\x00', false, language, 'requested', 1, sender, '{code}', encoding, 1, 'k1',
        '\\x00', 6, 0, status, 1, created_at, created_at from message_search order by id desc limit 20000`,
  );
  await database.pool.query(
    `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional,
        language, language_reason, status, message_id, created_at, expires_at)
      select distinct on (verification_id) verification_id, application_id, 1, 'k1', '\\x00', '\\x00', number_hash, true, 'de', 'requested', 'pending',
        id, created_at, created_at from message_search order by verification_id limit 5000`,
  );
  await database.pool.query(
    `insert into number_filter select 'nfl_' || lpad(n::text, 22, '0'), sha256((n + 77)::text::bytea), '?', 'Ann', now()
      from generate_series(0, 999) n`,
  );
  await database.pool.query('vacuum analyze');
  dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'test' });
  await dataSource.initialize();
  serving = poolOf(dataSource);
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const BIG = new Set(['message_search', 'message', 'verification', 'number_filter']);

/** What a plan should not do: read a table from end to end, sort one, or look at more than a step of it. */
function faultsOf(node: PlanNode): string[] {
  const { 'Node Type': type, 'Relation Name': table = '', Plans: children = [] } = node;
  const looked = ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1);
  const own =
    (type === 'Seq Scan' && BIG.has(table)) || (BIG.has(table) && looked > MOST_LOOKED)
      ? [`${type} of ${table}: ${looked} rows`]
      : [];
  if (type.includes('Sort') && children.some(readsTable)) own.push(`${type} of a table`);
  return [...own, ...children.flatMap((child) => faultsOf(child))];
}

/** Rows of a table come up to here, and no limit has stopped them. */
function readsTable({ 'Node Type': type, 'Relation Name': table = '', Plans: children = [] }: PlanNode): boolean {
  if (type === 'Limit' || type === 'CTE Scan') return false;
  return BIG.has(table) || children.some(readsTable);
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap((child) => nodesOf(child))];
}

/** Runs statements and judges their plans: for these values as it ran, and the one for any values, which servers keep. */
class Judging implements Tx {
  readonly faults: string[] = [];
  readonly tables = new Set<string>();
  readonly indexes = new Set<string>();

  constructor(private readonly client: PoolClient) {}

  async rows<Row extends QueryResultRow>({ name, text }: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const plans = [
      await this.plan(`explain (analyze, timing off, format json) ${text}`, values),
      await this.plan(`explain (generic_plan, format json) ${text}`, []),
    ];
    this.faults.push(...plans.flatMap((plan) => faultsOf(plan)).map((fault) => `${name}: ${fault}`));
    for (const { 'Relation Name': table, 'Index Name': index } of plans.flatMap((plan) => nodesOf(plan))) {
      if (table !== undefined) this.tables.add(table);
      if (table === 'message_search') this.indexes.add(index ?? 'none');
    }
    return (await this.client.query<Row>(text, [...values])).rows;
  }

  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    await this.client.query('begin');
    const result = await work(this);
    await this.client.query('commit');
    return result;
  }

  async commit(): Promise<void> {}

  /** What writes is not run: its plan alone is judged. */
  async count({ name, text }: Statement): Promise<number> {
    const plan = await this.plan(`explain (generic_plan, format json) ${text}`, []);
    this.faults.push(...faultsOf(plan).map((fault) => `${name}: ${fault}`));
    return 0;
  }

  private async plan(text: string, values: readonly unknown[]): Promise<PlanNode> {
    const { rows } = await this.client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(text, [...values]);
    return rows[0]!['QUERY PLAN'][0]!.Plan;
  }
}

/** Every filter of the contract, alone and two together, with and without finds. */
const FILTERS: readonly Record<string, string>[] = [
  {},
  { status: 'failed' },
  { status: 'failed,expired,undelivered' },
  { status: 'expired' },
  { carrier: 'car_two' },
  { carrier: 'car_none' },
  { country: 'US' },
  { language: 'ar' },
  { application: 'app_two' },
  { purpose: 'login' },
  { error: 'ESME_RSYSERR' },
  { error: '0x08' },
  { error: 'nothing_like_it' },
  { sender: 'Nobody' },
  { slower_than_ms: '60000' },
  { number: FILTER },
  { verification: VERIFICATION },
  { from: new Date(NOON).toISOString() },
  { to: new Date(NOON + 60_000).toISOString() },
  { status: 'failed', carrier: 'car_two' },
  { status: 'delivered', carrier: 'car_two', country: 'US' },
  { status: 'submitted', purpose: 'login' },
];

describe('no table is read from end to end or sorted, and no more than a step is looked at', () => {
  async function judge(work: (sql: Judging) => Promise<unknown>): Promise<string[]> {
    const client = await serving.connect();
    const sql = new Judging(client);
    await work(sql);
    client.release();
    return sql.faults;
  }

  const searchOf = (sql: Judging) => {
    const keyring = Keyring.load(currentRun().keyringFile);
    const numbers = new NumberFilters(sql, keyring);
    // Two steps of each search are enough to see how it steps.
    let clock = 0;
    const nowMs = () => (clock += 1_000);
    return new MessageSearch({
      sql,
      store: new SearchStore(sql),
      numbers,
      keyring,
      now: () => new Date(NOON),
      nowMs,
    });
  };

  test.each(FILTERS.map((asked) => [asked]))('%j', async (asked) => {
    const cursor = Buffer.from(`${messageIdAt(NOON).slice(0, 10)}0061a80000000000`, 'latin1').toString('base64url');
    const filters = MessageFilters.parse(asked);
    const faults = await judge(async (sql) => {
      const search = searchOf(sql);
      await search.list(null, MessageQuery.parse({ ...asked, cursor }));
      await search.list(['app_one', 'app_two'], MessageQuery.parse({ ...asked, direction: 'newer' }));
      await search.count(null, filters);
      await search.histogram(null, filters);
    });
    expect(faults).toEqual([]);
  });

  test('a number is told by who looks for it: no message itself is read, and copies by their number alone', async () => {
    await judge(async (sql) => {
      const { data } = await searchOf(sql).list(null, MessageQuery.parse({ number: FILTER }));
      expect(data).not.toEqual([]);
      expect([...sql.tables]).not.toContain('message');
      expect([...sql.indexes]).toEqual(['message_search_number']);
    });
  });

  test('what keeps the copies up, and the live tail', async () => {
    const faults = await judge(async (sql) => {
      await findEnds(sql);
      await lookAt(sql, { belowId: 'msg_~', fromId: '', most: 5_000 });
      await lookAtOpen(sql, { belowId: 'msg_~', fromId: '', most: 5_000 });
      const tail = new TailStore(sql);
      const id = await tail.newestId();
      await tail.newest(messageIdAt(NOON), 3_000);
      await tail.again([id!, id!]);
      const minute = { fromId: messageIdAt(NOON), belowId: id! };
      await tail.idsIn(minute, 5_000);
      await tail.countIn(minute, 5_000);
    });
    expect(faults).toEqual([]);
  });

  test('nor for a copy, also while the planner takes the log for a small one', async () => {
    expect(await judge((sql) => copyMessages(sql, []))).toEqual([]);
    await database.pool.query('truncate message, verification');
    await database.pool.query('analyze message, verification');
    expect(await judge((sql) => copyMessages(sql, []))).toEqual([]);
  });
});
