import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertKey } from '../test/rows.js';
import { createApiKey, hashKey } from './api-key.js';
import { ApiKeyStore, type NewKeyRow } from './api-key.store.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let database: OpenDatabase;
let store: ApiKeyStore;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new ApiKeyStore(database.sql);
  applicationId = await insertApplication(database.pool, { defaultLanguage: 'es' });
});

afterAll(() => database.close());

describe('a key', () => {
  test('is found by its public id, with its application and the policy of the next start', async () => {
    const { id, key } = await insertKey(database.pool, applicationId);
    const found = await store.findKey(id);
    expect(found).toMatchObject({
      id,
      scopes: ['start', 'check', 'read', 'reveal'],
      application: { id: applicationId, defaultLanguage: 'es' },
    });
    expect(found?.secretHash).toEqual(hashKey(key));
    expect(found?.application.policy).toEqual({
      codeLength: 6,
      lifeSeconds: 600,
      maxChecks: 5,
      maxSends: 5,
      resend: 'same',
      cooldownSeconds: [30, 60, 90, 120],
      sendWindows: [
        { limit: 5, seconds: 600 },
        { limit: 8, seconds: 3_600 },
        { limit: 12, seconds: 86_400 },
      ],
      wrongCheckWindows: [
        { limit: 10, seconds: 3_600 },
        { limit: 20, seconds: 86_400 },
      ],
    });
  });

  test('that is revoked is not found, and can be revoked once', async () => {
    const { id } = await insertKey(database.pool, applicationId);
    expect([await store.revokeKey(id), await store.revokeKey(id)]).toEqual([true, false]);
    expect(await store.findKey(id)).toBeUndefined();
  });

  test('that has expired is not found', async () => {
    const { id } = await insertKey(database.pool, applicationId, { livesMs: -1 });
    expect(await store.findKey(id)).toBeUndefined();
  });

  test('is nowhere in the database: what is stored is its hash', async () => {
    const { id, key } = await insertKey(database.pool, applicationId);
    const { rows } = await database.pool.query<{ row: string }>('select k::text as row from api_key k where id = $1', [
      id,
    ]);
    expect(rows[0]?.row).toContain(id);
    expect(rows[0]?.row).not.toContain(key.slice(16, 59));
  });

  test('keeps its latest use and the sum of its reveals, in whatever order they are written', async () => {
    const { id } = await insertKey(database.pool, applicationId);
    const [early, late] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-01T11:00:00Z')];
    await store.recordUse([{ keyId: id, usedAt: late, reveals: 2 }]);
    await store.recordUse([{ keyId: id, usedAt: early, reveals: 3 }]);
    const { rows } = await database.pool.query('select last_used_at, reveals from api_key where id = $1', [id]);
    expect(rows).toEqual([{ last_used_at: late, reveals: '5' }]);
  });

  test('tells how long it may still be used, by the clock of the database', async () => {
    const forever = await insertKey(database.pool, applicationId);
    expect((await store.findKey(forever.id))?.leftMs).toBeNull();
    const { id } = await insertKey(database.pool, applicationId, { livesMs: HOUR_MS });
    const left = (await store.findKey(id))?.leftMs ?? 0;
    expect(left).toBeGreaterThan(HOUR_MS - 60_000);
    expect(left).toBeLessThanOrEqual(HOUR_MS);
  });

  test('is listed with its state, of its application or of all', async () => {
    const other = await insertApplication(database.pool);
    const [active, ending, revoked, expired] = [
      await insertKey(database.pool, other),
      await insertKey(database.pool, other, { livesMs: HOUR_MS }),
      await insertKey(database.pool, other, { livesMs: HOUR_MS }),
      await insertKey(database.pool, other, { livesMs: -1 }),
    ];
    await store.revokeKey(revoked.id);
    const states = (await store.listKeys(other)).map(({ id, state }) => [id, state]);
    expect(states).toEqual([
      [active.id, 'active'],
      [ending.id, 'ending'],
      [revoked.id, 'revoked'],
      [expired.id, 'expired'],
    ]);
    expect((await store.listKeys()).length).toBeGreaterThan(states.length);
    expect((await store.readKey(ending.id))?.state).toBe('ending');
    expect(await store.readKey('nokeyhas')).toBeUndefined();
  });
});

describe('a new key', () => {
  const newRow = (expiresAt: Date | null): NewKeyRow => {
    const { id, secretHash } = createApiKey('live');
    const rights = { scopes: ['check'], addresses: ['203.0.113.0/24'] } as const;
    return { id, applicationId, name: 'till', secretHash, ...rights, expiresAt, isSeeded: false, createdBy: 'someone' };
  };
  const inMs = (ms: number) => new Date(Date.now() + ms);

  test.each([
    ['a minute ahead', 60_000],
    ['almost two years ahead', 729 * DAY_MS],
  ])('may expire %s', async (_, ms) => {
    const row = newRow(inMs(ms));
    expect(await store.insertKey(row)).toBe(true);
    const { id, name, scopes, addresses, createdBy } = row;
    expect(await store.readKey(id)).toMatchObject({ name, scopes, addresses, createdBy, expiresAt: row.expiresAt });
    expect(await store.findKey(id)).toMatchObject({ scopes, addresses });
  });

  test.each([
    ['in the past', -60_000],
    ['more than two years ahead', 732 * DAY_MS],
  ])('is not made when it would expire %s', async (_, ms) => {
    const row = newRow(inMs(ms));
    expect(await store.insertKey(row)).toBe(false);
    expect(await store.readKey(row.id)).toBeUndefined();
  });
});

describe('a roll', () => {
  const successor = () => {
    const { id, secretHash } = createApiKey('live');
    return { id, secretHash, createdBy: 'someone' };
  };

  test('makes a key that may the same, and ends the old one when the overlap is over', async () => {
    const { id } = await insertKey(database.pool, applicationId, { scopes: ['check'], addresses: ['2001:db8::/48'] });
    const next = successor();
    expect(await store.rollKey(id, next, 24)).toBe(true);
    const [old, made] = [await store.readKey(id), await store.readKey(next.id)];
    expect(old).toMatchObject({ state: 'ending', replacedBy: next.id, revokedAt: null });
    expect(old!.expiresAt!.getTime() - made!.createdAt.getTime()).toBe(24 * HOUR_MS);
    expect(made).toMatchObject({
      state: 'active',
      name: old!.name,
      scopes: ['check'],
      addresses: ['2001:db8::/48'],
      expiresAt: null,
      replacedBy: null,
      createdBy: 'someone',
      reveals: 0,
      lastUsedAt: null,
    });
  });

  test('without an overlap revokes the old one at once', async () => {
    const { id } = await insertKey(database.pool, applicationId);
    const next = successor();
    expect(await store.rollKey(id, next, 0)).toBe(true);
    expect(await store.findKey(id)).toBeUndefined();
    expect((await store.readKey(id))?.state).toBe('revoked');
    expect(await store.findKey(next.id)).toBeDefined();
  });

  test('never lets the old one live longer, and gives the new one as long as the old one had', async () => {
    const { id } = await insertKey(database.pool, applicationId, { livesMs: HOUR_MS });
    await database.pool.query(`update api_key set created_at = expires_at - interval '90 days' where id = $1`, [id]);
    const before = await store.readKey(id);
    const next = successor();
    expect(await store.rollKey(id, next, 72)).toBe(true);
    const [old, made] = [await store.readKey(id), await store.readKey(next.id)];
    expect(old?.expiresAt).toEqual(before?.expiresAt);
    expect(made!.expiresAt!.getTime() - made!.createdAt.getTime()).toBe(90 * DAY_MS);
  });

  test.each<[string, (id: string) => Promise<unknown>]>([
    ['was rolled already', (id) => store.rollKey(id, successor(), 24)],
    ['is revoked', (id) => store.revokeKey(id)],
    ['has expired', (id) => database.pool.query('update api_key set expires_at = now() where id = $1', [id])],
  ])('of a key that %s makes none', async (_, end) => {
    const { id } = await insertKey(database.pool, applicationId);
    await end(id);
    const next = successor();
    expect(await store.rollKey(id, next, 1)).toBe(false);
    expect(await store.readKey(next.id)).toBeUndefined();
  });

  test('of ten at once one wins', async () => {
    const other = await insertApplication(database.pool);
    const { id } = await insertKey(database.pool, other);
    const rolls = await Promise.all(Array.from({ length: 10 }, () => store.rollKey(id, successor(), 1)));
    expect(rolls.filter((isRolled) => isRolled)).toHaveLength(1);
    const keys = await store.listKeys(other);
    expect(keys).toHaveLength(2);
    expect(keys.find((key) => key.id === id)?.replacedBy).toBe(keys.find((key) => key.id !== id)?.id);
  });

  test('does not lose a use that is written at the same time', async () => {
    const { id } = await insertKey(database.pool, applicationId);
    const usedAt = new Date('2026-01-01T10:00:00Z');
    await Promise.all([store.recordUse([{ keyId: id, usedAt, reveals: 2 }]), store.rollKey(id, successor(), 1)]);
    expect(await store.readKey(id)).toMatchObject({ reveals: 2, lastUsedAt: usedAt, state: 'ending' });
  });
});

test('the seeded key counts until it is revoked', async () => {
  expect(await store.hasSeededKey()).toBe(false);
  const { id } = await insertKey(database.pool, applicationId, { isSeeded: true });
  expect(await store.hasSeededKey()).toBe(true);
  await store.revokeKey(id);
  expect(await store.hasSeededKey()).toBe(false);
});
