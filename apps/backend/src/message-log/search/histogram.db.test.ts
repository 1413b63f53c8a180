import { MessageHistogram } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { messageIdAt } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { CountedMessages } from '../../statistics/message-counts.js';
import { RollUps } from '../../statistics/roll-ups.js';
import { logMessages, type Logged } from '../../test/copies.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { copyMessages } from './copy.store.js';
import { MessageSearch } from './message-search.js';
import { NumberFilters } from './number-filters.js';
import { SearchStore } from './search.store.js';

const [ONE, OTHER] = ['app_one', 'app_other'];
const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

let database: OpenDatabase;
let keyring: Keyring;
let search: MessageSearch;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  search = new MessageSearch(options());
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate message, verification, message_search'));

const options = () => ({
  sql: database.sql,
  store: new SearchStore(database.sql),
  numbers: new NumberFilters(database.sql, keyring),
  keyring,
  now: () => new Date(NOON),
  nowMs: () => 0,
});

/** Messages with their copies. */
async function store(...entries: (Omit<Logged, 'createdAt'> & { minutesAgo: number })[]): Promise<void> {
  const ids = await logMessages(
    database,
    keyring,
    entries.map(({ minutesAgo, ...entry }) => ({ createdAt: new Date(NOON - minutesAgo * MINUTE), ...entry })),
  );
  await copyMessages(database.sql, ids);
}

test('counts each message once, in the bar of its time and under its status', async () => {
  await store(
    { minutesAgo: 0.5, state: 'failed' },
    { minutesAgo: 61, state: 'delivered' },
    { minutesAgo: 62, state: 'delivered' },
    { minutesAgo: 62.5, state: 'undelivered' },
    { minutesAgo: 24 * 60 - 1, state: 'expired' },
    { minutesAgo: 24 * 60 + 1, state: 'delivered' },
  );
  const histogram = await search.histogram(null, {});
  expect(MessageHistogram.parse(histogram)).toEqual(histogram);
  expect(histogram).toMatchObject({
    from: '2026-11-23T12:00:00.000Z',
    to: '2026-11-24T12:00:00.000Z',
    bar_seconds: 900,
    is_partial: false,
  });
  expect(histogram.bars).toHaveLength(96);
  const filled = histogram.bars.filter(({ counts }) => Object.keys(counts).length > 0);
  expect(filled).toEqual([
    { at: '2026-11-23T12:00:00.000Z', counts: { expired: 1 } },
    { at: '2026-11-24T10:45:00.000Z', counts: { delivered: 2, undelivered: 1 } },
    { at: '2026-11-24T11:45:00.000Z', counts: { failed: 1 } },
  ]);
  const failed = await search.histogram(null, { status: ['failed'] });
  expect(failed.bars.flatMap(({ counts }) => Object.entries(counts))).toEqual([['failed', 1]]);
});

test('over weeks is the counts of whole hours, and at both ends the messages themselves', async () => {
  const counts = new CountedMessages(database.sql);
  const counting = new MessageSearch({ ...options(), counts });
  const asked = { from: '2026-11-14T11:30:00Z', to: '2026-11-24T11:59:00Z' };
  const [from, to] = [Date.parse(asked.from), Date.parse(asked.to)];
  await store(
    ...[0.5, 1, 30, 90, 5_000, 14_000, (NOON - from) / MINUTE - 20, (NOON - from) / MINUTE - 40, 15_000].map(
      (minutesAgo, n) => ({
        minutesAgo,
        state: n % 2 === 0 ? 'delivered' : 'failed',
        country: n % 3 === 0 ? 'US' : 'DE',
      }),
    ),
  );
  const plain = await search.histogram(null, asked);
  expect(plain.bar_seconds).toBe(10_800);
  await new RollUps(database.sql).advance(new AbortController().signal);
  await database.pool.query(`update roll_up_progress set done_until = '2026-11-24T11:00:00Z' where grain = 'hour'`);
  expect(await counting.histogram(null, asked)).toEqual(plain);
  // What is counted is read from the counts alone.
  const inside = `id >= '${messageIdAt(from + 30 * MINUTE)}' and id < '${messageIdAt(to - 59 * MINUTE)}'`;
  await database.pool.query(`delete from message_search where ${inside}`);
  expect(await counting.histogram(null, asked)).toEqual(plain);
  expect(await search.histogram(null, asked)).not.toEqual(plain);
  const filters = { ...asked, country: ['US'], status: ['delivered' as const] };
  const few = await counting.histogram([ONE], filters);
  const expected = plain.bars.flatMap(({ counts: { delivered = 0 } }) => delivered).reduce((sum, one) => sum + one, 0);
  const sum = few.bars.flatMap(({ counts: { delivered = 0 } }) => delivered).reduce((all, one) => all + one, 0);
  expect(sum).toBeGreaterThan(0);
  expect(sum).toBeLessThan(expected);
  expect(await counting.histogram([OTHER], asked)).toMatchObject({ bars: plain.bars.map(() => ({ counts: {} })) });
});
