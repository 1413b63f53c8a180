import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { ChangedRows } from '../../platform/changed-rows.js';
import { messageIdAt } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { logMessages, type Logged } from '../../test/copies.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { CopyLoop } from './copy-loop.js';
import { CopySweep, type CopySweepOptions } from './copy-sweep.js';
import { copyMessages, lookAt, lookAtOpen } from './copy.store.js';

let database: OpenDatabase;
let keyring: Keyring;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate message, verification, attempt, attempt_part, receipt, message_search');
});

const MINUTE = 60_000;
const store = (...entries: Omit<Logged, 'createdAt'>[]) => at(0, ...entries);
/** Accepted so many minutes ago. */
const at = (minutesAgo: number, ...entries: Omit<Logged, 'createdAt'>[]) =>
  logMessages(
    database,
    keyring,
    entries.map((entry) => ({ createdAt: new Date(Date.now() - minutesAgo * MINUTE), ...entry })),
  );
const copies = async () => (await database.pool.query('select * from message_search order by id')).rows;
const statuses = async () => (await copies()).map(({ status }) => status as string);
const move = (id: string, state: string, attempts = 1) =>
  database.pool.query('update message set state = $2, attempts = $3 where id = $1', [id, state, attempts]);

describe('a copy', () => {
  test('has what the log knows of the message, and the keyed hash of its number', async () => {
    const [id] = await store({
      purpose: 'login',
      state: 'delivered',
      carrierId: 'car_x',
      attempts: 2,
      endedAfterMs: 1_234,
    });
    expect(await copyMessages(database.sql, [id!, 'msg_unknown', id!])).toBe(1);
    expect(await copies()).toEqual([
      expect.objectContaining({
        id,
        purpose: 'login',
        status: 'delivered',
        carrier_id: 'car_x',
        attempts: 2,
        ms_to_deliver: 1_234,
        is_open: false,
        number_hash: keyring.numberHash('+12125550117'),
        error_code: null,
      }),
    ]);
  });

  test('is written again only when the message has changed', async () => {
    const [id] = await store({});
    expect(await copyMessages(database.sql, [id!])).toBe(1);
    expect(await copyMessages(database.sql, [id!])).toBe(0);
    await move(id!, 'submitted');
    expect(await copyMessages(database.sql, [id!])).toBe(1);
    expect(await statuses()).toEqual(['submitted']);
  });

  test('that was made of an older state never takes the place of a newer one', async () => {
    const [id] = await store({ state: 'delivered', attempts: 2 });
    await copyMessages(database.sql, [id!]);
    for (const [state, attempts] of [
      ['submitted', 2],
      ['undelivered', 2],
      ['delivered', 1],
    ] as const) {
      await move(id!, state, attempts);
      expect(await copyMessages(database.sql, [id!])).toBe(0);
    }
    expect(await copies()).toMatchObject([{ status: 'delivered', attempts: 2 }]);
  });

  test('tells what the carrier said: the answer to the submit, or the error of the receipt that ended it', async () => {
    const [refused, failed, arrived] = await store(
      { state: 'failed', error: 'ESME_RINVDSTADR' },
      { state: 'undelivered', error: 'carrier_undelivered' },
      { state: 'delivered' },
    );
    for (const id of [refused, failed, arrived]) {
      await database.pool.query(
        `insert into attempt values ($1, 1, 'car_x', 'refused', null, 88, now(), now()), ($1, 2, 'car_x', 'refused', null, 11, now(), now())`,
        [id],
      );
    }
    await database.pool.query(
      `insert into receipt values ('rcp_1', 'car_x', 'a', 'a', 'enroute', '000', now(), $1, 2, 1),
        ('rcp_2', 'car_x', 'a', 'a', 'undelivered', '027', now(), $1, 2, 1)`,
      [failed],
    );
    await copyMessages(database.sql, [refused!, failed!, arrived!]);
    const { rows } = await database.pool.query('select id, error_code from message_search');
    expect(new Map(rows.map(({ id, error_code: code }) => [id, code]))).toEqual(
      new Map([
        [refused, '0x0000000B'],
        [failed, '027'],
        [arrived, null],
      ]),
    );
  });
});

describe('what a process has changed', () => {
  function createLoop(copy: (ids: readonly string[]) => Promise<number>) {
    const [changed, errors, behind] = [new ChangedRows(), [] as unknown[], [] as number[]];
    const loop = new CopyLoop({
      kind: 'message',
      changed,
      copy,
      onCopied: () => undefined,
      onBehind: (seconds) => behind.push(seconds),
      onError: (error) => errors.push(error),
      pauseMs: 5,
    });
    return { loop, changed, errors, behind };
  }

  test('is copied soon, and by the end of the process at the latest', async () => {
    const { loop, changed } = createLoop((ids) => copyMessages(database.sql, ids));
    const [first, last] = await store({}, {});
    loop.start();
    changed.note('message', [first!]);
    await vi.waitFor(async () => expect(await copies()).toHaveLength(1), { timeout: 20_000 });
    changed.note('message', [last!]);
    await loop.stop();
    expect(await copies()).toHaveLength(2);
  });

  test('is not lost while the database is away: it is told, tried again, and copied when that is back', async () => {
    let isAway = true;
    const gone = new Error('gone');
    const { loop, changed, errors, behind } = createLoop((ids) =>
      isAway ? Promise.reject(gone) : copyMessages(database.sql, ids),
    );
    const ids = await store({}, {});
    changed.note('message', ids);
    loop.start();
    await vi.waitFor(() => expect(errors.length).toBeGreaterThan(2), { timeout: 20_000 });
    expect(errors[0]).toBe(gone);
    expect(behind.at(-1)).toBeGreaterThan(0);
    isAway = false;
    await vi.waitFor(async () => expect(await copies()).toHaveLength(2), { timeout: 20_000 });
    await loop.stop();
    expect(behind.at(-1)).toBe(0);
  });
});

describe('the sweep', () => {
  const errors: unknown[] = [];
  const createSweep = (options: Partial<CopySweepOptions> = {}) =>
    new CopySweep({
      sql: database.sql,
      onCopied: () => undefined,
      onError: (error) => errors.push(error),
      stepPauseMs: 0,
      ...options,
    });

  test('fills a new table, and what a dead process has left', async () => {
    await at(60 * 24 * 80, {}, {});
    await at(30, {});
    await createSweep().sweep();
    expect(await copies()).toHaveLength(3);
    const sweep = createSweep();
    await sweep.sweep();
    await at(0, {});
    await sweep.sweep();
    expect(await copies()).toHaveLength(4);
  });

  test('finds open messages that have moved, among those alone that are no longer being copied', async () => {
    const [young] = await at(0, { state: 'submitting', attempts: 1 });
    const [moved, other] = await at(5, ...[1, 2].map(() => ({ state: 'submitting', attempts: 1 })));
    await copyMessages(database.sql, [young!, moved!, other!]);
    await Promise.all([young, moved].map((id) => move(id!, 'delivered')));
    const settled = { fromId: '', belowId: messageIdAt(Date.now() - MINUTE), most: 10 };
    expect(await lookAtOpen(database.sql, settled)).toEqual({
      ids: [moved],
      looked: 2,
      lastId: [moved, other].sort()[0],
    });
    await createSweep().sweep();
    expect((await copies()).find(({ id }) => id === moved)).toMatchObject({ status: 'delivered', is_open: false });
  });

  test('walks the whole log: a closed message whose last change was lost is right in the end', async () => {
    const [id] = await at(60 * 24, { state: 'expired', attempts: 1 });
    await copyMessages(database.sql, [id!]);
    await move(id!, 'delivered');
    const sweep = createSweep();
    await sweep.sweep();
    expect(await statuses()).toEqual(['delivered']);
  });

  test('walks on for a while where it finds nothing, and the next one goes on there', async () => {
    const old = await at(60 * 24, ...Array.from({ length: 8 }, () => ({ state: 'expired', attempts: 1 })));
    await copyMessages(database.sql, [...old, ...(await at(0, {}))]);
    const [first, second] = old.toSorted();
    await move(second!, 'delivered');
    await createSweep({ lookRows: 2 }).sweep();
    expect((await statuses()).slice(0, 2)).toEqual(['expired', 'delivered']);
    await move(first!, 'delivered');
    const hasty = createSweep({ lookRows: 2, lookMs: 0 });
    for (let n = 0; n < 4; n += 1) await hasty.sweep();
    expect((await statuses())[0]).toBe('expired');
    await hasty.sweep();
    expect((await statuses())[0]).toBe('delivered');
  });

  test('looks at what is open for a while, however much that is, and the next one goes on there', async () => {
    const open = await at(30, ...Array.from({ length: 6 }, () => ({ state: 'submitted', attempts: 1 })));
    await copyMessages(database.sql, open);
    // The walk does not see this.
    await database.pool.query(`update message set carrier_id = 'car_b' where id = $1`, [open.toSorted()[0]]);
    const carrier = async () => (await copies())[0].carrier_id as string | null;
    const hasty = createSweep({ lookRows: 2, lookMs: 0 });
    for (let n = 0; n < 2; n += 1) await hasty.sweep();
    expect(await carrier()).toBeNull();
    await hasty.sweep();
    expect(await carrier()).toBe('car_b');
    // From the newest again.
    await database.pool.query(`update message set carrier_id = 'car_c' where id = $1`, [open.toSorted()[5]]);
    await hasty.sweep();
    expect((await copies())[5].carrier_id).toBe('car_c');
  });

  test('copies in the order of ids, as everyone does: whoever copies the same beside it never waits in a circle', async () => {
    const ids = [...(await at(3, {})), ...(await at(2, {})), ...(await at(1, {}))];
    const { ids: found } = await lookAt(database.sql, { belowId: 'msg_~', fromId: '', most: 10 });
    expect(found).toEqual(ids);
  });

  test('is done by one node at a time', async () => {
    await at(0, {}, {});
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select pg_advisory_xact_lock(1764500000)');
    await createSweep().sweep();
    expect(await copies()).toEqual([]);
    await holder.query('rollback');
    holder.release();
    await createSweep().sweep();
    expect(await copies()).toHaveLength(2);
  });

  test('two at once and a loop beside them copy each message once, and none fails', async () => {
    const ids = await at(1, ...Array.from({ length: 30 }, () => ({})));
    await Promise.all([
      createSweep().sweep(),
      copyMessages(database.sql, ids),
      createSweep().sweep(),
      copyMessages(database.sql, ids.toReversed()),
    ]);
    expect(await copies()).toHaveLength(30);
    expect(errors).toEqual([]);
  });

  test('begins by itself, and ends in order', async () => {
    await at(0, {});
    const sweep = createSweep();
    sweep.start();
    await vi.waitFor(async () => expect(await copies()).toHaveLength(1), { timeout: 20_000 });
    await sweep.stop();
    await at(0, {});
    expect(await copies()).toHaveLength(1);
  });
});
