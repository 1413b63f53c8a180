import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertKey } from '../test/rows.js';
import { ApplicationStore } from './application.store.js';
import { CallerService } from './caller.service.js';

/** One process of the system, as far as callers go. */
interface Node {
  readonly callers: CallerService;
  readonly notifications: Notifications;
}

let database: OpenDatabase;
let store: ApplicationStore;
let applicationId: string;
let nodes: Node[];

beforeAll(async () => {
  database = await openTestDatabase();
  store = new ApplicationStore(database.sql);
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
  expect(caller).toMatchObject({ keyId: id, mayReveal: false, application: { id: applicationId } });
});

test('a revocation holds on every node within a second, cached or not', async () => {
  const { id, key } = await insertKey(database.pool, applicationId);
  expect((await identifyEverywhere(key)).every((caller) => caller !== undefined)).toBe(true);
  await store.revokeKey(id);
  const isGone = async () => (await identifyEverywhere(key)).every((caller) => caller === undefined);
  await vi.waitUntil(isGone, { timeout: 1_000, interval: 10 });
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
