import { MessageDetail } from '@codewire/contracts';
import { parsePhone } from '@codewire/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { MessageLog } from '../../message-log/message-log.service.js';
import { Keyring } from '../../platform/keyring.js';
import { openNumber } from '../../platform/sealed-number.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { seed, type SeedOptions } from './seed.js';

let database: OpenDatabase;
let keyring: Keyring;
let options: SeedOptions;
let log: MessageLog;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  options = { keyring, simulatorPort: 2775, isProduction: false, firstKeyFile: undefined };
  log = new MessageLog({ sql: database.sql, keyring, nowMs: () => 0 });
  await seed(database.sql, 'demo', options);
});

afterAll(() => database.close());

const ids = async () => (await log.list(null, { limit: 100 })).data.map(({ id }) => id);

test('the log shows forty messages of the last day, each with a detail that keeps its contract', async () => {
  const all = await ids();
  expect(all).toHaveLength(40);
  const oldest = Date.now() - 86_400_000;
  for (const id of all) {
    const detail = await log.read(null, id);
    expect(MessageDetail.parse(detail)).toEqual(detail);
    expect(Date.parse(detail.created_at)).toBeGreaterThan(oldest);
    expect(Date.parse(detail.expires_at)).toBeLessThan(Date.now());
    expect(detail.text.split('{code}')).toHaveLength(2);
    expect(detail.timeline.map(({ at }) => at)).toEqual(detail.timeline.map(({ at }) => at).toSorted());
  }
});

test('every way a message can end is there, in several countries and all languages', async () => {
  const { data } = await log.list(null, { limit: 100 });
  const different = (values: readonly (string | null)[]) => [...new Set(values)].sort();
  expect(different(data.map(({ status }) => status))).toEqual([
    'delivered',
    'expired',
    'failed',
    'submitted',
    'undelivered',
  ]);
  expect(different(data.map(({ country }) => country))).toEqual(['AU', 'FR', 'GB', 'US']);
  expect(different(data.map(({ language }) => language))).toEqual([
    'ar',
    'de',
    'en',
    'es',
    'he',
    'hi',
    'ja',
    'pt-BR',
    'ru',
    'zh-CN',
  ]);
  expect(data.filter(({ status }) => status === 'delivered').length).toBeGreaterThan(25);
});

test("nothing of it waits to be sent, and no number is somebody's", async () => {
  const { rows } = await database.pool.query<{
    id: string;
    application_id: string;
    number_sealed: Buffer;
    due_at: null;
  }>(
    `select v.id, v.application_id, v.number_sealed, m.due_at from verification v join message m on m.verification_id = v.id`,
  );
  expect(rows).toHaveLength(40);
  for (const { id, application_id: applicationId, number_sealed: sealed, due_at: dueAt } of rows) {
    expect(dueAt).toBeNull();
    const number = openNumber(keyring, sealed, { verificationId: id, applicationId });
    expect(parsePhone(number, {})).toMatchObject({ kind: 'ok', number, isFictional: true });
  }
});

test('verifications ended in every way there is', async () => {
  const { rows } = await database.pool.query<{ status: string }>('select distinct status from verification order by 1');
  expect(rows.map(({ status }) => status)).toEqual(['approved', 'cancelled', 'exhausted', 'pending', 'superseded']);
});

test('a second run on the same day adds nothing', async () => {
  const before = await ids();
  expect(await seed(database.sql, 'demo', options)).toEqual([]);
  expect(await ids()).toEqual(before);
});
