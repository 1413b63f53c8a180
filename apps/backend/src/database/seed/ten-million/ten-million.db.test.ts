import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../../../tools/testing/run-folder.js';
import { MessageSearch } from '../../../message-log/search/message-search.js';
import { NumberFilters } from '../../../message-log/search/number-filters.js';
import { SearchStore } from '../../../message-log/search/search.store.js';
import { messageTimeOf } from '../../../platform/ids.js';
import { Keyring } from '../../../platform/keyring.js';
import { openTestDatabase, type OpenDatabase } from '../../../test/database.js';
import { newMessage, storeMessages } from '../../../test/messages.js';
import { TABLES } from './tables.js';
import { seedTenMillion, type TenMillionOptions } from './ten-million.scenario.js';

const ROWS = 2_000;
const DAY_MS = 86_400_000;
let database: OpenDatabase;
let keyring: Keyring;
let indexesBefore: unknown[];
let optionsBefore: unknown[];

beforeAll(async () => {
  database = await openTestDatabase(4, { isSeeded: true });
  keyring = Keyring.load(currentRun().keyringFile);
  indexesBefore = await indexes();
  optionsBefore = await options();
  await seedLarge();
});

afterAll(() => database.close());

const seedLarge = (changes: Partial<TenMillionOptions> = {}) =>
  seedTenMillion({
    sql: database.sql,
    url: database.url,
    keyring,
    simulatorPort: 2_775,
    firstKeyFile: undefined,
    isProduction: false,
    rows: ROWS,
    isForced: false,
    onStep: () => undefined,
    ...changes,
  });

async function rows<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await database.pool.query(text, values)).rows as Row[];
}

async function count(text: string): Promise<number> {
  return (await rows<{ n: number }>(`select count(*)::int as n from ${text}`))[0]!.n;
}

const indexes = () =>
  rows(
    `select indexname, indexdef from pg_indexes where tablename = any ($1) order by indexname`,
    TABLES as unknown as string[],
  );

const options = () =>
  rows(
    `select relname, array(select unnest(reloptions) order by 1) from pg_class where relname = any ($1) order by relname`,
    TABLES as unknown as string[],
  );

describe('a month of messages', () => {
  test('has as many as were asked for, with what hangs on each, and copies that tell the same', async () => {
    for (const table of ['message', 'verification', 'message_search', 'verification_search']) {
      expect([table, await count(table)]).toEqual([table, ROWS]);
    }
    expect(await count('message m where attempts <> (select count(*) from attempt a where a.message_id = m.id)')).toBe(
      0,
    );
    expect(
      await count(`message m join message_search s using (id) where (m.verification_id, m.application_id, m.country,
        m.language, m.carrier_id, m.state, m.error, m.attempts, m.created_at, m.submitted_at, m.ended_at)
        is not distinct from (s.verification_id, s.application_id, s.country, s.language, s.carrier_id, s.status, s.error,
        s.attempts, s.created_at, s.submitted_at, s.ended_at)`),
    ).toBe(ROWS);
    expect(
      await count(`verification v join verification_search s using (id) where (v.status, v.created_at, v.ended_at,
        v.number_hash, v.message_id) is not distinct from (s.status, s.created_at, s.ended_at, s.number_hash, s.message_id)`),
    ).toBe(ROWS);
    expect(
      await count(`receipt r where not exists (select from attempt a
      where (a.message_id, a.attempt, a.outcome) = (r.message_id, r.attempt, 'submitted'))`),
    ).toBe(0);
  });

  test('is spread over thirty days that are past, and nothing of it is to be sent', async () => {
    const [span] = await rows<{ first: Date; last: Date }>(
      'select min(created_at) as first, max(created_at) as last from message',
    );
    const days = (Date.now() - span!.first.getTime()) / DAY_MS;
    expect(days).toBeGreaterThan(29);
    expect(days).toBeLessThan(30.1);
    expect(span!.last.getTime()).toBeLessThan(Date.now() - 10 * 60_000);
    expect(await count('message where due_at is not null or not is_simulated_only')).toBe(0);
    expect(await count('(select distinct state from message) s')).toBe(5);
  });

  test('is what the console finds, its numbers masked', async () => {
    const search = new MessageSearch({
      sql: database.sql,
      store: new SearchStore(database.sql),
      numbers: new NumberFilters(database.sql, keyring),
      keyring,
      now: () => new Date(),
      nowMs: () => performance.now(),
    });
    const { data } = await search.list(null, { limit: 10, direction: 'older', status: ['failed'] });
    expect(data).toHaveLength(10);
    for (const row of data) {
      expect(row).toMatchObject({ status: 'failed', number: expect.stringMatching(/^\+\d+ \*+\d\d$/) });
      expect(row.error_code).toMatch(/^0x[0-9A-F]{8}$/);
    }
  });

  test('leaves every table with the indexes that it had, and with its room for changes', async () => {
    expect(await indexes()).toEqual(indexesBefore);
    expect(await options()).toEqual(optionsBefore);
  });

  test('tells times to the millisecond', async () => {
    const told = await rows<{ id: string; at: Date; ended: Date | null; took: number | null }>(
      'select id, created_at as at, ended_at as ended, ms_to_deliver as took from message_search',
    );
    for (const { id, at, ended, took } of told) {
      expect(at.getTime()).toBe(messageTimeOf(id));
      if (took !== null) expect(ended?.getTime()).toBe(at.getTime() + took);
    }
  });
});

test('a second run takes the place of the first', async () => {
  await seedLarge({ rows: 100 });
  for (const table of ['message', 'verification_search']) expect(await count(table)).toBe(100);
});

test('messages of real people stay: they are refused, or with --force others come to them', async () => {
  const [id] = await storeMessages(database.sql, [newMessage({ isSimulatedOnly: false })]);
  await expect(seedLarge({ rows: 100 })).rejects.toThrow('messages that are not simulated');
  expect(await count('message')).toBe(101);
  await seedLarge({ rows: 100, isForced: true });
  expect([await count('message'), await count(`message where id = '${id}'`)]).toEqual([201, 1]);
  expect(await indexes()).toEqual(indexesBefore);
});

test('a run that breaks off leaves all as it was', async () => {
  const before = await count('message');
  const failing = seedLarge({
    isForced: true,
    onStep: () => {
      throw new Error('stopped');
    },
  });
  await expect(failing).rejects.toThrow('stopped');
  expect([await count('message'), await indexes()]).toEqual([before, indexesBefore]);
});

test('production takes none', async () => {
  await expect(seedLarge({ isProduction: true, isForced: true })).rejects.toThrow('Production');
});
