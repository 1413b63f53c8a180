import type { VerificationStatus } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ChangedRows } from '../../platform/changed-rows.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication } from '../../test/rows.js';
import { insertVerification, type VerificationSeed } from '../../test/verifications.js';
import { CopyLoop } from '../search/copy-loop.js';
import { copyVerifications, lookAtPending, type Looked } from './verification-copy.store.js';
import { VerificationSweep, type VerificationSweepOptions } from './verification-sweep.js';

let database: OpenDatabase;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate verification, verification_search, recipient'));

const fail = (error: unknown) => {
  throw error;
};
const newSweep = (options: Partial<VerificationSweepOptions> = {}) =>
  new VerificationSweep({ sql: database.sql, onCopied: () => undefined, onError: fail, stepPauseMs: 0, ...options });
const insert = async (seed: VerificationSeed = {}) =>
  (await insertVerification(database.pool, { applicationId, ...seed })).id;
const change = (id: string, changes: string) =>
  database.pool.query(`update verification set ${changes} where id = $1`, [id]);

interface Copy {
  id: string;
  status: VerificationStatus;
  checks_used: number;
  max_checks: number;
  sends: number;
  max_sends: number;
}

async function copies(): Promise<Map<string, Omit<Copy, 'id'>>> {
  const { rows } = await database.pool.query<Copy>(
    'select id, status, checks_used, max_checks, sends, max_sends from verification_search',
  );
  return new Map(rows.map(({ id, ...copy }) => [id, copy]));
}

test('a copy has what the row has, and what its policy allows', async () => {
  const id = await insert({ checksUsed: 2 });
  expect(await copyVerifications(database.sql, [id, id, 'ver_none'])).toBe(1);
  expect((await copies()).get(id)).toEqual({
    status: 'pending',
    checks_used: 2,
    max_checks: 5,
    sends: 1,
    max_sends: 5,
  });
  await change(id, `status = 'approved', checks_used = 3, ended_at = now()`);
  expect(await copyVerifications(database.sql, [id])).toBe(1);
  expect(await copyVerifications(database.sql, [id])).toBe(0);
  expect((await copies()).get(id)).toMatchObject({ status: 'approved', checks_used: 3 });
});

test('a copy that was made of an older state does not take back a newer one', async () => {
  const id = await insert();
  await change(id, `status = 'approved', checks_used = 1, ended_at = now()`);
  await copyVerifications(database.sql, [id]);
  await change(id, `status = 'pending', checks_used = 0, ended_at = null`);
  expect(await copyVerifications(database.sql, [id])).toBe(0);
  expect((await copies()).get(id)).toMatchObject({ status: 'approved', checks_used: 1 });
});

test('what is noted is copied, and noted again while the database does not take it', async () => {
  const id = await insert();
  const changed = new ChangedRows();
  changed.note('verification', [id]);
  let isAway = true;
  const errors: unknown[] = [];
  const loop = new CopyLoop({
    kind: 'verification',
    changed,
    copy: (ids) => (isAway ? Promise.reject(new Error('away')) : copyVerifications(database.sql, ids)),
    onCopied: () => undefined,
    onBehind: () => undefined,
    onError: (error) => errors.push(error),
  });
  await loop.stop();
  expect(errors).toHaveLength(1);
  isAway = false;
  await loop.stop();
  expect((await copies()).get(id)).toMatchObject({ status: 'pending' });
});

test('what a dead process left behind is found: starts without a copy, and outcomes that the copy does not know', async () => {
  const [known, lost] = [await insert(), await insert()];
  await copyVerifications(database.sql, [known]);
  await change(known, `status = 'cancelled', ended_at = now()`);
  await newSweep().sweep();
  expect([...(await copies())].map(([id, { status }]) => [id, status]).sort()).toEqual(
    [
      [known, 'cancelled'],
      [lost, 'pending'],
    ].sort(),
  );
});

test('what is pending is looked at page by page, each once, also where several began in one moment', async () => {
  const ids = [await insert(), await insert(), await insert(), await insert(), await insert()];
  await database.pool.query(`update verification set created_at = '2026-11-24T12:00:00Z' where id = any ($1)`, [
    ids.slice(1),
  ]);
  await copyVerifications(database.sql, ids);
  await database.pool.query(`update verification set status = 'cancelled', ended_at = now()`);
  const found: string[] = [];
  for (let after: string | null = ''; after !== null;) {
    const { ids: page, lastId }: Looked = await lookAtPending(database.sql, after, 2);
    found.push(...page);
    after = lastId;
  }
  expect(found.sort()).toEqual(ids.sort());
});

test('a life that is over is noted, and one that was approved in its last moment stays so', async () => {
  const [over, approved] = [await insert(), await insert()];
  await copyVerifications(database.sql, [over, approved]);
  await change(over, `expires_at = now() - interval '1 ms'`);
  await change(
    approved,
    `expires_at = now() - interval '1 ms', status = 'approved', checks_used = 1, ended_at = now()`,
  );
  await database.pool.query(`update verification_search set expires_at = now() - interval '1 ms'`);
  await newSweep().sweep();
  const found = await copies();
  expect([found.get(over)?.status, found.get(approved)?.status]).toEqual(['expired', 'approved']);
});

test('a table that is new is filled, whatever its age, and what retention deleted is forgotten', async () => {
  const old = await insert({ status: 'approved' });
  await change(old, `created_at = now() - interval '40 days'`);
  const young = await insert();
  await newSweep().sweep();
  expect([...(await copies()).keys()].sort()).toEqual([old, young].sort());
  await database.pool.query('delete from verification where id = $1', [old]);
  await newSweep().sweep();
  expect([...(await copies()).keys()]).toEqual([young]);
});

test('a walk goes on for a while where it finds nothing, and the next one goes on there', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 9; n += 1) ids.push(await insert({ status: 'cancelled' }));
  await copyVerifications(database.sql, ids);
  // So old, and over, that only the walk sees it.
  await database.pool.query(`update verification set created_at = created_at - interval '1 day'`);
  const [last = '', one = ''] = ids.toSorted().reverse();
  const use = (id: string) => change(id, 'checks_used = checks_used + 1');
  const isKnown = async (id: string) => (await copies()).get(id)?.checks_used === 1;
  await use(one);
  await newSweep({ lookRows: 2 }).sweep();
  expect(await isKnown(one)).toBe(true);
  await use(last);
  const hasty = newSweep({ lookRows: 2, lookMs: 0 });
  for (let n = 0; n < 4; n += 1) await hasty.sweep();
  expect(await isKnown(last)).toBe(false);
  await hasty.sweep();
  expect(await isKnown(last)).toBe(true);
});

test('of two nodes one sweeps', async () => {
  await insert();
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(1764500100)');
  await newSweep().sweep();
  expect((await copies()).size).toBe(0);
  await client.query('rollback');
  client.release();
  await newSweep().sweep();
  expect((await copies()).size).toBe(1);
});
