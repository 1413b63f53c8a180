import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertKey, usePolicy } from '../test/rows.js';
import { ApiKeyStore } from './api-key.store.js';
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

test('those asked for are listed with what they can be used by; an unknown one and none are no error', async () => {
  const [first, second] = [await insertApplication(database.pool), await insertApplication(database.pool)];
  await insertKey(database.pool, second);
  await insertKey(database.pool, second, { livesMs: 60_000 });
  await insertKey(database.pool, second, { livesMs: -1 });
  const revoked = await insertKey(database.pool, second);
  await new ApiKeyStore(database.sql).revokeKey(revoked.id);
  const listed = await store.listInFull([second, 'app_none', first]);
  expect(listed.map(({ id, activeKeys }) => [id, activeKeys])).toEqual([
    [first, 0],
    [second, 2],
  ]);
  expect(await store.listInFull([])).toEqual([]);
  const all = (await store.listInFull(null)).map(({ id }) => id);
  expect(all).toEqual(expect.arrayContaining([applicationId, first, second]));
});
