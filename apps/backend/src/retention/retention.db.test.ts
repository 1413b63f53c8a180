import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createDataSource, poolOf } from '../database/data-source.js';
import { Sql } from '../database/sql.js';
import { copyMessages } from '../message-log/search/copy.store.js';
import { messageIdAt } from '../platform/ids.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { Retention, type RetentionOptions } from './retention.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TABLES = [
  'message',
  'message_search',
  'attempt',
  'attempt_part',
  'receipt',
  'verification',
  'idempotency',
  'recipient',
] as const;

let database: OpenDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query(`truncate ${TABLES.join(', ')}`);
});

const never = () => new AbortController().signal;
const retention = (changes: Partial<RetentionOptions> = {}) =>
  new Retention({ sql: database.sql, messagesDays: 90, batchRows: 5_000, pauseMs: 0, ...changes });
const insert = (text: string, ...values: unknown[]) => database.pool.query(text, values);

/** Verifications of that age with all that comes with them: message, attempt, two parts, two receipts. */
async function store({ count, ageMs, name }: { count: number; ageMs: number; name: string }): Promise<void> {
  const at = Date.now() - ageMs;
  const times = [new Date(at), count, name];
  const idOf = `left($4::text, 12) || '${name}' || lpad(n::text, 12, '0')`;
  await insert(
    `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional, language,
        language_reason, status, message_id, created_at, expires_at)
      select 'ver_' || $3 || n, 'app_x', 1, 'k1', '\\x00', '\\x00', sha256(('${name}' || n)::bytea), false, 'en', 'requested',
        'pending', ${idOf}, $1, $1::timestamptz + interval '10 min' from generate_series(1, $2) n`,
    ...times,
    messageIdAt(at),
  );
  await insert(
    `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
        template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
        created_at, expires_at)
      select ${idOf}, 'ver_' || $3 || n, 'app_x', '\\x00', false, 'en', 'requested', 1, 'C', '{code}', 'GSM-7', 1, 'k1',
        '\\x00', 6, 0, 'delivered', $1, $1::timestamptz + interval '10 min' from generate_series(1, $2) n`,
    ...times,
    messageIdAt(at),
  );
  await insert(
    `with m as (select id from message where verification_id like 'ver_' || $1 || '%'),
      a as (insert into attempt select id, 1, 'car_x', 'submitted', null, null, now(), now() from m),
      p as (insert into attempt_part select 'car_x', md5(id || part), id, 1, part, 2, md5(id || part) from m, generate_series(1, 2) part)
    insert into receipt select 'rcp_' || md5(id || part), 'car_x', md5(id || part), md5(id || part), 'delivered', null, now(), id, 1, part
      from m, generate_series(1, 2) part`,
    name,
  );
  const { rows } = await insert(`select id from message where verification_id like 'ver_' || $1 || '%'`, name);
  await copyMessages(
    database.sql,
    rows.map(({ id }) => id),
  );
}

async function counts(): Promise<Record<string, number>> {
  const columns = TABLES.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  const { rows } = await database.pool.query<Record<string, number>>(`select ${columns}`);
  return rows[0] as Record<string, number>;
}

test('messages and verifications go after their days, with attempts, parts and receipts; younger ones stay', async () => {
  await store({ count: 3, ageMs: 90 * DAY_MS + HOUR_MS, name: 'old' });
  await store({ count: 2, ageMs: 90 * DAY_MS - HOUR_MS, name: 'new' });
  const deleted = await retention().sweep(never());
  expect(deleted).toEqual({
    message: 3,
    verification: 3,
    message_search: 3,
    number_filter: 0,
    roll_up: 0,
    unmatched_receipt: 0,
    inbound: 0,
    idempotency: 0,
    recipient: 0,
    session: 0,
    sign_in_step: 0,
    attempt_throttle: 0,
    operator_link: 0,
    carrier_password: 0,
  });
  expect(await counts()).toMatchObject({
    message: 2,
    message_search: 2,
    attempt: 2,
    attempt_part: 4,
    receipt: 4,
    verification: 2,
  });
  const { rows } = await database.pool.query(`select 1 from verification where id like 'ver_new%'`);
  expect(rows).toHaveLength(2);
});

afterEach(() => void vi.useRealTimers());

test('a node whose clock is months ahead deletes nothing that is young', async () => {
  await store({ count: 2, ageMs: DAY_MS, name: 'new' });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 200 * DAY_MS });
  expect(await retention().sweep(never())).toMatchObject({ message: 0, verification: 0 });
  expect(await counts()).toMatchObject({ message: 2, verification: 2 });
});

test('a batch may take longer than a statement that serves a request', async () => {
  await store({ count: 1, ageMs: 100 * DAY_MS, name: 'old' });
  const dataSource = createDataSource({
    url: database.url,
    poolSize: 1,
    applicationName: 'test',
    limits: { settings: ['statement_timeout=200', 'lock_timeout=200'], connectMs: 5_000 },
  });
  await dataSource.initialize();
  await insert(`create function dawdle() returns trigger language plpgsql as
    $$ begin perform pg_sleep(0.5); return null; end $$`);
  await insert(`create trigger dawdle after delete on message for each statement execute function dawdle()`);
  const sql = new Sql(() => poolOf(dataSource));
  expect(await retention({ sql }).sweep(never())).toMatchObject({ message: 1 });
  expect((await poolOf(dataSource).query('show statement_timeout')).rows).toEqual([{ statement_timeout: '200ms' }]);
  await insert('drop function dawdle cascade');
  await dataSource.destroy();
});

test('how long is a setting', async () => {
  await store({ count: 3, ageMs: 31 * DAY_MS, name: 'one' });
  expect(await retention({ messagesDays: 32 }).sweep(never())).toMatchObject({ message: 0, verification: 0 });
  expect(await retention({ messagesDays: 30 }).sweep(never())).toMatchObject({ message: 3, verification: 3 });
});

test('receipts that matched nothing go after 72 hours', async () => {
  for (const [id, hours] of [
    ['rcp_a', 71],
    ['rcp_b', 73],
  ]) {
    await insert(
      `insert into receipt values ($1, 'car_x', $1, $1, 'delivered', null, now() - make_interval(hours => $2))`,
      id,
      hours,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({ unmatched_receipt: 1 });
  expect((await database.pool.query('select id from receipt')).rows).toEqual([{ id: 'rcp_a' }]);
});

test('what phones sent goes after 30 days', async () => {
  for (const [id, days] of [
    ['inb_a', 29],
    ['inb_b', 31],
  ]) {
    await insert(
      `insert into inbound values ($1, 'car_x', '\\x00', 'me', '\\x00', now() - make_interval(days => $2))`,
      id,
      days,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({ inbound: 1 });
  expect((await database.pool.query('select id from inbound')).rows).toEqual([{ id: 'inb_a' }]);
});

test('numbers that someone looked for are forgotten after 30 days', async () => {
  for (const [id, days] of [
    ['nfl_a', 29],
    ['nfl_b', 31],
  ]) {
    await insert(
      `insert into number_filter values ($1, '\\x00', '+1 **17', 'Ann', now() - make_interval(days => $2))`,
      id,
      days,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({ number_filter: 1 });
  expect((await database.pool.query('select id from number_filter')).rows).toEqual([{ id: 'nfl_a' }]);
});

test('idempotency keys go after 24 hours', async () => {
  for (const [key, hours] of [
    ['young', 23],
    ['old', 25],
  ]) {
    await insert(
      `insert into idempotency values ('app_x', $1, '\\x00', 'ver_x', '{}', now() - make_interval(hours => $2))`,
      key,
      hours,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({ idempotency: 1 });
  expect((await database.pool.query('select key from idempotency')).rows).toEqual([{ key: 'young' }]);
});

test('numbers are forgotten after 48 quiet hours, but not while a verification of theirs runs', async () => {
  const recipient = (name: string, hours: number, verificationId: string | null) =>
    insert(
      `insert into recipient (application_id, number_hash, current_verification_id, touched_at)
        values ('app_x', $1::text::bytea, $2, now() - make_interval(hours => $3))`,
      name,
      verificationId,
      hours,
    );
  await store({ count: 1, ageMs: 0, name: 'running' });
  await store({ count: 1, ageMs: 50 * HOUR_MS, name: 'over' });
  await recipient('young', 47, null);
  await recipient('old', 49, null);
  await recipient('over', 49, 'ver_over1');
  await recipient('running', 49, 'ver_running1');
  expect(await retention().sweep(never())).toMatchObject({ recipient: 2 });
  const { rows } = await database.pool.query(
    `select convert_from(number_hash, 'utf8') as name from recipient order by 1`,
  );
  expect(rows).toEqual([{ name: 'running' }, { name: 'young' }]);
});

test('sessions, steps of a sign-in, counts of attempts and one-time links go when they are over', async () => {
  await insert(`insert into operator (id, email, name, role) values ('opr_x', 'x@example.com', 'X', 'owner')`);
  for (const [name, minutes] of [
    ['over', -1],
    ['open', 1],
  ]) {
    const ends = `now() + make_interval(mins => $2)`;
    await insert(
      `insert into session values ($1, $1::text::bytea, 'opr_x', 'password', '', '', now(), now(), now(), ${ends})`,
      name,
      minutes,
    );
    await insert(
      `insert into sign_in_step values ($1::text::bytea, 'second_factor', 'opr_x', null, now(), ${ends})`,
      name,
      minutes,
    );
    await insert(`insert into attempt_throttle values ($1::text::bytea, 1, ${ends}, '-infinity')`, name, minutes);
    await insert(
      `insert into operator_link (id, token_hash, kind, email, role, created_by, expires_at)
        values ($1, $1::text::bytea, 'invitation', 'y@example.com', 'ops', 'opr_x', ${ends})`,
      name,
      minutes,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({
    session: 1,
    sign_in_step: 1,
    attempt_throttle: 1,
    operator_link: 1,
  });
  const { rows } = await database.pool.query(
    `select convert_from(secret_hash, 'utf8') as name from session
      union all select convert_from(ticket_hash, 'utf8') from sign_in_step
      union all select convert_from(key_hash, 'utf8') from attempt_throttle
      union all select id from operator_link`,
  );
  expect(rows).toEqual(Array(4).fill({ name: 'open' }));
});

test("a carrier's password of before goes when there is no way back to it, and the one it has stays", async () => {
  for (const [name, hours] of [
    ['old', 24],
    ['young', 23],
  ]) {
    await insert(
      `insert into carrier (id, name, host, port, system_id, password_sealed, password_before_sealed, password_changed_at)
        values ($1, $1, 'smsc.example.com', 2775, 'acme', 'now', 'before', now() - make_interval(hours => $2))`,
      name,
      hours,
    );
  }
  expect(await retention().sweep(never())).toMatchObject({ carrier_password: 1 });
  const { rows } = await insert(`select id, convert_from(password_sealed, 'utf8') as password from carrier
    where password_before_sealed is null`);
  expect(rows).toEqual([{ id: 'old', password: 'now' }]);
});

test('no transaction deletes more than a batch, and the sweep goes on until nothing old is left', async () => {
  await store({ count: 25, ageMs: 100 * DAY_MS, name: 'old' });
  // Each batch tells what it left behind.
  await insert(`create table left_behind (messages int)`);
  await insert(`create function note_left() returns trigger language plpgsql as
    $$ begin insert into left_behind select count(*) from message; return null; end $$`);
  await insert(`create trigger note_left after delete on message for each statement execute function note_left()`);
  expect(await retention({ batchRows: 10 }).sweep(never())).toMatchObject({ message: 25, verification: 25 });
  const { rows } = await database.pool.query<{ messages: number }>('select messages from left_behind');
  await insert('drop table left_behind cascade');
  await insert('drop function note_left cascade');
  expect(rows.map(({ messages }) => messages)).toEqual([15, 5, 0]);
});

test('two sweeps at once delete each row once and wait for nobody', async () => {
  await store({ count: 400, ageMs: 100 * DAY_MS, name: 'old' });
  await store({ count: 5, ageMs: DAY_MS, name: 'new' });
  const sweeps = await Promise.all([1, 2, 3].map(() => retention({ batchRows: 20 }).sweep(never())));
  expect(sweeps.reduce((sum, { message }) => sum + message, 0)).toBe(400);
  expect(sweeps.reduce((sum, { verification }) => sum + verification, 0)).toBe(400);
  expect(await counts()).toMatchObject({ message: 5, attempt: 5, attempt_part: 10, receipt: 10, verification: 5 });
});

test('a row that someone holds is left for the next sweep', async () => {
  await store({ count: 2, ageMs: 100 * DAY_MS, name: 'old' });
  const client = await database.pool.connect();
  await client.query(`begin; select 1 from message where verification_id = 'ver_old1' for update`);
  expect(await retention().sweep(never())).toMatchObject({ message: 1 });
  await client.query('rollback');
  client.release();
  expect(await retention().sweep(never())).toMatchObject({ message: 1 });
});

test('a sweep that is stopped ends after the batch it is in', async () => {
  await store({ count: 30, ageMs: 100 * DAY_MS, name: 'old' });
  const stop = new AbortController();
  const sweeping = retention({ batchRows: 10, pauseMs: 60_000 }).sweep(stop.signal);
  const left = async () => (await counts())['verification'];
  await expect.poll(left, { timeout: 20_000 }).toBe(20);
  stop.abort();
  expect(await sweeping).toMatchObject({ verification: 10, message: 0 });
  expect(await left()).toBe(20);
  // None is left that shows a message which is gone.
  const { rows } = await database.pool.query(
    'select v.id from verification v left join message m on m.id = v.message_id where m.id is null',
  );
  expect(rows).toEqual([]);
});
