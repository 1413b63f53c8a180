import { fork } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { BACKEND_MAIN } from '../bundle.mjs';
import { runBackendCommand } from '../launcher/backend-command.mjs';
import { startChild, tailOf } from '../launcher/child.mjs';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { chooseAccount, removeData } from '../postgres-account.mjs';
import { startPostgres } from '../postgres.mjs';
import { until } from '../processes.mjs';
import { root } from '../root.mjs';
import { makeServingLogin, servingUrl } from '../serving-login.mjs';

/** As a small production server would be set; every commit waits for the disk. */
const POSTGRES_SETTINGS = {
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  max_connections: 60,
};
const RECEIPT_DELAY_MS = 200;
/** Limits count per number, so no two generators share one. */
const SECOND_NODE_NUMBERS = 1_000_000;

/** @typedef {import('./generator.mjs').Phase} Phase */
/** @typedef {import('./generator.mjs').PhaseResult} PhaseResult */
/** @typedef {{ pid: number, smppPort: number, url: string, stop: () => Promise<void> }} Simulator */
/** @typedef {Awaited<ReturnType<typeof startStack>>} Stack */

/** Ports that are free on loopback. @param {number} count */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => /** @type {import('node:net').AddressInfo} */ (server.address()).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** @param {string} url @param {import('../launcher/child.mjs').Child} child */
export async function untilHealthy(url, child) {
  const isHealthy = () =>
    fetch(url).then(
      (response) => response.ok,
      () => false,
    );
  if (await until(async () => !child.isRunning() || (await isHealthy()), 30_000)) if (child.isRunning()) return;
  throw new Error(`${url} did not answer. The end of ${child.logFile}:\n${tailOf(child.logFile)}`);
}

/** @param {string} folder @param {{ isKeeping: boolean }} how @returns {Promise<Simulator>} */
async function startSimulator(folder, { isKeeping }) {
  const [smppPort = 0, httpPort = 0] = await freePorts(2);
  const child = startChild({
    name: 'simulator',
    args: [join(root, 'apps/simulator/dist/main.js')],
    env: {
      CODEWIRE_SIMULATOR_SMPP_PORT: String(smppPort),
      CODEWIRE_SIMULATOR_HTTP_PORT: String(httpPort),
      CODEWIRE_SIMULATOR_RECEIPT_DELAY_MS: String(RECEIPT_DELAY_MS),
      CODEWIRE_SIMULATOR_KEEP: isKeeping ? '1' : '0',
    },
    logFile: join(folder, `simulator-${isKeeping ? 'keeping' : 'forgetting'}.log`),
  });
  const url = `http://127.0.0.1:${httpPort}`;
  await untilHealthy(`${url}/healthz`, child);
  return { pid: child.pid, smppPort, url, stop: child.stop };
}

/** @param {Simulator} simulator @returns {Promise<{ submits: number, receipts_acknowledged: number, sessions: number }>} */
export async function statsOf({ url }) {
  const response = await fetch(`${url}/stats`);
  return /** @type {any} */ (await response.json());
}

/** Every start counts its limits and goes to the simulated carrier. @param {pg.Client} database @param {Simulator} simulator */
async function goLive(database, simulator) {
  await database.query('update application set is_test = false');
  await useSimulator(database, simulator);
}

/** @param {pg.Client} database @param {Simulator} simulator */
export async function useSimulator(database, simulator) {
  await database.query('update carrier set port = $1 where is_simulated', [simulator.smppPort]);
  await database.query(`select pg_notify('codewire_carriers', '')`);
  if (await until(async () => (await statsOf(simulator)).sessions > 0, 20_000)) return;
  throw new Error('the backend did not bind to the simulated carrier');
}

/** The client apps. @param {number} port @param {string} key @param {number} firstNumber where its own numbers begin */
export function startGenerator(port, key, firstNumber = 0) {
  const child = fork(fileURLToPath(new URL('generator.mjs', import.meta.url)), {
    execPath: nodeBinary(),
    env: childEnvironment({ BENCH_PORT: String(port), BENCH_KEY: key, BENCH_FIRST_NUMBER: String(firstNumber) }),
    serialization: 'advanced',
  });
  return {
    pid: child.pid ?? 0,
    /** @param {Phase} phase @returns {Promise<PhaseResult>} */
    async run(phase) {
      child.send(phase);
      const [answer] = await Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(() => [{ error: 'the generator ended' }]),
      ]);
      if (answer.error) throw new Error(answer.error);
      return answer.result;
    },
    stop: () => child.disconnect(),
  };
}

/** Stops what was started, last first, even where one of them fails. @param {(() => unknown)[]} steps */
export async function stopAll(steps) {
  for (const step of steps.reverse()) {
    try {
      await step();
    } catch (error) {
      console.error(`while stopping: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** PostgreSQL, one backend, the simulated carrier and the generator, each a process of its own, on loopback. */
export async function startStack() {
  /** @type {(() => unknown)[]} */
  const stops = [];
  const stop = () => stopAll(stops);
  try {
    const folder = mkdtempSync(join(tmpdir(), 'codewire-bench-'));
    chmodSync(folder, 0o711);
    stops.push(() => rmSync(folder, { recursive: true, force: true }));
    const dataDir = join(folder, 'postgres');
    stops.push(() => removeData(chooseAccount(), dataDir));
    const postgres = await startPostgres({
      dataDir,
      logFile: join(folder, 'postgres.log'),
      databases: ['codewire'],
      settings: POSTGRES_SETTINGS,
    });
    stops.push(postgres.stop);
    return { ...(await startOn(folder, postgres, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {Record<string, string>} env
 * @param {(() => unknown)[]} stops
 */
export async function startBackend(folder, name, env, stops) {
  const backend = startChild({ name, args: [BACKEND_MAIN], env, logFile: join(folder, `${name}.log`) });
  stops.push(backend.stop);
  await untilHealthy(`http://127.0.0.1:${env['CODEWIRE_API_PORT']}/readyz`, backend);
  return backend;
}

/** @param {string} folder @param {import('../postgres.mjs').EmbeddedPostgres} postgres @param {(() => unknown)[]} stops */
async function startOn(folder, postgres, stops) {
  const simulator = await startSimulator(folder, { isKeeping: false });
  stops.push(simulator.stop);
  const [port = 0, adminPort = 0] = await freePorts(2);
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets, { mode: 0o700 });
  const settings = {
    DATABASE_URL: postgres.url('codewire'),
    CODEWIRE_KEYRING_FILE: join(secrets, 'keyring.json'),
    CODEWIRE_API_PORT: String(port),
    CODEWIRE_ADMIN_API_PORT: String(adminPort),
    CODEWIRE_SIMULATOR_SMPP_PORT: String(simulator.smppPort),
  };
  const keyFile = join(secrets, 'first-key');
  await runBackendCommand(['keyring', 'create', '--file', settings.CODEWIRE_KEYRING_FILE, '--development'], settings);
  await runBackendCommand(['migration', 'run'], settings);
  await runBackendCommand(['seed', '--first-key-file', keyFile], settings);
  await makeServingLogin(postgres, 'codewire');
  const database = new pg.Client({ connectionString: settings.DATABASE_URL });
  await database.connect();
  stops.push(() => database.end());
  const serving = { ...settings, DATABASE_URL: servingUrl(settings.DATABASE_URL) };
  const key = () => readFileSync(keyFile, 'utf8').trim();
  const backend = await startBackend(folder, 'backend', serving, stops);
  await goLive(database, simulator);
  const generator = startGenerator(port, key());
  stops.push(generator.stop);
  /** One more node, with client apps of its own. */
  const startSecondNode = async () => {
    const [ownPort = 0, ownAdminPort = 0] = await freePorts(2);
    const ports = { CODEWIRE_API_PORT: String(ownPort), CODEWIRE_ADMIN_API_PORT: String(ownAdminPort) };
    await startBackend(folder, 'backend-2', { ...serving, ...ports }, stops);
    const callers = startGenerator(ownPort, key(), SECOND_NODE_NUMBERS);
    stops.push(callers.stop);
    return { generator: callers };
  };
  const pids = { backend: backend.pid, PostgreSQL: postgres.pid, carrier: simulator.pid, generator: generator.pid };
  const startKeepingSimulator = async () => {
    const keeping = await startSimulator(folder, { isKeeping: true });
    stops.push(keeping.stop);
    return keeping;
  };
  return { folder, database, simulator, startKeepingSimulator, startSecondNode, generator, pids };
}
