import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { BUILT_IN_TEXTS } from '../templates/built-in-texts.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { command } from './seed.command.js';

let database: OpenDatabase;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'codewire-seed-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Runs `seed` as a person would; what it said on both streams. */
const run = (...args: string[]) => commandLine({ seed: command }, database.url)('seed', ...args);

test('a first run says what it made, and a second that there was nothing to make', async () => {
  const file = join(folder, 'first-key');
  expect(await run('--first-key-file', file)).toEqual({
    code: 0,
    printed: `Made ${BUILT_IN_TEXTS.length} built-in texts; the application "Codewire", in test mode; the simulated carrier and a route to it; a key that reveals codes, in ${file}.`,
    complained: '',
  });
  recordSecret('key', readFileSync(file, 'utf8').trim());
  expect(await run('--first-key-file', file)).toEqual({
    code: 0,
    printed: 'Everything was there already.',
    complained: '',
  });
});

test('a scenario is run by its name', async () => {
  expect(await run('demo')).toEqual({ code: 0, printed: 'Made 40 past verifications.', complained: '' });
});

test('a large one is told as it goes, with as many messages as are wanted', async () => {
  const { code, printed } = await run('ten-million', '--rows', '1000');
  expect(code).toBe(0);
  expect(printed).toMatch(
    /^1000 messages are told; now their indexes\nMade 1,000 messages of thirty days, in \d+ s\.$/,
  );
  for (const wrong of [
    ['--rows', '0'],
    ['--rows', 'all'],
    ['ten-million', 'demo'],
  ]) {
    expect((await run('ten-million', ...wrong)).code).toBe(2);
  }
  expect((await run('demo', '--rows', '5')).code).toBe(2);
});

test('an unknown scenario is told the known ones', async () => {
  expect(await run('dmeo')).toEqual({
    code: 1,
    printed: '',
    complained: 'There is no scenario "dmeo". There are: default, demo, ten-million.',
  });
});

test('a wrong call is told the right one', async () => {
  const { code, complained } = await run('default', 'demo');
  expect(code).toBe(2);
  expect(complained).toContain('Name one scenario.');
  expect(complained).toContain('seed [default|demo|ten-million] [--first-key-file <path>]');
  expect((await run('--key-file', 'x')).code).toBe(2);
});

test('a database without tables is told to be migrated', async () => {
  await database.pool.query('alter table migration rename to migration_away');
  const { code, complained } = await run();
  await database.pool.query('alter table migration_away rename to migration');
  expect(code).toBe(1);
  expect(complained).toContain('The database schema is older than this build.');
});
