import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openCuttable, type Cuttable } from '../test/cuttable.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { Notifications } from './notifications.js';

let database: OpenDatabase;
let notifications: Notifications;
const errors: string[] = [];
const heard: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  notifications = new Notifications({
    url: database.url,
    applicationName: 'listener under test',
    onError: (error) => void errors.push(error.message),
  });
  notifications.on('some_channel', (payload) => void heard.push(payload));
  await notifications.start();
});

afterAll(async () => {
  await notifications.stop();
  await database.close();
});

const endListener = () =>
  database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'listener under test'`,
  );

test('a listener starts with an empty payload: what came before it listened may have been missed', () => {
  expect(notifications.isListening).toBe(true);
  expect(heard).toEqual(['']);
});

test('a notification of a committed transaction reaches the listener, that of a rolled back one does not', async () => {
  await database.pool.query(`begin; select pg_notify('some_channel', 'undone'); rollback`);
  await database.pool.query(`select pg_notify('some_channel', 'done')`);
  await vi.waitUntil(() => heard.includes('done'), { timeout: 20_000 });
  expect(heard).not.toContain('undone');
});

test('a lost connection is told, comes back by itself, and makes listeners look again', async () => {
  heard.length = 0;
  await endListener();
  await vi.waitUntil(() => !notifications.isListening, { timeout: 20_000 });
  expect(errors).toHaveLength(1);
  await vi.waitUntil(() => notifications.isListening, { timeout: 20_000 });
  expect(heard).toEqual(['']);
  await database.pool.query(`select pg_notify('some_channel', 'again')`);
  await vi.waitUntil(() => heard.includes('again'), { timeout: 20_000 });
});

describe('a network that is cut without a word', () => {
  let cuttable: Cuttable;
  let far: Notifications;
  const told: string[] = [];
  const lost: string[] = [];
  beforeEach(async () => {
    told.length = 0;
    lost.length = 0;
    cuttable = await openCuttable(database.url);
    far = new Notifications({
      url: cuttable.url,
      applicationName: 'far listener',
      onError: (error) => void lost.push(error.message),
    });
    far.on('some_channel', (payload) => void told.push(payload));
    await far.start();
  });
  afterEach(async () => {
    await far.stop();
    await cuttable.close();
  });

  test('is noticed within a second or so: from then on nobody relies on notifications', async () => {
    cuttable.cut();
    await vi.waitUntil(() => !far.isListening, { timeout: 20_000 });
    expect(lost).toEqual([]);
  });

  test('and is whole again soon, brings what was notified meanwhile', async () => {
    cuttable.cut();
    await vi.waitUntil(() => !far.isListening, { timeout: 20_000 });
    await database.pool.query(`select pg_notify('some_channel', 'meanwhile')`);
    cuttable.heal();
    await vi.waitUntil(() => far.isListening, { timeout: 20_000 });
    expect(told).toEqual(['', 'meanwhile']);
  });

  test('for longer costs the connection; the next one makes listeners look again', async () => {
    cuttable.cut();
    await vi.waitUntil(() => lost.length > 0, { timeout: 20_000 });
    cuttable.heal();
    await vi.waitUntil(() => far.isListening, { timeout: 20_000 });
    expect(told).toEqual(['', '']);
  });
});

test('nothing comes back after stop', async () => {
  const before = errors.length;
  await notifications.stop();
  const { rows } = await database.pool.query(
    `select 1 from pg_stat_activity where application_name = 'listener under test'`,
  );
  expect(rows).toEqual([]);
  expect(errors).toHaveLength(before);
});
