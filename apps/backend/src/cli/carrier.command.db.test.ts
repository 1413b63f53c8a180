import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Keyring } from '../platform/keyring.js';
import { CarrierStore, openPassword } from '../sms-transport/carrier.store.js';
import { RouteStore } from '../sms-transport/route.store.js';
import { commandLine, type Said } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { command } from './carrier.command.js';
import { command as seed } from './seed.command.js';

/** Found nowhere but here and, opened, in the database: see the last test. */
const PASSWORD = 'cAn4ry-p';
const said: Said[] = [];

let database: OpenDatabase;
let store: CarrierStore;
let routeStore: RouteStore;
let folder: string;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new CarrierStore(database.sql);
  routeStore = new RouteStore(database.sql);
  folder = mkdtempSync(join(tmpdir(), 'codewire-carrier-'));
  recordSecret('password', PASSWORD);
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

async function run(...args: string[]): Promise<Said> {
  const result = await commandLine({ carrier: command, seed }, database.url, PASSWORD)(...args);
  said.push(result);
  return result;
}

const account = (name: string, host = 'smsc.example.com') =>
  ['carrier', 'add', '--name', name, '--host', host, '--port', '2775', '--system-id', 'acme'] as const;

const byName = async (name: string) => (await store.listCarriers()).find((carrier) => carrier.name === name)!;

test('without any carrier the list says how to add one', async () => {
  expect(await run('carrier', 'list')).toMatchObject({ code: 0, printed: expect.stringContaining('no carriers') });
});

test('the first real carrier is asked before the simulated one, and never beside it', async () => {
  await run('seed');
  const { code, printed } = await run(...account('Acme'), '--system-type', 'OTP', '--window', '20');
  expect(code).toBe(0);
  expect(printed.split('\n')).toEqual([
    'Added the carrier "Acme". Running nodes bind to it within a second.',
    'Route messages of every application to any country: Acme.',
    'Every application here is in test mode, so no message takes that route yet.',
    'See whether it works: npm run carrier -- test "Acme"',
  ]);
  const acme = await byName('Acme');
  expect(acme).toMatchObject({
    isSimulated: false,
    status: 'enabled',
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'acme',
    systemType: 'OTP',
    windowSize: 20,
  });
  expect(openPassword(Keyring.load(currentRun().keyringFile), acme)).toBe(PASSWORD);
  const audit = await database.pool.query('select actor_kind, action, target_id, after from audit');
  expect(audit.rows).toEqual([
    {
      actor_kind: 'command',
      action: 'carrier.created',
      target_id: acme.id,
      after: expect.objectContaining({ host: 'smsc.example.com', system_id: 'acme', password: 'changed' }),
    },
  ]);
  const simulated = await byName('Simulated carrier');
  expect((await routeStore.listRoutes()).map(({ carrierIds }) => carrierIds)).toEqual([[acme.id], [simulated.id]]);
});

test('the next one is asked after the first, its password read from a file', async () => {
  await insertApplication(database.pool);
  const file = join(folder, 'password');
  writeFileSync(file, `${PASSWORD}\n`);
  const { code, printed } = await run(...account('Beta'), '--password-file', file);
  expect(code).toBe(0);
  expect(printed).toContain('Route messages of every application to any country: Acme, then Beta.');
  expect(printed).not.toContain('test mode');
  expect(openPassword(Keyring.load(currentRun().keyringFile), await byName('Beta'))).toBe(PASSWORD);
});

test('two that are added at once are both routed', async () => {
  const both = await Promise.all([run(...account('Gamma')), run(...account('Delta'))]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const [general] = await routeStore.listRoutes();
  const ids = [await byName('Gamma'), await byName('Delta')].map(({ id }) => id);
  expect(general?.carrierIds.slice(2).sort()).toEqual(ids.sort());
});

test('the list tells of carriers and routes', async () => {
  const lines = (await run('carrier', 'list')).printed.split('\n');
  expect(lines[0]).toMatch(/^name +address +system id +window +kind +state$/);
  expect(lines[1]).toMatch(/^Simulated carrier +127\.0\.0\.1:2775 +codewire +10 +simulated +enabled$/);
  expect(lines[2]).toMatch(/^Acme +smsc\.example\.com:2775 +acme +20 +real +enabled$/);
  expect(lines.at(-2)).toMatch(/^ {2}1\. messages of every application to any country: Acme, then Beta, then /);
  expect(lines.at(-1)).toBe('  2. messages of every application to any country: Simulated carrier');
});

test('a name is given once, and nothing changes when it is there already', async () => {
  const before = await routeStore.listRoutes();
  expect(await run(...account('Acme', 'other.example.com'))).toMatchObject({
    code: 1,
    complained: 'There is a carrier "Acme" already: see `carrier list`.',
  });
  expect(await routeStore.listRoutes()).toEqual(before);
  expect((await byName('Acme')).host).toBe('smsc.example.com');
});

test('every wrong setting is told at once, before a password is asked for', async () => {
  const wrong = ['--name', '', '--host', 'a b', '--port', '70000', '--system-id', 'sixteen-letters-', '--window', '0'];
  const { code, complained } = await commandLine({ carrier: command }, database.url)('carrier', 'add', ...wrong);
  expect(code).toBe(2);
  for (const option of ['--name', '--host', '--port', '--system-id', '--window']) {
    expect(complained).toContain(`${option} must`);
  }
});

test.each([
  ['empty', ''],
  ['longer than any carrier takes', 'x'.repeat(65)],
  ['of other letters than ASCII', 'pässword'],
])('a password that is %s is refused and not repeated', async (_, password) => {
  const { code, complained } = await commandLine({ carrier: command }, database.url, password)(...account('Odd'));
  expect(code).toBe(1);
  expect(complained).toBe('A password has 1 to 64 ASCII characters (SMPP 3.4 allows 8). Nothing was changed.');
});

test.each([
  ['no action', []],
  ['a password on the command line', [...account('Eve').slice(1), '--password', 'pa55word']],
  ['a test of nothing', ['test']],
])('%s is told the right call', async (_, args) => {
  const { code, complained } = await run('carrier', ...args);
  expect(code).toBe(2);
  expect(complained).toContain('[--password-file <path>]');
  expect(complained).not.toContain('pa55word');
});

test('an unknown carrier is answered with those there are', async () => {
  expect((await run('carrier', 'test', 'Acne')).complained).toMatch(
    /^There is no carrier "Acne"\. There are:\n {2}Simulated carrier\n {2}Acme\n/,
  );
});

test('a keyring of another database is noticed, and nothing is added under it', async () => {
  await database.pool.query(`update carrier set password_sealed = '\\x0102'`);
  expect((await run(...account('Late'))).complained).toContain('it is another one. Nothing was changed.');
  expect((await run('carrier', 'test', 'Acme')).complained).toContain('does not open the password');
});

test('no password was ever printed, or is in a row', async () => {
  expect(said.length).toBeGreaterThan(10);
  expect(JSON.stringify(said)).not.toContain(PASSWORD);
  const { rows } = await database.pool.query(`select string_agg(c::text, '') as all from carrier c`);
  expect(rows[0].all).not.toContain(PASSWORD);
});
