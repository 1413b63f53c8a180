import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertKey } from '../test/rows.js';
import { createApiKey } from './api-key.js';
import { ApiKeyStore } from './api-key.store.js';
import { CallerService } from './caller.service.js';

/** One process of the system, as far as callers go. */
interface Node {
  readonly callers: CallerService;
  readonly notifications: Notifications;
}

let database: OpenDatabase;
let store: ApiKeyStore;
let applicationId: string;
let nodes: Node[];

beforeAll(async () => {
  database = await openTestDatabase();
  store = new ApiKeyStore(database.sql);
  applicationId = await insertApplication(database.pool);
});

afterAll(() => database.close());

async function startNode(name: string): Promise<Node> {
  const notifications = new Notifications({ url: database.url, applicationName: name, onError: () => undefined });
  const callers = new CallerService(store, notifications);
  await notifications.start();
  return { callers, notifications };
}

beforeEach(async () => {
  nodes = await Promise.all([startNode('node one'), startNode('node two')]);
});

afterEach(async () => {
  await Promise.all(nodes.map(({ notifications }) => notifications.stop()));
});

const identifyEverywhere = (key: string) => Promise.all(nodes.map(({ callers }) => callers.identify(key)));

test('a caller is known by the key, with what it may', async () => {
  const { id, key } = await insertKey(database.pool, applicationId, { reveals: false });
  const [caller] = await identifyEverywhere(key);
  expect(caller).toMatchObject({
    keyId: id,
    scopes: ['start', 'check', 'read'],
    mayReveal: false,
    addresses: undefined,
    application: { id: applicationId },
  });
});

test('a revocation holds on every node before a cache ends, cached or not', async () => {
  const { id, key } = await insertKey(database.pool, applicationId);
  expect((await identifyEverywhere(key)).every((caller) => caller !== undefined)).toBe(true);
  await store.revokeKey(id);
  const isGone = async () => (await identifyEverywhere(key)).every((caller) => caller === undefined);
  await vi.waitUntil(isGone, { timeout: 4_000, interval: 10 });
});

test('a node that has lost the connection it listens on asks the table for every request', async () => {
  const { id, key } = await insertKey(database.pool, applicationId);
  const [node] = nodes;
  expect(await node!.callers.identify(key)).toBeDefined();
  await node!.notifications.stop();
  await store.revokeKey(id);
  expect(await node!.callers.identify(key)).toBeUndefined();
});

test('a key is asked for once in five seconds while nothing changes', async () => {
  const { key } = await insertKey(database.pool, applicationId);
  const asked = vi.spyOn(store, 'findKey');
  for (let request = 0; request < 20; request += 1) await nodes[0]!.callers.identify(key);
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});

test('a key that expires is asked for anew when it does, however long it would be kept', async () => {
  const { key } = await insertKey(database.pool, applicationId, { livesMs: 60_000 });
  const asked = vi.spyOn(store, 'findKey').mockImplementation(async (keyId) => {
    const found = await ApiKeyStore.prototype.findKey.call(store, keyId);
    return found && { ...found, leftMs: 800 };
  });
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    await nodes[0]!.callers.identify(key);
    vi.advanceTimersByTime(799);
    await nodes[0]!.callers.identify(key);
    expect(asked).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    await nodes[0]!.callers.identify(key);
    expect(asked).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
    asked.mockRestore();
  }
});

test('a key is refused on every node when its time is over, though it was in use a moment before', async () => {
  const { key } = await insertKey(database.pool, applicationId, { livesMs: 400 });
  const endsAt = performance.now() + 400;
  expect((await identifyEverywhere(key)).every((caller) => caller !== undefined)).toBe(true);
  const isGone = async () => (await identifyEverywhere(key)).every((caller) => caller === undefined);
  await vi.waitUntil(isGone, { timeout: 2_000, interval: 5 });
  expect(performance.now() - endsAt).toBeLessThan(1_000);
});

test('a roll ends the old key on every node when its overlap is over, and the new one is known at once', async () => {
  const { id, key } = await insertKey(database.pool, applicationId);
  await identifyEverywhere(key);
  const successor = createApiKey('live');
  recordSecret('key', successor.key);
  await store.rollKey(id, { ...successor, createdBy: 'test' }, 0);
  const isGone = async () => (await identifyEverywhere(key)).every((caller) => caller === undefined);
  await vi.waitUntil(isGone, { timeout: 4_000, interval: 10 });
  const known = await identifyEverywhere(successor.key);
  expect(known.map((caller) => caller?.keyId)).toEqual([successor.id, successor.id]);
});

test('a wall clock that is put back keeps no answer for longer', async () => {
  const { key } = await insertKey(database.pool, applicationId);
  const asked = vi.spyOn(store, 'findKey');
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  try {
    await nodes[0]!.callers.identify(key);
    vi.advanceTimersByTime(5_001);
    vi.setSystemTime(Date.now() - 3_600_000);
    await nodes[0]!.callers.identify(key);
    expect(asked).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
    asked.mockRestore();
  }
});

test.each([
  ['one character changed', (key: string) => key.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))],
  ['another secret under the same id', (_: string, other: string) => other],
  ['nothing', () => ''],
  ['text that is no key', () => 'cw_live_x'],
])('is not known: %s', async (_, change) => {
  const { key } = await insertKey(database.pool, applicationId);
  const stranger = await insertKey(database.pool, applicationId);
  await store.revokeKey(stranger.id);
  expect(await nodes[0]!.callers.identify(change(key, stranger.key))).toBeUndefined();
});
