import { DEFAULT_POLICY } from '@codewire/otp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { AuditLog } from '../audit/audit-log.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { ApplicationStore } from './application.store.js';
import { Applications } from './applications.js';
import { Keys } from './keys.js';

const SHOP = { name: 'Shop', sender: 'Shop', defaultLanguage: 'en', isTest: true };

let database: OpenDatabase;
let store: ApplicationStore;
let applications: Applications;
let keys: Keys;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new ApplicationStore(database.sql);
  const audit = new AuditLog(testAuditKey());
  applications = new Applications(database.sql, audit);
  keys = new Keys(database.sql, audit);
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate application, audit cascade'));

interface Entry {
  readonly action: string;
  readonly target_id: string;
  readonly before: unknown;
  readonly after: unknown;
}

async function entries(): Promise<Entry[]> {
  return (await database.pool.query<Entry>('select action, target_id, before, after from audit order by seq')).rows;
}

async function makeShop(): Promise<string> {
  const made = await applications.create(AUTHOR, SHOP);
  return made.kind === 'made' ? made.id : expect.unreachable('the name is taken');
}

const replaced = (maxChecks: number, madeFrom: number) => ({
  policy: { rules: { ...DEFAULT_POLICY, maxChecks }, madeFrom },
});

describe('an application', () => {
  test('is made under the standard policy, and the audit has all of it', async () => {
    const id = await makeShop();
    expect(await store.findApplication(id)).toMatchObject({ ...SHOP, policyVersion: 1, policy: DEFAULT_POLICY });
    expect(await entries()).toMatchObject([
      {
        action: 'application.created',
        target_id: id,
        before: null,
        after: { name: 'Shop', sender: 'Shop', default_language: 'en', is_test: true, policy: { max_checks: 5 } },
      },
    ]);
  });

  test('has a name that no other has: of ten made at once one is', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => applications.create(AUTHOR, SHOP)));
    expect(made.filter(({ kind }) => kind === 'made')).toHaveLength(1);
    expect(made.filter(({ kind }) => kind === 'name_taken')).toHaveLength(9);
    expect(await store.listApplications()).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
  });

  test('takes no name of another, keeps its own, and of two that want the same one gets it', async () => {
    const [first, second] = [await makeShop(), await insertApplication(database.pool)];
    expect(await applications.change(AUTHOR, second, { name: 'Shop' })).toEqual({ kind: 'name_taken' });
    expect(await applications.change(AUTHOR, first, { name: 'Shop', sender: 'SHOP' })).toEqual({ kind: 'changed' });
    const both = await Promise.all([first, second].map((id) => applications.change(AUTHOR, id, { name: 'Kiosk' })));
    expect(both.map(({ kind }) => kind).sort()).toEqual(['changed', 'name_taken']);
  });

  test('has lists for autofill, changed each by itself and told by the audit', async () => {
    const id = await makeShop();
    const lists = { appHashes: ['FA+9qCX9VSu'], hosts: ['example.com', 'pay.example'] };
    expect(await applications.change(AUTHOR, id, lists)).toEqual({ kind: 'changed' });
    expect(await store.findApplication(id)).toMatchObject({ ...SHOP, ...lists });
    await applications.change(AUTHOR, id, { hosts: [] });
    expect(await store.findApplication(id)).toMatchObject({ ...lists, hosts: [] });
    expect((await entries()).slice(1)).toMatchObject([
      { before: { app_hashes: [], hosts: [] }, after: { app_hashes: lists.appHashes, hosts: lists.hosts } },
      { action: 'application.changed', before: { hosts: lists.hosts }, after: { hosts: [] } },
    ]);
  });

  test('that nobody made is not changed', async () => {
    expect(await applications.change(AUTHOR, 'app_none', { sender: 'x' })).toEqual({ kind: 'unknown' });
    expect(await entries()).toEqual([]);
  });
});

describe('a policy', () => {
  test('is a new version; the one before stays what it was', async () => {
    const id = await makeShop();
    expect(await applications.change(AUTHOR, id, { ...replaced(3, 1), sender: 'SHOP' })).toEqual({ kind: 'changed' });
    expect(await store.findApplication(id)).toMatchObject({
      policyVersion: 2,
      sender: 'SHOP',
      policy: { ...DEFAULT_POLICY, maxChecks: 3 },
    });
    expect(await store.findPolicy(id, 1)).toEqual(DEFAULT_POLICY);
    expect((await entries())[1]).toMatchObject({
      action: 'application.changed',
      target_id: id,
      before: { sender: 'Shop', policy: { max_checks: 5 } },
      after: { sender: 'SHOP', policy: { max_checks: 3 } },
    });
  });

  test('made from a version that is no longer in force is not written, and neither is what came with it', async () => {
    const id = await makeShop();
    await applications.change(AUTHOR, id, replaced(3, 1));
    for (const madeFrom of [1, 3, 0]) {
      const late = await applications.change(AUTHOR, id, { ...replaced(9, madeFrom), name: 'Late', sender: 'LATE' });
      expect(late).toEqual({ kind: 'changed_meanwhile' });
    }
    expect(await store.findApplication(id)).toMatchObject({ ...SHOP, policyVersion: 2, policy: { maxChecks: 3 } });
    expect(await entries()).toHaveLength(2);
  });

  test('of a sender waits for that of a policy, and both are there', async () => {
    const id = await makeShop();
    const changes = [
      applications.change(AUTHOR, id, replaced(3, 1)),
      applications.change(AUTHOR, id, { sender: 'NEW' }),
    ];
    expect(await Promise.all(changes)).toEqual([{ kind: 'changed' }, { kind: 'changed' }]);
    expect(await store.findApplication(id)).toMatchObject({
      sender: 'NEW',
      policyVersion: 2,
      policy: { maxChecks: 3 },
    });
  });

  test('of ten made from the same version at once one is written', async () => {
    const id = await makeShop();
    const changes = Array.from({ length: 10 }, (_, n) => applications.change(AUTHOR, id, replaced(n + 1, 1)));
    const kinds = (await Promise.all(changes)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'changed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'changed_meanwhile')).toHaveLength(9);
    const { policyVersion, policy } = (await store.findApplication(id))!;
    expect([policyVersion, policy.maxChecks]).toEqual([2, kinds.indexOf('changed') + 1]);
  });
});

describe('a key', () => {
  const settings = {
    name: 'till',
    scopes: ['start', 'reveal'],
    addresses: ['203.0.113.0/24'],
    expiresAt: null,
  } as const;

  async function makeKey(applicationId: string) {
    const made = await keys.create(AUTHOR, { id: applicationId, isTest: true }, settings);
    if (made.kind !== 'made') return expect.unreachable('it is not made');
    recordSecret('key', made.key);
    return made;
  }

  test('is of its author, of the mode of its application, and in the audit by its id and settings', async () => {
    const { key, row } = await makeKey(await makeShop());
    expect(key).toMatch(new RegExp(`^cw_test_${row.id}`));
    expect(row).toMatchObject({ ...settings, createdBy: AUTHOR.name, state: 'active' });
    const [, entry] = await entries();
    expect(entry).toEqual({
      action: 'key.created',
      target_id: row.id,
      before: null,
      after: { name: 'till', scopes: ['start', 'reveal'], addresses: ['203.0.113.0/24'], expires_at: null },
    });
  });

  test('that is rolled leaves two entries: one of the old key and one of the new', async () => {
    const { row } = await makeKey(await makeShop());
    const rolled = await keys.roll(AUTHOR, row.id, 24);
    if (rolled.kind !== 'made') return expect.unreachable('it is not rolled');
    recordSecret('key', rolled.key);
    const after = (await entries()).slice(2);
    expect(after).toMatchObject([
      { action: 'key.created', target_id: rolled.row.id, after: { name: 'till', replaces: row.id } },
      {
        action: 'key.rolled',
        target_id: row.id,
        before: { state: 'active', expires_at: null },
        after: { state: 'ending', replaced_by: rolled.row.id, overlap_hours: 24, expires_at: expect.any(String) },
      },
    ]);
    expect(await keys.roll(AUTHOR, row.id, 24)).toEqual({ kind: 'ended' });
    expect(await keys.roll(AUTHOR, 'nokeyhas', 24)).toEqual({ kind: 'unknown' });
    expect(await entries()).toHaveLength(4);
  });

  test('that is revoked twice leaves one entry', async () => {
    const { row } = await makeKey(await makeShop());
    expect((await keys.revoke(AUTHOR, row.id)).kind).toBe('revoked');
    expect((await keys.revoke(AUTHOR, row.id)).kind).toBe('already_revoked');
    expect(await keys.revoke(AUTHOR, 'nokeyhas')).toEqual({ kind: 'unknown' });
    const after = (await entries()).slice(2);
    expect(after).toMatchObject([{ action: 'key.revoked', before: { state: 'active' }, after: { state: 'revoked' } }]);
  });

  test('is in no row of the database', async () => {
    const { key, row } = await makeKey(await makeShop());
    const { rows } = await database.pool.query<{ row: string }>(
      'select k::text as row from api_key k union all select a::text from audit a',
    );
    const everything = rows.map((one) => one.row).join();
    expect(everything).toContain(row.id);
    expect(everything).not.toContain(key.slice(16, 59));
  });
});
