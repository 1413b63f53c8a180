import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { BindLeaseStore } from './bind-lease.store.js';
import { BIND_LEASE_TIMES, BindLeases } from './bind-leases.js';
import { CarrierStore } from './carrier.store.js';

const CARRIER = 'car_one';
const PATIENCE = { timeout: 20_000, interval: 10 };
let database: OpenDatabase;

/** What the carrier sees: which node is bound on which slot, and the most there ever were at once. */
class Binds {
  readonly open = new Set<string>();
  most = 0;

  bind(node: string, slot: number): void {
    this.open.add(`${node} ${slot}`);
    this.most = Math.max(this.most, this.open.size);
  }

  of(node: string): number {
    return [...this.open].filter((bind) => bind.startsWith(`${node} `)).length;
  }
}

let binds: Binds;
/** Names of nodes whose processes are known to have ended. */
let ended: Set<string>;
let nodes: Node[] = [];

/** A sender process, as far as leases go. */
class Node {
  wanted = 2;
  readonly errors: unknown[] = [];
  private isCut = false;
  private readonly notifications: Notifications;
  readonly leases: BindLeases;

  constructor(readonly name: string) {
    this.notifications = new Notifications({ url: database.url, applicationName: name, onError: () => undefined });
    const sql = {
      rows: (...args: Parameters<typeof database.sql.rows>) =>
        this.isCut ? Promise.reject(new Error('cut off')) : database.sql.rows(...args),
      count: () => Promise.reject(new Error('not asked for')),
    };
    this.leases = new BindLeases({
      store: new BindLeaseStore(sql as never, BIND_LEASE_TIMES),
      node: name,
      process: { identity: name, hasEnded: (identity) => ended.has(identity) },
      notifications: this.notifications,
      user: {
        wanted: () => new Map(this.wanted > 0 ? [[CARRIER, this.wanted]] : []),
        open: (_, slot) => binds.bind(name, slot),
        close: async (_, slot, drainMs) => {
          // As a link that has something outstanding, and is answered.
          await new Promise((resolve) => setTimeout(resolve, Math.min(drainMs, 50)));
          binds.open.delete(`${name} ${slot}`);
        },
        views: () => [],
      },
      log: () => undefined,
      onError: (error) => void this.errors.push(error),
    });
  }

  async start(): Promise<void> {
    await this.notifications.start();
    await this.leases.start();
  }

  /** From now on no statement of its own comes through. */
  cut(isCut: boolean): void {
    this.isCut = isCut;
  }

  async stop(): Promise<void> {
    await this.leases.stop();
    await this.notifications.stop();
  }
}

beforeAll(async () => {
  database = await openTestDatabase(16);
  await new CarrierStore(database.sql).insertCarrier({
    id: CARRIER,
    name: 'One',
    isSimulated: false,
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Buffer.from([1]),
    windowSize: 10,
  });
});

afterAll(() => database.close());

beforeEach(async () => {
  [binds, ended] = [new Binds(), new Set()];
  await database.pool.query('delete from bind_lease');
  await permit(2);
});

afterEach(async () => {
  await Promise.all(nodes.splice(0).map((node) => node.stop()));
});

async function permit(count: number): Promise<void> {
  await database.pool.query('update carrier set binds = $1', [count]);
  for (const node of nodes) node.wanted = count;
}

async function startNodes(...names: string[]): Promise<Node[]> {
  const { rows } = await database.pool.query<{ binds: number }>('select binds from carrier');
  const started = names.map((name) => new Node(name));
  for (const node of started) node.wanted = rows[0]!.binds;
  nodes.push(...started);
  await Promise.all(started.map((node) => node.start()));
  return started;
}

test('a lone node has every bind that is permitted, the first one when its start has ended', async () => {
  await permit(4);
  const starting = startNodes('a');
  const [node] = await starting;
  expect(binds.of('a')).toBeGreaterThanOrEqual(1);
  await vi.waitUntil(() => binds.of('a') === 4, PATIENCE);
  expect(node!.errors).toEqual([]);
});

test('nodes that start at the same moment share what there is, and there is never more', async () => {
  await permit(6);
  await startNodes('a', 'b', 'c');
  await vi.waitUntil(() => ['a', 'b', 'c'].every((name) => binds.of(name) === 2), PATIENCE);
  expect(binds.most).toBe(6);
});

test('a node that comes later is given its share by those who have more, without a wait', async () => {
  await permit(4);
  await startNodes('a');
  await vi.waitUntil(() => binds.of('a') === 4, PATIENCE);
  const startedAt = performance.now();
  await startNodes('b');
  await vi.waitUntil(() => binds.of('b') === 2 && binds.of('a') === 2, PATIENCE);
  expect(performance.now() - startedAt).toBeLessThan(BIND_LEASE_TIMES.graceMs);
  expect(binds.most).toBe(4);
});

test('a node that cannot reach the database ends its binds before others have them, who do within ten seconds', async () => {
  const [dead] = await startNodes('a');
  await vi.waitUntil(() => binds.of('a') === 2, PATIENCE);
  await startNodes('b', 'c');
  await vi.waitUntil(() => binds.of('a') === 1 && binds.open.size === 2, PATIENCE);
  const other = binds.of('b') === 1 ? 'c' : 'b';
  const cutAt = performance.now();
  dead!.cut(true);
  await vi.waitUntil(() => binds.of(other) === 1, PATIENCE);
  expect(performance.now() - cutAt).toBeLessThan(10_000);
  const { rows } = await database.pool.query(
    `select count(*)::int as early from bind_lease where usable_from > clock_timestamp()`,
  );
  expect(rows).toEqual([{ early: 0 }]);
  expect(binds.of('a')).toBe(0);
  expect(binds.most).toBe(2);
  dead!.cut(false);
});

test('a node that others on its machine know to have ended is replaced at once', async () => {
  const [dead] = await startNodes('a');
  await vi.waitUntil(() => binds.of('a') === 2, PATIENCE);
  dead!.cut(true);
  binds.open.clear();
  ended.add('a');
  const startedAt = performance.now();
  await startNodes('b');
  await vi.waitUntil(() => binds.of('b') === 2, PATIENCE);
  expect(performance.now() - startedAt).toBeLessThan(BIND_LEASE_TIMES.graceMs);
  dead!.cut(false);
});

test('a node that could not reach the database, nor anybody else, binds again as soon as it can', async () => {
  const [node] = await startNodes('a');
  await vi.waitUntil(() => binds.of('a') === 2, PATIENCE);
  node!.cut(true);
  await vi.waitUntil(() => binds.of('a') === 0, PATIENCE);
  expect(node!.leases.isHeld(CARRIER, 1)).toBe(true);
  await vi.waitUntil(() => !node!.leases.isHeld(CARRIER, 1), PATIENCE);
  const healedAt = performance.now();
  node!.cut(false);
  await vi.waitUntil(() => binds.of('a') === 2, PATIENCE);
  expect(performance.now() - healedAt).toBeLessThan(BIND_LEASE_TIMES.graceMs);
});

test('a node that is stopped leaves its binds to others at once', async () => {
  const [first] = await startNodes('a');
  await vi.waitUntil(() => binds.of('a') === 2, PATIENCE);
  await startNodes('b');
  const stoppedAt = performance.now();
  await first!.leases.stop();
  expect(binds.of('a')).toBe(0);
  await vi.waitUntil(() => binds.of('b') === 2, PATIENCE);
  expect(performance.now() - stoppedAt).toBeLessThan(BIND_LEASE_TIMES.graceMs);
  expect(binds.most).toBe(2);
});

test('fewer binds are let go, more are taken, and none of a carrier that is switched off', async () => {
  const [node] = await startNodes('a');
  await permit(4);
  await node!.leases.wake();
  await vi.waitUntil(() => binds.of('a') === 4, PATIENCE);
  await permit(1);
  await node!.leases.wake();
  await vi.waitUntil(() => [...binds.open].join() === 'a 1', PATIENCE);
  node!.wanted = 0;
  await node!.leases.wake();
  await vi.waitUntil(() => binds.open.size === 0, PATIENCE);
});
