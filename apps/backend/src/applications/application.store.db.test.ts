import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertKey, usePolicy } from '../test/rows.js';
import { hashKey } from './api-key.js';
import { ApplicationStore } from './application.store.js';

let database: OpenDatabase;
let store: ApplicationStore;
let applicationId: string;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new ApplicationStore(database.sql);
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
    const { id } = await insertKey(database.pool, applicationId);
    await database.pool.query(`update api_key set expires_at = now() - interval '1 ms' where id = $1`, [id]);
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

  test('is listed with its state', async () => {
    const other = await insertApplication(database.pool);
    const [active, revoked, expired] = [
      await insertKey(database.pool, other),
      await insertKey(database.pool, other),
      await insertKey(database.pool, other),
    ];
    await store.revokeKey(revoked.id);
    await database.pool.query(`update api_key set expires_at = now() where id = $1`, [expired.id]);
    const states = new Map((await store.listKeys()).map(({ id, state }) => [id, state]));
    expect([active, revoked, expired].map(({ id }) => states.get(id))).toEqual(['active', 'revoked', 'expired']);
  });
});

test('the seeded key counts until it is revoked', async () => {
  expect(await store.hasSeededKey()).toBe(false);
  const { id } = await insertKey(database.pool, applicationId, { isSeeded: true });
  expect(await store.hasSeededKey()).toBe(true);
  await store.revokeKey(id);
  expect(await store.hasSeededKey()).toBe(false);
});

test('an application is found by id and by name; without either the first one made', async () => {
  const application = await store.findApplication(applicationId);
  expect(application?.id).toBe(applicationId);
  expect(await store.findApplication(application?.name)).toEqual(application);
  expect(await store.findApplication()).toEqual(application);
  expect(await store.findApplication('nobody')).toBeUndefined();
});

test('a policy stays what it was when a new version is in force', async () => {
  const id = await insertApplication(database.pool);
  await usePolicy(database.pool, id, 2, { maxChecks: 3 });
  expect((await store.findPolicy(id, 1))?.maxChecks).toBe(5);
  expect((await store.findPolicy(id, 2))?.maxChecks).toBe(3);
  expect((await store.findApplication(id))?.policyVersion).toBe(2);
  expect(await store.findPolicy(id, 3)).toBeUndefined();
});
