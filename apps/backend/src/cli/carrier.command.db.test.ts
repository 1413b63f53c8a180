import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

describe('prices', () => {
  const list = (name: string, csv: string) => {
    const file = join(folder, name);
    writeFileSync(file, csv);
    return file;
  };

  test('are tried first and imported when it is said so, then printed as they can be read again', async () => {
    const file = list('prices.csv', 'prefix;price;currency\r\n49;0,0750;EUR\r\n1;0,01;EUR\r\n');
    const counts = 'Acme: 2 added, 0 changed, 0 removed, 0 as before.';
    const tried = await run('carrier', 'prices', 'Acme', file);
    expect(tried).toEqual({
      code: 0,
      printed: `${counts}\nNothing was changed: add --apply to import it.`,
      complained: '',
    });
    expect((await run('carrier', 'prices', 'Acme')).printed).toBe('prefix,price,currency');
    expect((await run('carrier', 'prices', 'Acme', file, '--apply')).printed).toBe(`${counts}\nImported.`);
    const { printed } = await run('carrier', 'prices', 'Acme');
    expect(printed).toBe('prefix,price,currency\n1,0.01,EUR\n49,0.075,EUR');
    expect((await run('carrier', 'prices', 'Acme', list('again.csv', printed), '--apply')).printed).toContain(
      '2 as before',
    );
    const audit = await database.pool.query(
      `select actor_kind, target_id, after from audit where action = 'price.imported'`,
    );
    expect(audit.rows).toEqual([
      { actor_kind: 'command', target_id: (await byName('Acme')).id, after: expect.objectContaining({ added: 2 }) },
    ]);
  });

  test('with wrong lines are told line by line, and nothing is changed', async () => {
    const file = list('wrong.csv', '49,0.08,EUR\n+1,0.01,EUR\n49,0.09,EUR');
    const { code, complained } = await run('carrier', 'prices', 'Acme', file, '--apply');
    expect(code).toBe(1);
    expect(complained.split('\n')).toEqual([
      'Line 2: a prefix is digits, calling code first, without + or 00.',
      'Line 3: this prefix stands further up already.',
      'Nothing was changed.',
    ]);
    const dollars = list('dollars.csv', '49,0.08,USD');
    expect((await run('carrier', 'prices', 'Beta', dollars, '--apply')).complained).toMatch(
      /^Line 1: .+ another currency/,
    );
  });

  test('of an unknown carrier, from no file, and without either are complained about', async () => {
    expect((await run('carrier', 'prices', 'Acne')).complained).toMatch(/^There is no carrier "Acne"/);
    expect(await run('carrier', 'prices', 'Acme', join(folder, 'none.csv'))).toMatchObject({
      code: 1,
      complained: expect.stringContaining('could not be read'),
    });
    for (const args of [[], ['Acme', '--apply'], ['Acme', 'a.csv', 'b.csv']]) {
      expect((await run('carrier', 'prices', ...args)).code).toBe(2);
    }
  });
});

test('the list says of a route what it asks for and how it chooses', async () => {
  const [acme, beta] = [await byName('Acme'), await byName('Beta')];
  const route = { applicationId: null, country: 'DE', prefix: '4915', carrierIds: [acme.id, beta.id], weights: [3, 1] };
  const before = await routeStore.listRoutes();
  await routeStore.insertRoute({ ...route, id: 'rou_weight', mode: 'weighted' }, 'last');
  await routeStore.insertRoute(
    { ...route, id: 'rou_cost', country: null, mode: 'least_cost', isEnabled: false },
    'last',
  );
  expect((await run('carrier', 'list')).printed.split('\n').slice(-2)).toEqual([
    `  ${before.length + 1}. messages of every application to +4915… in DE: by weight Acme (3), Beta (1)`,
    `  ${before.length + 2}. messages of every application to +4915… in any country: the cheapest of Acme, Beta (disabled)`,
  ]);
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
