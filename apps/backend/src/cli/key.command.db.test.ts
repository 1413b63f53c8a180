import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { readKeyId } from '../applications/api-key.js';
import { ApplicationStore } from '../applications/application.store.js';
import { CallerService } from '../applications/caller.service.js';
import { Notifications } from '../database/notifications.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { command } from './key.command.js';

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;
let notifications: Notifications;
/** What a running node makes of a key. */
let callers: CallerService;

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ key: command }, database.url);
  notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  callers = new CallerService(new ApplicationStore(database.sql), notifications);
  await notifications.start();
});

afterAll(async () => {
  await notifications.stop();
  await database.close();
});

async function addApplication(name: string, isTest: boolean): Promise<string> {
  const id = await insertApplication(database.pool, { isTest });
  await database.pool.query('update application set name = $2 where id = $1', [id, name]);
  return id;
}

/** Makes a key; what was said, and the key itself: alone on the last line. */
async function create(...args: string[]) {
  const { code, printed, complained } = await run('key', 'create', ...args);
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  const lines = printed.split('\n');
  const key = lines.at(-1) ?? '';
  recordSecret('key', key);
  return { key, id: readKeyId(key) ?? '', lines };
}

test('without an application there is nothing to make a key of', async () => {
  expect(await run('key', 'create', '--name', 'shop')).toMatchObject({
    code: 1,
    complained: 'There is no application yet: run `npm run seed`.',
  });
  expect(await run('key', 'list')).toMatchObject({ code: 0, printed: 'There are no keys.' });
});

test('the only application need not be named; a key of one in test mode says so', async () => {
  const applicationId = await addApplication('Trial', true);
  const { key, id, lines } = await create('--name', 'shop');
  expect(key).toMatch(/^cw_test_/);
  expect(lines).toEqual([
    `Made key ${id}, "shop", of the application "Trial", in test mode.`,
    'This is the only time it is shown:',
    key,
  ]);
  expect(await callers.identify(key)).toMatchObject({ application: { id: applicationId }, mayReveal: false });
});

test('an application is chosen by name or id; one that is not in test mode has live keys', async () => {
  const id = await addApplication('Shop', false);
  for (const application of ['Shop', id]) {
    const { key } = await create('--application', application, '--name', 'till');
    expect(key).toMatch(/^cw_live_/);
    expect(await callers.identify(key)).toMatchObject({ application: { id } });
  }
});

test('an unknown application, none and an ambiguous one are answered with those there are', async () => {
  const [first, second] = [await addApplication('Twin', true), await addApplication('Twin', true)];
  const unknown = await run('key', 'create', '--application', 'Shp', '--name', 'x');
  expect(unknown).toMatchObject({ code: 1, printed: '' });
  expect(unknown.complained).toMatch(/^There is no application "Shp"\. There are:\n/);
  expect(unknown.complained).toContain(`  Twin  (${second})`);
  const none = await run('key', 'create', '--name', 'x');
  expect(none.complained).toMatch(/^Say which application, with --application\. There are:\n/);
  const twin = await run('key', 'create', '--application', 'Twin', '--name', 'x');
  expect(twin.complained).toMatch(/^Several are called "Twin"\. There are:\n/);
  expect(twin.complained).toContain(first);
});

test('codes are revealed only to a key that was made for it, with a warning', async () => {
  const { key, id, lines } = await create('--application', 'Shop', '--name', 'tests', '--reveal-code');
  expect(lines[1]).toContain('answered with the code');
  expect(await callers.identify(key)).toMatchObject({ mayReveal: true });
  const { printed } = await run('key', 'list');
  expect(printed.split('\n').find((line) => line.startsWith(id))).toMatch(
    /Shop +tests +reveal code +\d{4}-.*Z +- +active$/,
  );
});

test('the list tells of each key what it is, and none of the keys', async () => {
  const { key, id } = await create('--application', 'Trial', '--name', 'old');
  await database.pool.query(`update api_key set last_used_at = '2026-02-03T04:05:06Z' where id = $1`, [id]);
  const { printed } = await run('key', 'list');
  const [head, ...rows] = printed.split('\n');
  expect(head).toMatch(/^id +application +name +permissions +created +last used +state$/);
  expect(rows.find((row) => row.startsWith(id))).toMatch(/Trial +old +- +\d{4}-\S+ \S+Z +2026-02-03 04:05Z +active$/);
  expect(printed).not.toContain('cw_');
  expect(printed).not.toContain(key.slice(16, 59));
});

test('a revoked key is refused by a running node within a second, and is listed as revoked', async () => {
  const { key, id } = await create('--application', 'Shop', '--name', 'lost');
  expect(await callers.identify(key)).toBeDefined();
  expect(await run('key', 'revoke', id)).toMatchObject({
    code: 0,
    printed: `Revoked ${id}. Within a second no node takes it any more.`,
  });
  await expect.poll(() => callers.identify(key), { timeout: 1_000, interval: 10 }).toBeUndefined();
  expect((await run('key', 'list')).printed).toMatch(new RegExp(`^${id} .* revoked \\d{4}-.*Z$`, 'm'));
});

test('a key can be revoked again, and by the key itself where only that was found', async () => {
  const { key, id } = await create('--application', 'Shop', '--name', 'found');
  expect((await run('key', 'revoke', key)).printed).toContain(`Revoked ${id}.`);
  expect(await run('key', 'revoke', id)).toMatchObject({
    code: 0,
    printed: expect.stringContaining('revoked already'),
  });
});

test('an unknown key is not revoked, and what was typed is not repeated', async () => {
  const { key } = await create('--application', 'Shop', '--name', 'typo');
  const mistyped = `${key.slice(0, -1)}!`;
  const { code, complained } = await run('key', 'revoke', mistyped);
  expect(code).toBe(1);
  expect(complained).toBe('There is no key with that id: see `key list`.');
});

test.each([
  ['no action', []],
  ['an unknown one', ['delete']],
  ['a key without a name', ['create', '--application', 'Shop']],
  ['an empty name', ['create', '--name', ' ']],
  ['an option nobody knows', ['create', '--name', 'x', '--live']],
  ['a list of something', ['list', 'Shop']],
  ['no key to revoke', ['revoke']],
  ['two keys to revoke', ['revoke', 'a', 'b']],
])('%s is told the right call', async (_, args) => {
  const { code, complained } = await run('key', ...args);
  expect(code).toBe(2);
  expect(complained).toContain('key create --name <text>');
});

test('a database that cannot be reached is named as what it is', async () => {
  const away = commandLine({ key: command }, 'postgresql://localhost:1/test_none');
  const { code, complained } = await away('key', 'list');
  expect(code).toBe(1);
  expect(complained).toMatch(/^The database of DATABASE_URL cannot be used: .*ECONNREFUSED/);
});
