import { afterAll, beforeAll, expect, test } from 'vitest';
import { newMessageId } from '../platform/ids.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
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

test('the sends of a version are those of the last seven days', async () => {
  expect([...(await use.countSends(null))].sort()).toEqual([
    [1, 3],
    [2, 1],
  ]);
});

test('who sees some applications is told of their messages alone', async () => {
  expect([...(await use.countSends(['app_two']))]).toEqual([[1, 1]]);
  expect([...(await use.countSends(['app_one', 'app_two']))].sort()).toEqual([
    [1, 3],
    [2, 1],
  ]);
  expect([...(await use.countSends([]))]).toEqual([]);
});

test('of very many messages the newest 10,000 are counted', async () => {
  await database.pool.query(
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at)
      select $1 || lpad(n::text, 14, '0'), 'ver_' || n, 'app_busy', '\\x00', false, 'en', 'requested',
        case when n <= 3000 then 7 else 8 end, 'C', '{code}', 'GSM-7', 1, 'k1', '\\x00', 6, 0, 'delivered', now(), now()
      from generate_series(1, 12000) n`,
    [newMessageId(NOW.getTime() + DAY).slice(0, -14)],
  );
  const counted = [
    [7, 1_000],
    [8, 9_000],
  ];
  expect([...(await use.countSends(null))].sort()).toEqual(counted);
  expect([...(await use.countSends(['app_busy']))].sort()).toEqual(counted);
});
