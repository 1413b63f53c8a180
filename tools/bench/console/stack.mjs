import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { newSecretToken } from '../../../apps/backend/dist/operators/secret-token.js';
import { newId } from '../../../apps/backend/dist/platform/ids.js';
import { prepareConsole } from '../../console.mjs';
import { runBackendCommand } from '../../launcher/backend-command.mjs';
import { startChild } from '../../launcher/child.mjs';
import { chooseAccount, removeData } from '../../postgres-account.mjs';
import { startPostgres } from '../../postgres.mjs';
import { makeServingLogin, servingUrl } from '../../serving-login.mjs';
import { freePorts, startBackend, stopAll, untilHealthy } from '../stack.mjs';

/** As a server for a log of this size would be set; the copies and their indexes do not fit into its memory. */
const POSTGRES_SETTINGS = {
  synchronous_commit: 'on',
  shared_buffers: '512MB',
  max_wal_size: '8GB',
  max_connections: 60,
  // Nobody but this server reads its log, so what fills an empty table need not be written twice.
  wal_level: 'minimal',
  max_wal_senders: '0',
};

/** @typedef {Awaited<ReturnType<typeof startStack>>} Stack */

/**
 * PostgreSQL with so many messages, one backend and the console's production build, on loopback, and someone signed in.
 * @param {{ rows: number, kept: string | undefined, say: (text: string) => void }} options `kept`: a folder whose
 * database is measured again, and made there when it has none
 */
export async function startStack({ rows, kept, say }) {
  /** @type {(() => unknown)[]} */
  const stops = [];
  const stop = () => stopAll(stops);
  try {
    const folder = kept === undefined ? makeFolder(stops) : keepFolder(kept);
    const dataDir = join(folder, 'postgres');
    if (kept === undefined) stops.push(() => removeData(chooseAccount(), dataDir));
    const logFile = join(folder, 'postgres.log');
    const postgres = await startPostgres({ dataDir, logFile, databases: ['codewire'], settings: POSTGRES_SETTINGS });
    stops.push(postgres.stop);
    const settings = {
      DATABASE_URL: postgres.url('codewire'),
      CODEWIRE_KEYRING_FILE: join(folder, 'secrets/keyring.json'),
    };
    const seeded = join(folder, 'seeded');
    if (existsSync(seeded)) await runBackendCommand(['migration', 'run'], settings);
    else await makeDatabase(postgres, settings, rows, say);
    // Told last: a database that was given up half made is made anew.
    writeFileSync(seeded, '');
    const servers = await startServers(folder, settings, stops);
    return { ...servers, pids: { ...servers.pids, postgres: postgres.pid }, folder, settings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {(() => unknown)[]} stops */
function makeFolder(stops) {
  const folder = mkdtempSync(join(tmpdir(), 'codewire-bench-'));
  chmodSync(folder, 0o711);
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @param {string} path */
function keepFolder(path) {
  const folder = resolve(path);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}

/** @param {import('../../postgres.mjs').EmbeddedPostgres} postgres @param {{ DATABASE_URL: string, CODEWIRE_KEYRING_FILE: string }} settings @param {number} rows @param {(text: string) => void} say */
async function makeDatabase(postgres, settings, rows, say) {
  const keyring = settings.CODEWIRE_KEYRING_FILE;
  mkdirSync(dirname(keyring), { recursive: true, mode: 0o700 });
  if (!existsSync(keyring))
    await runBackendCommand(['keyring', 'create', '--file', keyring, '--development'], settings);
  await runBackendCommand(['migration', 'run'], settings);
  say((await runBackendCommand(['seed', 'ten-million', '--rows', String(rows)], settings)).trim());
  await makeServingLogin(postgres, 'codewire');
}

/** @param {string} folder @param {{ DATABASE_URL: string, CODEWIRE_KEYRING_FILE: string }} settings @param {(() => unknown)[]} stops */
async function startServers(folder, settings, stops) {
  const [apiPort = 0, adminPort = 0, consolePort = 0] = await freePorts(3);
  const consoleUrl = `http://localhost:${consolePort}`;
  const doors = {
    CODEWIRE_API_PORT: String(apiPort),
    CODEWIRE_ADMIN_API_PORT: String(adminPort),
    CODEWIRE_CONSOLE_PORT: String(consolePort),
    CODEWIRE_CONSOLE_ORIGIN: consoleUrl,
  };
  const database = new pg.Client({ connectionString: settings.DATABASE_URL });
  await database.connect();
  stops.push(() => database.end());
  // Nothing is sent here: without carriers that bind, the senders have nothing to do.
  await database.query(`update carrier set status = 'disabled'`);
  const serving = { ...settings, ...doors, DATABASE_URL: servingUrl(settings.DATABASE_URL) };
  const backend = await startBackend(folder, 'backend', serving, stops);
  const token = await signIn(database);
  const env = { ...doors, PORT: String(consolePort), HOSTNAME: '127.0.0.1' };
  const child = startChild({ name: 'console', args: [prepareConsole()], env, logFile: join(folder, 'console.log') });
  stops.push(child.stop);
  await untilHealthy(`http://127.0.0.1:${consolePort}/healthz`, child);
  return { database, adminPort, consoleUrl, token, pids: { backend: backend.pid, console: child.pid } };
}

/** The secret of a session, as if an owner had just signed in. @param {pg.Client} database */
async function signIn(database) {
  const { token, hash } = newSecretToken();
  const operator = newId('opr');
  await database.query(
    `insert into operator (id, email, name, role, enrolled_at) values ($1, lower($1) || '@example.com', 'Bench', 'owner', now())`,
    [operator],
  );
  await database.query(
    `insert into session (id, secret_hash, operator_id, method, device, address, created_at, last_seen_at, proven_at, expires_at)
      values ($1, $2, $3, 'password', 'Bench', '127.0.0.1', now(), now(), now(), now() + interval '12 hours')`,
    [newId('ses'), hash, operator],
  );
  return token;
}
