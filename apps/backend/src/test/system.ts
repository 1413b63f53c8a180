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

export async function startSystem({ backends = 1, env = {} }: SystemOptions = {}): Promise<System> {
  const [database, simulator] = await Promise.all([openTestDatabase(8, { isSeeded: true }), startSimulator()]);
  const carrier = new Carrier(simulator.url);
  await carrier.set({ receipt_delay_ms: RECEIPT_DELAY_MS });
  const options = { databaseUrl: database.url, simulator };
  const key = firstKey();
  await Promise.all([pointCarrierTo(simulator, database), routeEverything(database)]);
  const startOne = async (more: Record<string, string> = {}) => {
    const backend = await startBackend({ ...options, env: { ...env, ...more } });
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
    run: (...args) => runCommand(options, args),
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

/** Where the seeded carrier really listens this time. */
async function pointCarrierTo({ smppPort }: Simulator, { pool }: OpenDatabase): Promise<void> {
  await pool.query('update carrier set port = $1 where is_simulated', [smppPort]);
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

/** Waits until a process has (or has lost) its bind to the seeded carrier. */
export async function untilBind(url: string, state: 'bound' | 'down'): Promise<void> {
  const line = new RegExp(`^codewire_bind_state\\{carrier="[^"]+",state="bound"\\} ${state === 'bound' ? 1 : 0}$`, 'm');
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
