import {
  VerificationCount,
  VerificationDetail,
  VerificationFilters,
  VerificationHistogram,
  VerificationSearchPage,
  type VerificationSearch,
  type VerificationStatus,
} from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../../tools/testing/secrets.js';
import { newId, newVerificationId } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { sealNumber } from '../../platform/sealed-number.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertVerification } from '../../test/verifications.js';
import { NumberFilters } from '../search/number-filters.js';
import { copyVerifications } from './verification-copy.store.js';
import { toCursor } from './verification-cursor.js';
import { VerificationDetailStore } from './verification-detail.store.js';
import { VerificationLog } from './verification-log.js';
import { VerificationSearchStore } from './verification-search.store.js';

const NUMBER = '+12125550117' as PhoneNumber;
const OTHER = '+12125550118' as PhoneNumber;
const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

let database: OpenDatabase;
let keyring: Keyring;
let numbers: NumberFilters;
let log: VerificationLog;
let mine: string;
let theirs: string;

beforeAll(async () => {
  recordSecret('number', NUMBER);
  recordSecret('number', OTHER);
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  numbers = new NumberFilters(database.sql, keyring);
  log = new VerificationLog({
    sql: database.sql,
    store: new VerificationSearchStore(database.sql),
    details: new VerificationDetailStore(database.sql),
    numbers,
    keyring,
    now: () => new Date(NOON + MINUTE),
    nowMs: () => 0,
  });
  [mine, theirs] = [await insertApplication(database.pool), await insertApplication(database.pool)];
});

afterAll(() => database.close());

interface Entry {
  readonly minutesAgo: number;
  readonly status?: VerificationStatus;
  readonly applicationId?: string;
  readonly country?: string;
  readonly purpose?: string;
  readonly number?: PhoneNumber;
  readonly isOver?: boolean;
}

/** A verification of the past with its copy; returns its id. */
async function store(entry: Entry): Promise<string> {
  const { minutesAgo, status = 'approved', applicationId = mine, country = 'US', purpose = 'login' } = entry;
  const { number = NUMBER, isOver = false } = entry;
  const { id } = await insertVerification(database.pool, {
    applicationId,
    status,
    numberHash: keyring.numberHash(number),
  });
  await database.pool.query(
    `update verification set created_at = $2, expires_at = case when $3 then now() - interval '1 s' else now() + interval '10 min' end,
        ended_at = case when status = 'pending' then null else $2::timestamptz + interval '3 s' end, country = $4, purpose = $5,
        number_sealed = $6 where id = $1`,
    [
      id,
      new Date(NOON - minutesAgo * MINUTE),
      isOver,
      country,
      purpose,
      sealNumber(keyring, number, { verificationId: id, applicationId }),
    ],
  );
  await copyVerifications(database.sql, [id]);
  return id;
}

const empty = () => database.pool.query('truncate verification, verification_search, recipient');
const search = (changes: Partial<VerificationSearch> = {}): VerificationSearch => ({
  limit: 50,
  direction: 'older',
  ...changes,
});
const listed = async (scope: readonly string[] | null, changes?: Partial<VerificationSearch>) =>
  (await log.list(scope, search(changes))).data.map(({ id }) => id);

test('page by page each is shown once, newest first, also those of one moment, and the way back is the same', async () => {
  await empty();
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) ids.push(await store({ minutesAgo: n < 4 ? 1 : n }));
  const pages: string[][] = [];
  const backs: string[][] = [];
  let last = await log.list(null, search({ limit: 3 }));
  expect(VerificationSearchPage.parse(last)).toEqual(last);
  expect(last.newer_cursor).toBeNull();
  for (pages.push(last.data.map(({ id }) => id)); last.older_cursor !== null;) {
    last = await log.list(null, search({ limit: 3, cursor: last.older_cursor }));
    pages.push(last.data.map(({ id }) => id));
  }
  expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
  expect(pages.flat()).toEqual([...ids.slice(0, 4).sort().reverse(), ...ids.slice(4)]);
  while (last.newer_cursor !== null) {
    last = await log.list(null, search({ limit: 3, cursor: last.newer_cursor, direction: 'newer' }));
    backs.push(last.data.map(({ id }) => id));
  }
  expect(backs.toReversed()).toEqual(pages.slice(0, 2));
  const oldest = await log.list(null, search({ limit: 3, direction: 'newer' }));
  expect(oldest.data.map(({ id }) => id)).toEqual(pages.flat().slice(-3));
  expect(oldest.older_cursor).toBeNull();
});

test('from behind the last one there is a way back that leaves nobody out', async () => {
  await empty();
  const [newest, oldest] = [await store({ minutesAgo: 1 }), await store({ minutesAgo: 2 })];
  const { data, newer_cursor } = await log.list(null, search({ limit: 1 }));
  expect([data[0]?.id, newer_cursor]).toEqual([newest, null]);
  const page = await log.list(null, search({ limit: 1, direction: 'newer' }));
  await database.pool.query('delete from verification_search where id = $1', [oldest]);
  const gone = await log.list(null, search({ cursor: page.newer_cursor ?? '', direction: 'older' }));
  expect(gone.data).toEqual([]);
  const back = await log.list(null, search({ cursor: gone.newer_cursor ?? '', direction: 'newer' }));
  expect(back.data.map(({ id }) => id)).toEqual([newest]);
});

test('each filter leaves what it names, alone and with others, in the order of the list', async () => {
  await empty();
  const login = await store({ minutesAgo: 1 });
  const payment = await store({ minutesAgo: 2, purpose: 'payment', country: 'DE' });
  const failed = await store({ minutesAgo: 3, status: 'exhausted', country: 'DE', number: OTHER });
  const cancelled = await store({ minutesAgo: 4, status: 'cancelled', country: 'FR' });
  const { id: number } = await numbers.create(
    { kind: 'command', id: null, name: 'test', address: null, requestId: null },
    { number: OTHER },
  );
  expect(await listed(null, { status: ['approved'] })).toEqual([login, payment]);
  expect(await listed(null, { status: ['cancelled', 'exhausted'] })).toEqual([failed, cancelled]);
  expect(await listed(null, { country: ['DE'] })).toEqual([payment, failed]);
  expect(await listed(null, { country: ['FR', 'DE'], status: ['approved', 'cancelled'] })).toEqual([
    payment,
    cancelled,
  ]);
  expect(await listed(null, { purpose: ['payment'] })).toEqual([payment]);
  expect(await listed(null, { purpose: ['login'], country: ['DE'] })).toEqual([failed]);
  expect(await listed(null, { number })).toEqual([failed]);
  const all = (await log.list(null, search())).data;
  expect((await log.list(null, search({ number }))).data).toEqual(all.filter(({ id }) => id === failed));
  expect(await listed(null, { number, country: ['US'] })).toEqual([]);
  const at = (minutesAgo: number) => new Date(NOON - minutesAgo * MINUTE).toISOString();
  expect(await listed(null, { from: at(3), to: at(1) })).toEqual([payment, failed]);
  expect(await log.count(null, { country: ['DE'] })).toMatchObject({ count: 2, is_capped: false, is_partial: false });
  await expect(log.list(null, search({ number: newId('nfl') }))).rejects.toMatchObject({ code: 'filter.not_found' });
});

test.each(['2026-01-01T00:00:00+23:00', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'])(
  'from or to %s, as ISO 8601 has it, there is what there is',
  async (time) => {
    await empty();
    const id = await store({ minutesAgo: 1 });
    const filters = VerificationFilters.parse({ from: time });
    const isLater = Date.parse(time) > NOON;
    expect(await listed(null, filters)).toEqual(isLater ? [] : [id]);
    expect(await listed(null, { to: time })).toEqual(isLater ? [id] : []);
    expect(await log.count(null, filters)).toMatchObject({ count: isLater ? 0 : 1 });
  },
);

test.each(['0000-01-01T00:00:00', '2026-02-30T00:00:00', '2026-01-01T24:00:00'])(
  'a cursor of %s, which PostgreSQL does not know, is refused as any that is made up',
  async (time) => {
    const cursor = toCursor({ at: `${time}.000000Z`, id: newVerificationId() });
    await expect(log.list(null, search({ cursor }))).rejects.toMatchObject({ code: 'request.invalid' });
  },
);

test("an operator of some applications sees theirs alone, and another's as if it never was", async () => {
  await empty();
  const [own, other] = [await store({ minutesAgo: 1 }), await store({ minutesAgo: 2, applicationId: theirs })];
  expect(await listed([mine])).toEqual([own]);
  expect(await listed([mine], { application: [theirs] })).toEqual([]);
  expect(await listed([mine, theirs])).toEqual([own, other]);
  expect(await listed([])).toEqual([]);
  expect(await log.count([mine], {})).toMatchObject({ count: 1 });
  const refusalOf = (id: string) => log.read([mine], 'developer', id).catch((error: unknown) => error);
  const unknown = await refusalOf(newVerificationId());
  expect(unknown).toMatchObject({ code: 'verification.not_found', facts: {} });
  expect(await refusalOf(other)).toEqual(unknown);
  expect(await refusalOf('ver_')).toEqual(unknown);
});

test('one whose life is over is expired everywhere, though its copy was made before and nobody has noted it', async () => {
  await empty();
  const [over, running] = [
    await store({ minutesAgo: 1, status: 'pending' }),
    await store({ minutesAgo: 2, status: 'pending' }),
  ];
  for (const table of ['verification', 'verification_search']) {
    await database.pool.query(`update ${table} set expires_at = now() - interval '1 ms' where id = $1`, [over]);
  }
  expect(await listed(null, { status: ['expired'] })).toEqual([over]);
  expect(await listed(null, { status: ['pending'] })).toEqual([running]);
  expect(await listed(null, { status: ['pending', 'expired'] })).toEqual([over, running]);
  expect(await log.count(null, { status: ['pending'] })).toMatchObject({ count: 1 });
  const { data } = await log.list(null, search());
  expect(data.map(({ status, ended_at: at }) => [status, at])).toEqual([
    ['expired', data[0]?.expires_at],
    ['pending', null],
  ]);
  expect(await log.read(null, 'owner', over)).toMatchObject({ status: 'expired', checks_left: 0, may_cancel: false });
  expect(await log.read(null, 'owner', running)).toMatchObject({ status: 'pending', checks_left: 5, may_cancel: true });
  expect(await log.read(null, 'auditor', running)).toMatchObject({ may_cancel: false });
});

test('a histogram has each in its bar, by what it is', async () => {
  await empty();
  for (const minutesAgo of [1, 1, 70]) await store({ minutesAgo });
  await store({ minutesAgo: 1, status: 'exhausted' });
  await store({ minutesAgo: 2_000 });
  const histogram = await log.histogram(null, {});
  expect(VerificationHistogram.parse(histogram)).toEqual(histogram);
  const filled = histogram.bars.filter(({ counts }) => Object.keys(counts).length > 0);
  expect(filled.map(({ counts }) => counts)).toEqual([{ approved: 1 }, { approved: 2, exhausted: 1 }]);
  const [, last] = filled;
  const begun = Date.parse(last?.at ?? '');
  expect(begun).toBeLessThanOrEqual(NOON - MINUTE);
  expect(begun + histogram.bar_seconds * 1_000).toBeGreaterThan(NOON - MINUTE);
});

test('a detail tells what came in its place, and never the number', async () => {
  await empty();
  const [first, second] = [await store({ minutesAgo: 2, status: 'superseded' }), await store({ minutesAgo: 1 })];
  await database.pool.query(
    `update verification v set ended_at = (select created_at from verification where id = $2) where id = $1`,
    [first, second],
  );
  const detail = await log.read(null, 'owner', first);
  expect(VerificationDetail.parse(detail)).toEqual(detail);
  expect(detail).toMatchObject({ superseded_by: second, number: '+1 ********17', language_reason: 'requested' });
  expect(await log.read(null, 'owner', second)).toMatchObject({ superseded_by: null, ms_to_approve: 3_000 });
  expect(JSON.stringify([detail, await log.list(null, search())])).not.toContain(NUMBER.slice(2));
  expect(VerificationCount.parse(await log.count(null, {}))).toMatchObject({ count: 2 });
});
