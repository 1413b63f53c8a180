import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from '../root.mjs';

/** The ports of the system: what listens there, the variable that moves it, and where it stands by default. */
export const PORTS = /** @type {const} */ ({
  api: { what: 'the API', variable: 'CODEWIRE_API_PORT', standard: 3000 },
  console: { what: 'the console', variable: 'CODEWIRE_CONSOLE_PORT', standard: 3001 },
  admin: { what: "the console's API", variable: 'CODEWIRE_ADMIN_API_PORT', standard: 3002 },
  smpp: { what: 'the simulated carrier', variable: 'CODEWIRE_SIMULATOR_SMPP_PORT', standard: 2775 },
  handsets: { what: 'the handsets of the simulated carrier', variable: 'CODEWIRE_SIMULATOR_HTTP_PORT', standard: 2780 },
});

/** @typedef {keyof typeof PORTS} PortName */
/** @typedef {Record<string, string | undefined>} Environment */

/**
 * @typedef {object} Settings
 * @property {string} dataDir
 * @property {Record<PortName, number>} ports
 * @property {string} apiHost
 * @property {string} consoleOrigin
 * @property {string} nodeEnv
 * @property {string | undefined} databaseUrl
 * @property {string | undefined} keyringFile
 * @property {Environment} given what the environment and `.env` say, the environment first
 */

/** Settings that only the launcher reads. */
const LAUNCHER_ONLY = ['CODEWIRE_DATA_DIR', 'CODEWIRE_CONSOLE_PORT'];

/** For commands that change the schema. */
const OWNERS_ONLY = 'CODEWIRE_MIGRATION_DATABASE_URL';

/**
 * The environment, completed by the workspace's `.env`.
 * @param {Environment} env @param {string} [file]
 * @returns {Environment}
 */
export function withEnvFile(env, file = join(root, '.env')) {
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...inFile, ...env };
}

/** @param {Environment} given @returns {Record<PortName, number>} */
function readPorts(given) {
  /** @type {string[]} */
  const problems = [];
  const seen = new Map();
  const ports = Object.entries(PORTS).map(([name, { variable, standard }]) => {
    const text = given[variable] || String(standard);
    const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
    if (port < 1 || port > 65_535) problems.push(`${variable} must be a port from 1 to 65535.`);
    else if (seen.has(port)) problems.push(`${variable} and ${seen.get(port)} are both ${port}.`);
    seen.set(port, variable);
    return [name, port];
  });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return Object.fromEntries(ports);
}

/**
 * Reads what the launcher itself must know; the rest is for the processes it starts. Names every problem at once.
 * @param {Environment} given
 * @returns {Settings}
 */
export function readSettings(given) {
  const ports = readPorts(given);
  const nodeEnv = given['NODE_ENV'] || 'development';
  const databaseUrl = given['DATABASE_URL'] || undefined;
  if (nodeEnv === 'production' && databaseUrl === undefined) {
    throw new Error(
      'NODE_ENV=production needs DATABASE_URL: the PostgreSQL inside the npm package is for development.',
    );
  }
  return {
    dataDir: resolve(root, given['CODEWIRE_DATA_DIR'] || '.codewire'),
    ports,
    apiHost: given['CODEWIRE_API_HOST'] || '127.0.0.1',
    consoleOrigin: given['CODEWIRE_CONSOLE_ORIGIN'] || `http://localhost:${ports.console}`,
    nodeEnv,
    databaseUrl,
    keyringFile: given['CODEWIRE_KEYRING_FILE'] || undefined,
    given,
  };
}

/** Where this machine's own programs reach the API. @param {Settings} settings */
export function apiUrl({ apiHost, ports }) {
  const everywhere = ['0.0.0.0', '::', '*'];
  const host = everywhere.includes(apiHost) ? '127.0.0.1' : apiHost;
  return `http://${host.includes(':') ? `[${host}]` : host}:${ports.api}`;
}

/** @param {Environment} given @param {(name: string) => boolean} wanted */
function pick(given, wanted) {
  return Object.fromEntries(Object.entries(given).filter(([name]) => wanted(name)));
}

/**
 * The settings of the backend's commands: every CODEWIRE_ name but those of others, so that they can refuse the ones
 * nobody knows.
 * @param {Settings} settings @param {{ databaseUrl: string, keyringFile: string }} made
 */
export function commandSettings(settings, { databaseUrl, keyringFile }) {
  const { given, ports, apiHost, consoleOrigin, nodeEnv } = settings;
  // Whoever owns another database is nobody in ours.
  const notOurs = settings.databaseUrl ? LAUNCHER_ONLY : [...LAUNCHER_ONLY, OWNERS_ONLY];
  const isOurs = (/** @type {string} */ name) =>
    name.startsWith('CODEWIRE_') && !name.startsWith('CODEWIRE_SIMULATOR_') && !notOurs.includes(name);
  return {
    ...pick(given, isOurs),
    NODE_ENV: nodeEnv,
    DATABASE_URL: databaseUrl,
    CODEWIRE_KEYRING_FILE: keyringFile,
    CODEWIRE_API_HOST: apiHost,
    CODEWIRE_API_PORT: String(ports.api),
    CODEWIRE_ADMIN_API_PORT: String(ports.admin),
    CODEWIRE_CONSOLE_ORIGIN: consoleOrigin,
    CODEWIRE_SIMULATOR_SMPP_PORT: String(ports.smpp),
    CODEWIRE_SIMULATOR_HTTP_PORT: String(ports.handsets),
  };
}

/**
 * The settings of the backend: it never hears how to become the owner of its tables.
 * @param {Settings} settings @param {import('./services.mjs').Made} made
 */
export function backendSettings(settings, { servingUrl, keyringFile }) {
  const { given, ...others } = settings;
  const withoutOwner = { ...others, given: pick(given, (name) => name !== OWNERS_ONLY) };
  return commandSettings(withoutOwner, { databaseUrl: servingUrl, keyringFile });
}

/** @param {Settings} settings */
export function simulatorSettings({ given, ports }) {
  return {
    ...pick(given, (name) => name.startsWith('CODEWIRE_SIMULATOR_')),
    CODEWIRE_SIMULATOR_SMPP_PORT: String(ports.smpp),
    CODEWIRE_SIMULATOR_HTTP_PORT: String(ports.handsets),
  };
}

/** @param {Settings} settings */
export function consoleSettings({ ports, consoleOrigin }) {
  return {
    PORT: String(ports.console),
    HOSTNAME: '127.0.0.1',
    NEXT_TELEMETRY_DISABLED: '1',
    CODEWIRE_CONSOLE_PORT: String(ports.console),
    CODEWIRE_ADMIN_API_PORT: String(ports.admin),
    CODEWIRE_CONSOLE_ORIGIN: consoleOrigin,
  };
}
