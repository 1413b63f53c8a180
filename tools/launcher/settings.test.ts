import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../root.mjs';
import {
  apiUrl,
  backendSettings,
  commandSettings,
  consoleSettings,
  PORTS,
  readSettings,
  simulatorSettings,
  withEnvFile,
} from './settings.mjs';

const folder = mkdtempSync(join(tmpdir(), 'codewire-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const MADE = {
  databaseUrl: 'postgresql://owner@localhost/x',
  servingUrl: 'postgresql://server@localhost/x',
  keyringFile: '/k',
};

test('without any setting the ports are the ones the README names, and all is on loopback', () => {
  const settings = readSettings({});
  expect(settings.ports).toEqual({ api: 3000, console: 3001, admin: 3002, smpp: 2775, handsets: 2780 });
  expect(settings).toMatchObject({ apiHost: '127.0.0.1', dataDir: join(root, '.codewire'), databaseUrl: undefined });
  expect(apiUrl(settings)).toBe('http://127.0.0.1:3000');
});

test('an empty value is an unset one', () => {
  const empty = Object.fromEntries(Object.values(PORTS).map(({ variable }) => [variable, '']));
  const given = { ...empty, DATABASE_URL: '', CODEWIRE_DATA_DIR: '', CODEWIRE_API_HOST: '' };
  expect({ ...readSettings(given), given: {} }).toEqual({ ...readSettings({}), given: {} });
});

test('every bad port is named at once, by its variable', () => {
  const given = {
    CODEWIRE_API_PORT: 'http',
    CODEWIRE_CONSOLE_PORT: '70000',
    CODEWIRE_ADMIN_API_PORT: '0',
    CODEWIRE_SIMULATOR_SMPP_PORT: '2780',
  };
  expect(() => readSettings(given)).toThrow(
    [
      'CODEWIRE_API_PORT must be a port from 1 to 65535.',
      'CODEWIRE_CONSOLE_PORT must be a port from 1 to 65535.',
      'CODEWIRE_ADMIN_API_PORT must be a port from 1 to 65535.',
      'CODEWIRE_SIMULATOR_HTTP_PORT and CODEWIRE_SIMULATOR_SMPP_PORT are both 2780.',
    ].join('\n'),
  );
});

test('the embedded server is not for production', () => {
  expect(() => readSettings({ NODE_ENV: 'production' })).toThrow('needs DATABASE_URL');
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:3000'],
  ['::', 'http://127.0.0.1:3000'],
  ['::1', 'http://[::1]:3000'],
  ['10.0.0.7', 'http://10.0.0.7:3000'],
])('an API that listens on %s is reached at %s', (host, url) => {
  expect(apiUrl(readSettings({ CODEWIRE_API_HOST: host }))).toBe(url);
});

describe('a file of settings', () => {
  test('fills in what the environment does not say', () => {
    const file = join(folder, '.env');
    writeFileSync(file, 'CODEWIRE_API_PORT=4000\n# CODEWIRE_CONSOLE_PORT=1\nCODEWIRE_LOG_LEVEL="warn"\n');
    expect(withEnvFile({ CODEWIRE_API_PORT: '5000' }, file)).toEqual({
      CODEWIRE_API_PORT: '5000',
      CODEWIRE_LOG_LEVEL: 'warn',
    });
  });

  test('need not be there', () => {
    expect(withEnvFile({ A: 'b' }, join(folder, 'none'))).toEqual({ A: 'b' });
  });
});

describe('each process', () => {
  const settings = readSettings({
    PATH: '/bin',
    CODEWIRE_DATA_DIR: '/d',
    CODEWIRE_CONSOLE_PORT: '4001',
    CODEWIRE_LOG_LEVEL: 'warn',
    CODEWIRE_TYPO: 'x',
    CODEWIRE_SIMULATOR_KEEP: '0',
    CODEWIRE_SIMULATOR_PASSWORD: 'pa55word',
  });

  test('of the backend gets its settings, unknown ones too so that it can refuse them, and none of the others', () => {
    const env = backendSettings(settings, MADE);
    expect(env).toMatchObject({
      DATABASE_URL: MADE.servingUrl,
      CODEWIRE_KEYRING_FILE: '/k',
      CODEWIRE_LOG_LEVEL: 'warn',
      CODEWIRE_TYPO: 'x',
      CODEWIRE_CONSOLE_ORIGIN: 'http://localhost:4001',
    });
    for (const name of ['PATH', 'CODEWIRE_DATA_DIR', 'CODEWIRE_SIMULATOR_PASSWORD', 'CODEWIRE_SIMULATOR_KEEP']) {
      expect(env).not.toHaveProperty(name);
    }
  });

  test('of the backend never hears how to become the owner of its tables; its commands do', () => {
    const own = {
      DATABASE_URL: 'postgresql://server@db/x',
      CODEWIRE_MIGRATION_DATABASE_URL: 'postgresql://owner@db/x',
    };
    const ours = readSettings(own);
    expect(commandSettings(ours, { ...MADE, databaseUrl: own.DATABASE_URL })).toMatchObject(own);
    expect(backendSettings(ours, MADE)).not.toHaveProperty('CODEWIRE_MIGRATION_DATABASE_URL');
    // Whoever owns another database is nobody in the one that comes with the launcher.
    const embedded = readSettings({ ...own, DATABASE_URL: '' });
    expect(commandSettings(embedded, MADE)).not.toHaveProperty('CODEWIRE_MIGRATION_DATABASE_URL');
  });

  test('of the simulated carrier gets its own alone', () => {
    expect(simulatorSettings(settings)).toEqual({
      CODEWIRE_SIMULATOR_SMPP_PORT: '2775',
      CODEWIRE_SIMULATOR_HTTP_PORT: '2780',
      CODEWIRE_SIMULATOR_KEEP: '0',
      CODEWIRE_SIMULATOR_PASSWORD: 'pa55word',
    });
  });

  test('of the console stays on loopback, whatever the API does', () => {
    const open = readSettings({ CODEWIRE_API_HOST: '0.0.0.0' });
    expect(consoleSettings(open)).toMatchObject({ HOSTNAME: '127.0.0.1', PORT: '3001' });
  });
});
