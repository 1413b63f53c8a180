import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import {
  runCommand,
  startBackend,
  startSimulator,
  type Backend,
  type Simulator,
} from '../../../../tools/testing/services.js';
import type { Policy } from '@codewire/otp';
import { newId } from '../platform/ids.js';
import { Carrier } from './carrier.js';
import { Client, closeClients } from './client.js';
import { openTestDatabase, type OpenDatabase } from './database.js';
import { insertApplication, insertKey, type ApplicationSeed } from './rows.js';

export interface SystemOptions {
  /** Processes of the backend on the one database; a test that kills them starts its own, so 0 is a number. */
  readonly backends?: number;
  /** How many the seeded carrier permits: one for each sender at least, or some have none. */
  readonly binds?: number;
  readonly env?: Record<string, string>;
}

/** The seeded system: database, simulated carrier and backends, each a process of its own. */
export interface System {
  readonly database: OpenDatabase;
  readonly simulator: Simulator;
  readonly carrier: Carrier;
  readonly backends: Backend[];
  /** A caller with the seeded key, which reveals codes; its application is in test mode. */
  readonly client: Client;
  /** One more backend on the same database. */
  startBackend(env?: Record<string, string>): Promise<Backend>;
  /** Runs a command of the backend on the same database. */
  run(...args: string[]): Promise<string>;
  /** An application that is not in test mode, and a caller with a revealing key of it. */
  addApplication(seed?: ApplicationSeed): Promise<{ id: string; client: Client }>;
  stop(): Promise<void>;
}

/** Receipts come a moment after the answer, as with real carriers, and no test waits half a second for one. */
const RECEIPT_DELAY_MS = 40;

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const { backends = 1, binds = Math.max(2, backends), env = {} } = options;
  const [database, simulator] = await Promise.all([openTestDatabase(8, { isSeeded: true }), startSimulator()]);
  const carrier = new Carrier(simulator.url);
  await carrier.set({ receipt_delay_ms: RECEIPT_DELAY_MS });
  const services = { databaseUrl: database.url, simulator };
  const key = firstKey();
  await Promise.all([setUpCarrier({ simulator, database, binds }), routeEverything(database)]);
  const startOne = async (more: Record<string, string> = {}) => {
    const backend = await startBackend({ ...services, env: { ...env, ...more } });
    await untilBind(backend.url, 'bound');
    return backend;
  };
  const started = await Promise.all(Array.from({ length: backends }, () => startOne()));
  // Without a backend there is nowhere to call yet: see Client.at.
  const url = started[0]?.url ?? '';
  return {
    database,
    simulator,
    carrier,
    backends: started,
    client: new Client(url, key),
    startBackend: async (more) => {
      const backend = await startOne(more);
      started.push(backend);
      return backend;
    },
    run: (...args) => runCommand(services, args),
    addApplication: async (application = {}) => {
      const id = await insertApplication(database.pool, application);
      return { id, client: new Client(url, (await insertKey(database.pool, id)).key) };
    },
    stop: async () => {
      closeClients();
      await Promise.all(started.map((backend) => backend.stop()));
      await simulator.stop();
      await database.close();
    },
  };
}

/** The key of the seeded application: the same for all systems of a run. */
function firstKey(): string {
  const key = readFileSync(currentRun().firstKeyFile, 'utf8').trim();
  recordSecret('key', key);
  return key;
}

/** Where the seeded carrier really listens this time, and how often it may be bound to. */
async function setUpCarrier({ simulator, database, binds }: SystemSetup): Promise<void> {
  await database.pool.query('update carrier set port = $1, binds = $2 where is_simulated', [simulator.smppPort, binds]);
}

interface SystemSetup {
  readonly simulator: Simulator;
  readonly database: OpenDatabase;
  readonly binds: number;
}

/** Applications that tests add reach the seeded carrier too, whatever the seeded route is for. */
async function routeEverything({ pool }: OpenDatabase): Promise<void> {
  await pool.query(
    `insert into route (id, position, carrier_ids)
      select $1, (select coalesce(max(position), 0) + 1 from route), array_agg(id) from carrier where is_simulated`,
    [newId('rou')],
  );
}

/** What a process has measured of itself, as its operator's monitoring reads it. */
export async function metricsOf(url: string): Promise<string> {
  return (await new Client(url).send({ method: 'GET', path: '/metrics' })).text;
}

/** Waits until a process has a bind to the seeded carrier, or has lost all it had. */
export async function untilBind(url: string, state: 'bound' | 'down'): Promise<void> {
  const count = state === 'bound' ? '[1-9]\\d*' : '0';
  const line = new RegExp(`^codewire_bind_state\\{carrier="[^"]+",state="bound"\\} ${count}$`, 'm');
  await vi.waitUntil(async () => line.test(await metricsOf(url)), { timeout: 20_000, interval: 20 });
}

/** Waits until a message has come that far; resolves with its detail. */
export async function untilMessage(client: Client, id: string, status: string, timeout = 20_000) {
  return vi.waitUntil(
    async () => {
      const { body } = await client.message(id);
      return body.status === status && body;
    },
    { timeout, interval: 20 },
  );
}

/** Waits until every one of these messages is in one of these states; the database may be away meanwhile. */
export async function untilMessages(
  { database }: Pick<System, 'database'>,
  ids: readonly string[],
  states: readonly string[],
): Promise<void> {
  const areThere = async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      'select count(*)::int as n from message where id = any($1) and state = any($2)',
      [ids, states],
    );
    return rows[0]?.n === ids.length;
  };
  await vi.waitUntil(() => areThere().catch(() => false), { timeout: 20_000, interval: 50 });
}

/** A policy that puts no wait between sends, for tests that are not about sends. */
export const NO_LIMITS: Partial<Policy> = {
  cooldownSeconds: [0],
  sendWindows: [{ limit: 1_000, seconds: 600 }],
  wrongCheckWindows: [{ limit: 10_000, seconds: 3_600 }],
};
