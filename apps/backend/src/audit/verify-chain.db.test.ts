import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import { createDataSource, poolOf } from '../database/data-source.js';
import { SERVING_LIMITS } from '../database/sessions.js';
import { Sql } from '../database/sql.js';
import { AUTHOR, DEED, testAuditKey, writeEntries } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { AuditAnchor } from './audit-anchor.js';
import { AuditLog } from './audit-log.js';
import { verifyChain } from './verify-chain.js';

let database: OpenDatabase;
let dataSource: DataSource;
/** As a server has it: its role, its limits, its pool. */
let serving: Sql;

beforeAll(async () => {
  database = await openTestDatabase();
  dataSource = createDataSource({
    url: database.servingUrl,
    poolSize: 20,
    applicationName: 'serving',
    limits: SERVING_LIMITS,
  });
  await dataSource.initialize();
  serving = new Sql(() => poolOf(dataSource));
  await database.pool.query('create table change (n int)');
});

afterAll(async () => {
  await dataSource.destroy();
  await database.close();
});

const log = () => new AuditLog(testAuditKey());
const verify = () => verifyChain(serving, testAuditKey());
/** What only the owner of the table, or a superuser, can do. */
const bend = (statement: string) => database.pool.query(statement);
const ENTRIES = 7;
const VICTIM = 4;

beforeEach(async () => {
  await bend('truncate audit, change');
  await writeEntries(serving, ENTRIES);
});

const changed = (seq: number) => ({ broken: { seq, reason: 'changed' } });
const missing = (seq: number) => ({ broken: { seq, reason: 'missing' } });

test('what was written verifies, to the last entry', async () => {
  const { rows } = await bend(`select encode(mac, 'hex') as mac from audit order by seq desc limit 1`);
  expect(await verify()).toEqual({ entries: ENTRIES, head: { seq: ENTRIES, mac: rows[0].mac }, broken: null });
});

test('an audit without entries is whole', async () => {
  await bend('truncate audit');
  expect(await verify()).toEqual({ entries: 0, head: null, broken: null });
});

test('entries are written by JSON that verifies whatever is in it', async () => {
  const odd = { 'a"b\\': ['\u2028', '\u00e9', 'e\u0301', 1e21, -0, null], ['__proto__']: 1, 'x\ny': '1:2' };
  await writeEntries(serving, 3, () => ({
    deed: { before: odd, after: {}, target: { kind: 'application', id: 'app_\u{1F600}', name: '-1:' } },
    author: { id: null, name: '', address: null, requestId: null },
  }));
  expect(await verify()).toMatchObject({ entries: ENTRIES + 3, broken: null });
});

describe('a superuser that changes', () => {
  const COLUMNS: Readonly<Record<string, string>> = {
    at: `at + interval '1 microsecond'`,
    actor_kind: `'system'`,
    actor_id: 'null',
    actor_name: `actor_name || ' '`,
    action: `'application.created'`,
    target_kind: `'key'`,
    target_id: `'app_y'`,
    target_name: `''`,
    application_id: 'null',
    before: `(before::text || ' ')::json`,
    after: 'null',
    address: `'192.0.2.8'`,
    request_id: `'req_2'`,
    mac: `set_byte(mac, 31, get_byte(mac, 31) # 1)`,
  };

  test.each(Object.entries(COLUMNS))('the column %s makes the verification name the entry', async (column, value) => {
    await bend(`update audit set ${column} = ${value} where seq = ${VICTIM}`);
    expect(await verify()).toMatchObject({ entries: VICTIM, head: { seq: VICTIM - 1 }, ...changed(VICTIM) });
  });

  test('its number makes it missing where it stood', async () => {
    await bend(`update audit set seq = 100 where seq = ${VICTIM}`);
    expect(await verify()).toMatchObject(missing(VICTIM));
  });

  test('is found in every column there is', async () => {
    const { rows } = await bend(
      `select attname as name from pg_attribute where attrelid = 'audit'::regclass and attnum > 0`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...Object.keys(COLUMNS), 'seq'].sort());
  });

  test('text from one column into the next is found', async () => {
    await bend(`update audit set target_id = 'app_xS', target_name = 'hop' where seq = ${VICTIM}`);
    expect(await verify()).toMatchObject(changed(VICTIM));
  });
});

describe('a superuser that', () => {
  test.each([1, VICTIM])('deletes entry %i makes the verification name it', async (seq) => {
    await bend(`delete from audit where seq = ${seq}`);
    expect(await verify()).toMatchObject(missing(seq));
  });

  test('deletes an entry and closes the gap is found where the gap was', async () => {
    await bend(`delete from audit where seq = ${VICTIM}`);
    await bend(`update audit set seq = seq - 1 where seq > ${VICTIM}`);
    expect(await verify()).toMatchObject(changed(VICTIM));
  });

  test.each([
    ['after the last', ENTRIES + 1],
    ['before the first', 0],
  ])('puts an entry %s is found', async (_, seq) => {
    await bend(
      `insert into audit select ${seq}, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
        application_id, before, after, address, request_id, mac from audit where seq = ${VICTIM}`,
    );
    expect(await verify()).toMatchObject(changed(seq));
  });

  test('swaps two entries is found at the first of them', async () => {
    await bend(`update audit set seq = case seq when ${VICTIM} then -1 when ${VICTIM + 1} then -2 end
      where seq in (${VICTIM}, ${VICTIM + 1})`);
    await bend(`update audit set seq = case seq when -1 then ${VICTIM + 1} else ${VICTIM} end where seq < 0`);
    expect(await verify()).toMatchObject(changed(VICTIM));
  });

  test('links entries anew without the keyring is found at the first of them', async () => {
    await bend('truncate audit');
    const forger = new AuditLog(createSecretKey(randomBytes(32)));
    for (const _ of [1, 2]) await serving.transaction((tx) => forger.append(tx, AUTHOR, DEED));
    expect(await verify()).toMatchObject(changed(1));
  });

  test('cuts the newest entries off leaves a chain that fits, and an anchor that does not', async () => {
    const anchor = await new AuditAnchor(serving).read();
    await bend(`delete from audit where seq > ${VICTIM}`);
    expect(await verify()).toMatchObject({ entries: VICTIM, broken: null });
    expect(anchor).toMatchObject({ seq: ENTRIES, count: ENTRIES, mac: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('entries', () => {
  const change = async (n: number) =>
    serving.transaction(async (tx) => {
      await tx.count({ name: 'test_change', text: 'insert into change values ($1)' }, [n]);
      return log().append(tx, AUTHOR, { ...DEED, after: { n } });
    });
  const changes = async () => (await bend('select n from change order by n')).rows.map(({ n }) => n as number);

  test('of fifty changes at once never fork the chain and leave no gap', async () => {
    const numbers = await Promise.all(Array.from({ length: 50 }, (_, n) => change(n)));
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => ENTRIES + 1 + n));
    expect(await changes()).toHaveLength(50);
    expect(await verify()).toMatchObject({ entries: ENTRIES + 50, broken: null });
  });

  test('wait for a change that takes longer than a stuck row would be waited for', async () => {
    const held = Promise.withResolvers<void>();
    const letGo = Promise.withResolvers<void>();
    const slow = serving.transaction(async (tx) => {
      await log().append(tx, AUTHOR, DEED);
      held.resolve();
      await letGo.promise;
    });
    await held.promise;
    const waiting = Promise.all([change(1), change(2)]);
    await untilWaiting(2, 700);
    letGo.resolve();
    await slow;
    expect((await waiting).sort((a, b) => a - b)).toEqual([ENTRIES + 2, ENTRIES + 3]);
    expect(await verify()).toMatchObject({ entries: ENTRIES + 3, broken: null });
  });

  /** So many wait for a lock, for so long already. */
  async function untilWaiting(count: number, forMs: number): Promise<void> {
    const text = `select count(*)::int as n from pg_locks where not granted and locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())
      and waitstart < clock_timestamp() - make_interval(secs => $1)`;
    await expect
      .poll(async () => (await database.pool.query(text, [forMs / 1_000])).rows[0].n, { timeout: 20_000 })
      .toBe(count);
  }

  test('and their changes are there together or not at all', async () => {
    const broken = serving.transaction(async (tx) => {
      await tx.count({ name: 'test_change', text: 'insert into change values ($1)' }, [1]);
      await log().append(tx, AUTHOR, DEED);
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await changes()).toEqual([]);
    expect(await verify()).toMatchObject({ entries: ENTRIES, broken: null });
    // An entry that cannot be written takes its change back.
    await bend(`alter table audit add constraint full_up check (seq <= ${ENTRIES})`);
    await expect(change(2)).rejects.toMatchObject({ code: '23514' });
    await bend('alter table audit drop constraint full_up');
    expect(await changes()).toEqual([]);
    await change(3);
    expect(await changes()).toEqual([3]);
    expect(await verify()).toMatchObject({ entries: ENTRIES + 1, broken: null });
  });

  test('written while the chain is followed are no part of it, and do not disturb it', async () => {
    await writeEntries(serving, 600);
    const before = ENTRIES + 600;
    let more: Promise<unknown> | undefined;
    const report = await verifyChain(serving, testAuditKey(), ({ seq }) => {
      if (seq === 1) more = Promise.all([change(1), change(2)]);
    });
    await more;
    expect(report).toMatchObject({ entries: before, broken: null });
    expect(await verify()).toMatchObject({ entries: before + 2, broken: null });
  });
});
