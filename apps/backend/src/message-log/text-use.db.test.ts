import { afterAll, beforeAll, expect, test } from 'vitest';
import { newMessageId } from '../platform/ids.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { GAP_MS, insertManyMessages } from '../test/many-messages.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { CountedTextUse } from './text-use.js';

const NOW = new Date('2026-11-24T12:00:00Z');
const DAY = 86_400_000;

let database: OpenDatabase;
let use: CountedTextUse;

beforeAll(async () => {
  database = await openTestDatabase();
  use = new CountedTextUse(database.sql, () => NOW);
  const at = (daysAgo: number, templateVersionId: number, applicationId = 'app_one') =>
    newMessage({ id: newMessageId(NOW.getTime() - daysAgo * DAY), templateVersionId, applicationId });
  await storeMessages(database.sql, [at(0, 1), at(6.9, 1), at(7.1, 1), at(1, 2), at(1, 1, 'app_two')]);
});

afterAll(() => database.close());

const sendsOf = async (applicationIds: readonly string[] | null) =>
  [...(await use.countSends(applicationIds)).byVersion].sort();

test('the sends of a version are those of the last seven days', async () => {
  const { byVersion, ...counted } = await use.countSends(null);
  expect([...byVersion].sort()).toEqual([
    [1, 3],
    [2, 1],
  ]);
  expect(counted).toEqual({ counted: 4, since: new Date(NOW.getTime() - 7 * DAY), days: 7, isCapped: false });
});

test('who sees some applications is told of their messages alone', async () => {
  expect(await sendsOf(['app_two'])).toEqual([[1, 1]]);
  expect(await sendsOf(['app_one', 'app_two'])).toEqual([
    [1, 3],
    [2, 1],
  ]);
  expect(await sendsOf([])).toEqual([]);
});

test('of very many messages the newest 10,000 are counted, and it is told since when', async () => {
  const versionIds = Array.from({ length: 12_000 }, (_, n) => (n < 1_000 ? 6 : n < 3_000 ? 7 : 8));
  await insertManyMessages(database.pool, { applicationId: 'app_busy', versionIds, untilMs: NOW.getTime() });
  const sinceMs = NOW.getTime() - 10_000 * GAP_MS;
  // The version that was sent before those is in none of them: that it is not there is no proof that nobody sends it.
  const byVersion = new Map([
    [7, 1_000],
    [8, 9_000],
  ]);
  const busy = { byVersion, counted: 10_000, since: new Date(sinceMs), days: (10_000 * GAP_MS) / DAY, isCapped: true };
  expect(await use.countSends(['app_busy'])).toEqual(busy);
  const { isCapped, since } = await use.countSends(null);
  expect(isCapped).toBe(true);
  expect(since.getTime()).toBeGreaterThanOrEqual(sinceMs);
});

test('of several applications no more are counted than of one: all since the oldest that is counted of the busiest', async () => {
  const { byVersion, counted, since, isCapped } = await use.countSends(['app_busy', 'app_one']);
  // Half of them for each; of the quiet one a message is as new as the newest.
  expect(byVersion.get(8)).toBe(5_000);
  expect({ counted, since, isCapped }).toEqual({
    counted: 5_001,
    since: new Date(NOW.getTime() - 5_000 * GAP_MS),
    isCapped: true,
  });
});

test('beside a busy application a quiet one is still counted whole', async () => {
  const { isCapped, days, counted } = await use.countSends(['app_two']);
  expect({ isCapped, days, counted }).toEqual({ isCapped: false, days: 7, counted: 1 });
});
