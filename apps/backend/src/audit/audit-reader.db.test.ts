import type { AuditEntry, AuditFilters, AuditPage, AuditQuery } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEntries } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { AuditReader } from './audit-reader.js';
import { AuditStore } from './audit.store.js';

const ENTRIES = 60;
let database: OpenDatabase;
let reader: AuditReader;

/** Entry n is of one of three authors, on one of four things, by one of two actions. */
beforeAll(async () => {
  database = await openTestDatabase();
  await writeEntries(database.sql, ENTRIES, (index) => {
    const seq = index + 1;
    return {
      author: { id: `opr_${seq % 3}` },
      deed: {
        action: seq % 2 === 0 ? 'key.created' : 'key.revoked',
        target: { kind: 'key', id: `key_${seq % 4}`, name: 'shop' },
        after: { seq },
      },
    };
  });
  reader = new AuditReader({ store: new AuditStore(database.sql), nowMs: () => 0 });
});

afterAll(() => database.close());

const query = (changes: Partial<AuditQuery> = {}): AuditQuery => ({ limit: 10, ...changes });
const seqs = (entries: readonly AuditEntry[]) => entries.map(({ seq }) => seq);
const all = Array.from({ length: ENTRIES }, (_, index) => index + 1);

/** Every page, one after the other. */
async function pages(filters: AuditFilters, limit = 7): Promise<number[]> {
  const found: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await reader.list({ ...filters, limit, ...(cursor !== null && { cursor }) });
    expect(page.data.length).toBeLessThanOrEqual(limit);
    found.push(...seqs(page.data));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

async function exported(filters: AuditFilters, until = ENTRIES): Promise<AuditEntry[]> {
  let text = '';
  for await (const lines of reader.lines(filters, until)) text += lines;
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEntry);
}

const timeOf = async (seq: number) =>
  (await database.pool.query<{ at: Date }>('select at from audit where seq = $1', [seq])).rows[0]!.at.toISOString();

/** So many entries, all alike; nobody follows their chain. */
async function fill({ sql, pool }: OpenDatabase, count: number): Promise<void> {
  await writeEntries(sql, 1);
  await pool.query(
    `insert into audit select n, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
      application_id, before, after, address, request_id, mac from audit, generate_series(2, $1::int) n`,
    [count],
  );
}

test('a page holds the newest entries, all that is known of each', async () => {
  const { data, next_cursor } = await reader.list(query({ limit: 2 }));
  expect(seqs(data)).toEqual([60, 59]);
  expect(next_cursor).not.toBeNull();
  expect(data[0]).toEqual({
    seq: 60,
    at: await timeOf(60),
    actor: { kind: 'operator', id: 'opr_0', name: 'Ada <ada@example.com>' },
    action: 'key.created',
    target: { kind: 'key', id: 'key_0', name: 'shop' },
    application_id: 'app_x',
    before: { sender: 'OLD', secret: 'changed' },
    after: { seq: 60 },
    address: '192.0.2.7',
    request_id: 'req_1',
    mac: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

describe('pages and exports hold what fulfils the filters, and each entry once', () => {
  test.each<[string, AuditFilters, (seq: number) => boolean]>([
    ['none', {}, () => true],
    ['action', { action: 'key.created' }, (seq) => seq % 2 === 0],
    ['actor', { actor: 'opr_1' }, (seq) => seq % 3 === 1],
    ['target', { target: 'key_3' }, (seq) => seq % 4 === 3],
    ['all three', { action: 'key.revoked', actor: 'opr_2', target: 'key_1' }, (seq) => seq % 12 === 5],
    ['one that nothing fulfils', { actor: 'opr_9' }, () => false],
    ['one beyond any text', { actor: 'a\0b' }, () => false],
  ])('%s', async (_, filters, fulfils) => {
    const expected = all.filter(fulfils);
    expect(await pages(filters)).toEqual(expected.toReversed());
    expect(seqs(await exported(filters))).toEqual(expected);
  });

  test('times: from one, the other left out', async () => {
    const [from, to] = [await timeOf(21), await timeOf(41)];
    const inside = async (seq: number) => (await timeOf(seq)) >= from && (await timeOf(seq)) < to;
    const flags = await Promise.all(all.map(inside));
    const expected = all.filter((_, index) => flags[index]);
    expect(expected.length).toBeGreaterThan(10);
    expect(await pages({ from, to })).toEqual(expected.toReversed());
    expect(seqs(await exported({ from, to }))).toEqual(expected);
  });

  test('times of which there is nothing', async () => {
    expect(await pages({ from: '2100-01-01T00:00:00Z' })).toEqual([]);
    expect(await pages({ to: '2000-01-01T00:00:00Z' })).toEqual([]);
  });
});

test('an entry whose time is hours behind its neighbours is found by its time', async () => {
  const odd = await openTestDatabase(1);
  await writeEntries(odd.sql, 9);
  // As after a clock that was set back.
  await odd.pool.query(`update audit set at = at - interval '20 hours' where seq > 5`);
  const of = new AuditReader({ store: new AuditStore(odd.sql), nowMs: () => 0 });
  const to = new Date(Date.now() - 10 * 3_600_000).toISOString();
  expect(seqs((await of.list(query({ to }))).data)).toEqual([9, 8, 7, 6]);
  expect(seqs((await of.list(query({ from: to }))).data)).toEqual([5, 4, 3, 2, 1]);
  await odd.close();
});

test('a search that runs out of time tells how far it came, and goes on from there', async () => {
  const long = await openTestDatabase(1);
  await fill(long, 12_000);
  let asked = 0;
  const impatient = new AuditReader({ store: new AuditStore(long.sql), nowMs: () => (asked += 2_000) });
  const search = { target: 'app_x', actor: 'opr_first' };
  await long.pool.query(`update audit set actor_id = 'opr_first' where seq = 1`);
  const found: number[][] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: AuditPage = await impatient.list(query({ ...search, ...(cursor !== '' && { cursor }) }));
    found.push(seqs(page.data));
    cursor = page.next_cursor;
  }
  expect(found).toEqual([[], [], [1]]);
  await long.close();
});

describe('one entry', () => {
  test('is read by its number', async () => {
    expect(await reader.read('12')).toMatchObject({ seq: 12, after: { seq: 12 } });
  });

  test.each(['0', '61', '999999999999999', '9999999999999999999', 'x', '1.0', '-1'])('%s is not there', async (seq) => {
    await expect(reader.read(seq)).rejects.toMatchObject({ code: 'audit.not_found' });
  });
});

test('an export holds no more than a batch at a time, and what was there when it began, while entries are added', async () => {
  const busy = await openTestDatabase();
  await fill(busy, 1_750);
  const lines = new AuditReader({ store: new AuditStore(busy.sql), nowMs: () => 0 }).lines({}, 1_750);
  const counts: number[] = [];
  for await (const batch of lines) {
    counts.push(batch.split('\n').length - 1);
    await writeEntries(busy.sql, 1);
  }
  expect(counts).toEqual([500, 500, 500, 250]);
  await busy.close();
});
