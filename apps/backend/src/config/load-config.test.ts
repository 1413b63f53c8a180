import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './load-config.js';

const WORKING = {
  DATABASE_URL: 'postgresql://codewire:hunter2@db/codewire',
  CODEWIRE_KEYRING_FILE: '/etc/keyring.json',
};

function problemsOf(env: Record<string, string>, inspect?: () => string[]): readonly string[] {
  try {
    loadConfig(env, inspect);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  test('has a default for everything but the database and the keyring', () => {
    const { nodeId, ...config } = loadConfig(WORKING);
    expect(nodeId).toMatch(/^[0-9a-f]{12}$/);
    expect(config).toEqual({
      environment: 'development',
      roles: ['api', 'sender'],
      api: { host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', proxies: 0 },
      admin: { port: 3002, consoleOrigin: 'http://localhost:3001', proxies: 0 },
      database: {
        url: 'postgresql://codewire:hunter2@db/codewire',
        migrationUrl: 'postgresql://codewire:hunter2@db/codewire',
        poolSize: 20,
      },
      keyringFile: '/etc/keyring.json',
      simulator: { smppPort: 2775, httpPort: 2780 },
      log: { level: 'info' },
      delivery: { leaseMs: 5000, renewMs: 1000, pollMs: 500, groupCommitMs: 5, rideAlongMs: 20 },
      retention: { messagesDays: 90 },
    });
  });

  test('cannot be changed after it was read', () => {
    const config = loadConfig(WORKING);
    expect(() => Object.assign(config.delivery, { leaseMs: 1 })).toThrow(TypeError);
    expect(() => (config.roles as string[]).push('api')).toThrow(TypeError);
  });

  test('takes what is set', () => {
    const config = loadConfig({
      ...WORKING,
      CODEWIRE_ROLES: 'sender',
      CODEWIRE_API_HOST: '::',
      CODEWIRE_API_PORT: '8080',
      CODEWIRE_LEASE_MS: '2000',
    });
    expect(config.roles).toEqual(['sender']);
    expect(config.api).toEqual({ host: '::', port: 8080, publicUrl: 'http://127.0.0.1:8080', proxies: 0 });
    expect(config.delivery.leaseMs).toBe(2000);
  });

  test('names the owner of the tables where that is another role than the one that serves', () => {
    const owner = 'postgresql://owner:hunter2@db/codewire';
    const { database } = loadConfig({ ...WORKING, CODEWIRE_MIGRATION_DATABASE_URL: owner });
    expect(database).toMatchObject({ url: WORKING.DATABASE_URL, migrationUrl: owner });
    const development = 'postgresql:///codewire?host=/tmp/codewire-x';
    expect(problemsOf({ ...WORKING, NODE_ENV: 'production', CODEWIRE_MIGRATION_DATABASE_URL: development })).toEqual([
      expect.stringMatching(/^CODEWIRE_MIGRATION_DATABASE_URL names the server that `npm start` runs/),
    ]);
  });

  test('a console under a name of its own stands behind proxies that add its visitors’ addresses', () => {
    const behind = { ...WORKING, CODEWIRE_CONSOLE_ORIGIN: 'https://codewire.example.com' };
    expect(problemsOf(behind)).toEqual([expect.stringMatching(/^CODEWIRE_CONSOLE_PROXIES must say how many/)]);
    expect(loadConfig({ ...behind, CODEWIRE_CONSOLE_PROXIES: '1' }).admin.proxies).toBe(1);
    const plain = { ...WORKING, CODEWIRE_CONSOLE_ORIGIN: 'http://codewire.example.com', CODEWIRE_CONSOLE_PROXIES: '1' };
    expect(problemsOf(plain)).toEqual([expect.stringMatching(/^CODEWIRE_CONSOLE_ORIGIN must be https/)]);
  });

  test('an empty value is an unset one', () => {
    expect(loadConfig({ ...WORKING, CODEWIRE_API_PORT: '' }).api.port).toBe(3000);
    expect(problemsOf({ ...WORKING, DATABASE_URL: '' })).toEqual([
      'DATABASE_URL is needed: the URL of a PostgreSQL database (`npm start` brings its own)',
    ]);
  });

  test('every problem is told at once, by name and remedy', () => {
    const problems = problemsOf({
      NODE_ENV: 'prod',
      CODEWIRE_API_PORT: '70000',
      CODEWIRE_ROLES: 'api,api',
      CODEWIRE_CONSOLE_ORIGIN: 'http://localhost:3001/',
      CODEWIRE_API_HSOT: '0.0.0.0',
      CODEWIRE_RETENTION_MESSAGES_DAYS: '7',
    });
    expect(problems).toEqual([
      'NODE_ENV must be development, production or test',
      'DATABASE_URL is needed: the URL of a PostgreSQL database (`npm start` brings its own)',
      'CODEWIRE_KEYRING_FILE is needed: the path of a keyring (`npm start` makes one for development)',
      'CODEWIRE_ROLES must be "api", "sender" or "api,sender"',
      'CODEWIRE_API_PORT must be a whole number from 0 to 65535 (0 takes any free port)',
      'CODEWIRE_CONSOLE_ORIGIN must be an origin alone: scheme, host and port, without a path or a slash at the end',
      'CODEWIRE_RETENTION_MESSAGES_DAYS must be a whole number from 30 to 400 (days)',
      'CODEWIRE_API_HSOT is no setting: correct its name (.env.example lists all) or remove it',
    ]);
  });

  test('no value is repeated in a problem: it may be a password', () => {
    expect(() => loadConfig({ ...WORKING, DATABASE_URL: 'mysql://root:hunter2@db/codewire' })).toThrow(
      'The configuration cannot be used:\n  DATABASE_URL must be a postgresql:// URL',
    );
  });

  test('settings of the neighbours in the same .env are no mistake', () => {
    expect(problemsOf({ ...WORKING, CODEWIRE_DATA_DIR: '/var/codewire', CODEWIRE_SIMULATOR_KEEP: '0' })).toEqual([]);
  });

  test.each([
    [
      { CODEWIRE_LEASE_MS: '1000', CODEWIRE_LEASE_RENEW_MS: '600' },
      'CODEWIRE_LEASE_RENEW_MS must be at most half of CODEWIRE_LEASE_MS',
    ],
    [{ CODEWIRE_API_PORT: '3002' }, 'CODEWIRE_API_PORT and CODEWIRE_ADMIN_API_PORT must be different ports'],
  ])('settings that do not go together are refused: %o', (env, problem) => {
    expect(problemsOf({ ...WORKING, ...env })).toEqual([problem]);
  });

  test('production refuses the server that a development start runs', () => {
    const url = 'postgresql://postgres@localhost/codewire?host=%2Ftmp%2Fcodewire-a1B2c3';
    expect(problemsOf({ ...WORKING, NODE_ENV: 'production', DATABASE_URL: url })).toEqual([
      'DATABASE_URL names the server that `npm start` runs for development: production needs its own',
    ]);
    expect(problemsOf({ ...WORKING, NODE_ENV: 'development', DATABASE_URL: url })).toEqual([]);
    expect(
      problemsOf({ ...WORKING, NODE_ENV: 'production', DATABASE_URL: 'postgresql:///codewire?host=/run/postgresql' }),
    ).toEqual([]);
  });

  test('what is wrong with the keyring stands beside the other problems', () => {
    expect(problemsOf({ ...WORKING, CODEWIRE_POLL_MS: 'often' }, () => ['others may use it'])).toEqual([
      'CODEWIRE_POLL_MS must be a whole number from 20 to 10000 (milliseconds)',
      'CODEWIRE_KEYRING_FILE: others may use it',
    ]);
  });
});
