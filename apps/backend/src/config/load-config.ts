import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import type { Config } from './config.js';
import { ENV_SCHEMA, NEIGHBOUR_SETTINGS, type EnvSettings } from './env.schema.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything wrong with the settings, one line each: the name and the remedy, never the value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
}

/** Looks at a keyring file without keeping anything of it; says what is wrong with it in this environment. */
export type InspectKeyring = (file: string, environment: Config['environment']) => string[];

/** Turns the environment into one frozen `Config`, or throws a `ConfigError` with every problem at once. */
export function loadConfig(env: Environment, inspectKeyring: InspectKeyring = () => []): Config {
  // An empty value is an unset one: that is how `.env` files and unit files switch a line off.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = ENV_SCHEMA.safeParse(given);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? []),
    ...unknownNames(given),
    ...contradictions(given),
    ...keyringProblems(given, inspectKeyring),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return freeze(toConfig(parsed.data));
}

/** The environment of this process, completed by `.env` in its working folder; tests are not to depend on that file. */
export function readEnvironment(): Environment {
  if (process.env['NODE_ENV'] === 'test' || !existsSync('.env')) return process.env;
  return { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env };
}

function unknownNames(given: Record<string, unknown>): string[] {
  const isKnown = (name: string) => name in ENV_SCHEMA.shape || Object.hasOwn(NEIGHBOUR_SETTINGS, name);
  return Object.keys(given)
    .filter((name) => name.startsWith('CODEWIRE_') && !isKnown(name))
    .map((name) => `${name} is no setting: correct its name (.env.example lists all) or remove it`);
}

/** Settings that are each well-formed and do not go together. Those that are malformed were told already. */
function contradictions(given: Record<string, unknown>): string[] {
  const read = <Name extends keyof EnvSettings>(name: Name) =>
    ENV_SCHEMA.shape[name].safeParse(given[name]).data as EnvSettings[Name] | undefined;
  const problems: string[] = [];
  const lease = read('CODEWIRE_LEASE_MS');
  const renew = read('CODEWIRE_LEASE_RENEW_MS');
  if (lease !== undefined && renew !== undefined && renew * 2 > lease) {
    problems.push('CODEWIRE_LEASE_RENEW_MS must be at most half of CODEWIRE_LEASE_MS');
  }
  const api = read('CODEWIRE_API_PORT');
  if (api !== 0 && api !== undefined && api === read('CODEWIRE_ADMIN_API_PORT')) {
    problems.push('CODEWIRE_API_PORT and CODEWIRE_ADMIN_API_PORT must be different ports');
  }
  const origin = read('CODEWIRE_CONSOLE_ORIGIN');
  if (origin !== undefined && !isSecureContext(origin)) {
    problems.push(
      'CODEWIRE_CONSOLE_ORIGIN must be https:// (or this machine itself): browsers keep no session and no passkey elsewhere',
    );
  }
  if (origin !== undefined && isElsewhere(origin) && read('CODEWIRE_CONSOLE_PROXIES') === 0) {
    problems.push(
      'CODEWIRE_CONSOLE_PROXIES must say how many proxies stand before the console (one that ends TLS makes 1): without it every operator seems to come from the same address',
    );
  }
  for (const name of ['DATABASE_URL', 'CODEWIRE_MIGRATION_DATABASE_URL'] as const) {
    if (read('NODE_ENV') === 'production' && isDevelopmentServer(read(name))) {
      problems.push(`${name} names the server that \`npm start\` runs for development: production needs its own`);
    }
  }
  return problems;
}

/** The console itself listens on this machine alone. */
function isElsewhere(origin: string): boolean {
  return !THIS_MACHINE.includes(new URL(origin).hostname);
}

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Where browsers accept Secure cookies and WebAuthn (W3C Secure Contexts). */
function isSecureContext(origin: string): boolean {
  return new URL(origin).protocol === 'https:' || !isElsewhere(origin);
}

/** The launcher's server listens on a socket in a temporary folder `codewire-…` and nowhere else. */
function isDevelopmentServer(url: string | undefined): boolean {
  const folder = url === undefined ? null : new URL(url).searchParams.get('host');
  return folder !== null && folder.startsWith('/') && basename(folder).startsWith('codewire-');
}

function keyringProblems(given: Record<string, unknown>, inspectKeyring: InspectKeyring): string[] {
  const file = ENV_SCHEMA.shape.CODEWIRE_KEYRING_FILE.safeParse(given['CODEWIRE_KEYRING_FILE']).data;
  const environment = ENV_SCHEMA.shape.NODE_ENV.safeParse(given['NODE_ENV']).data;
  if (file === undefined || environment === undefined) return [];
  return inspectKeyring(file, environment).map((problem) => `CODEWIRE_KEYRING_FILE: ${problem}`);
}

function toConfig(env: z.infer<typeof ENV_SCHEMA>): Config {
  const { CODEWIRE_API_HOST: host, CODEWIRE_API_PORT: port } = env;
  return {
    environment: env.NODE_ENV,
    roles: env.CODEWIRE_ROLES,
    nodeId: randomBytes(6).toString('hex'),
    api: {
      host,
      port,
      publicUrl: (env.CODEWIRE_API_PUBLIC_URL ?? localUrl(host, port)).replace(/\/+$/, ''),
      proxies: env.CODEWIRE_API_PROXIES,
    },
    admin: {
      port: env.CODEWIRE_ADMIN_API_PORT,
      consoleOrigin: env.CODEWIRE_CONSOLE_ORIGIN,
      proxies: env.CODEWIRE_CONSOLE_PROXIES,
    },
    database: {
      url: env.DATABASE_URL,
      migrationUrl: env.CODEWIRE_MIGRATION_DATABASE_URL ?? env.DATABASE_URL,
      poolSize: env.CODEWIRE_DATABASE_POOL,
    },
    keyringFile: env.CODEWIRE_KEYRING_FILE,
    simulator: { smppPort: env.CODEWIRE_SIMULATOR_SMPP_PORT, httpPort: env.CODEWIRE_SIMULATOR_HTTP_PORT },
    log: { level: env.CODEWIRE_LOG_LEVEL },
    delivery: {
      leaseMs: env.CODEWIRE_LEASE_MS,
      renewMs: env.CODEWIRE_LEASE_RENEW_MS,
      pollMs: env.CODEWIRE_POLL_MS,
      groupCommitMs: env.CODEWIRE_GROUP_COMMIT_MS,
      rideAlongMs: env.CODEWIRE_RIDE_ALONG_MS,
    },
    retention: { messagesDays: env.CODEWIRE_RETENTION_MESSAGES_DAYS },
  };
}

/** Where this machine's own programs reach the API. */
function localUrl(host: string, port: number): string {
  if (['0.0.0.0', '::'].includes(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function freeze<Value extends object>(value: Value): Value {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return Object.freeze(value);
}
