import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { readKeyId } from '../applications/api-key.js';
import { ApiKeyStore } from '../applications/api-key.store.js';
import { CallerService } from '../applications/caller.service.js';
import { Notifications } from '../database/notifications.js';
import { commandAuthor } from '../platform/author.js';
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
  callers = new CallerService(new ApiKeyStore(database.sql), notifications);
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
  const { key, id, lines } = await create('--application', 'Shop', '--name', 'tests', '--scopes', 'reveal,start');
  expect(lines[1]).toContain('answered with the code');
  expect(await callers.identify(key)).toMatchObject({ mayReveal: true, scopes: ['start', 'reveal'] });
  const { printed } = await run('key', 'list');
  expect(printed.split('\n').find((line) => line.startsWith(id))).toMatch(
    /Shop +tests +start,reveal +any +\d{4}-.*Z +- +active$/,
  );
});

test('a key may be for some addresses and for some time', async () => {
  const limits = ['--addresses', '203.0.113.7/24, 2001:DB8::1,203.0.113.0/24', '--expires', '90d'];
  const { id, key } = await create('--application', 'Shop', '--name', 'till', '--scopes', 'check', ...limits);
  const caller = await callers.identify(key);
  expect(caller?.addresses?.has('203.0.113.9')).toBe(true);
  const { printed } = await run('key', 'list');
  expect(printed.split('\n').find((line) => line.startsWith(id))).toMatch(
    / check +203\.0\.113\.0\/24,2001:db8::1 .* active until \d{4}-\S+ \S+Z$/,
  );
  const { expiresAt, createdAt } = (await new ApiKeyStore(database.sql).readKey(id))!;
  expect(Math.round((expiresAt!.getTime() - createdAt.getTime()) / 86_400_000)).toBe(90);
});

test('the list tells of each key what it is, and none of the keys', async () => {
  const { key, id } = await create('--application', 'Trial', '--name', 'old');
  await database.pool.query(`update api_key set last_used_at = '2026-02-03T04:05:06Z' where id = $1`, [id]);
  const { printed } = await run('key', 'list');
  const [head, ...rows] = printed.split('\n');
  expect(head).toMatch(/^id +application +name +scopes +addresses +created +last used +state$/);
  expect(rows.find((row) => row.startsWith(id))).toMatch(
    /Trial +old +start,check,read +any +\d{4}-\S+ \S+Z +2026-02-03 04:05Z +active$/,
  );
  expect(printed).not.toContain('cw_');
  expect(printed).not.toContain(key.slice(16, 59));
});

test('a rolled key has a successor at once and ends when it was said to', async () => {
  const { key, id } = await create('--application', 'Shop', '--name', 'web');
  const { code, printed } = await run('key', 'roll', id);
  const [said, , next = ''] = printed.split('\n');
  recordSecret('key', next);
  expect(code).toBe(0);
  expect(said).toMatch(new RegExp(`^Made key ${readKeyId(next)}, "web", like ${id}, which ends \\d{4}-\\S+ \\S+Z\\.$`));
  expect(await callers.identify(next)).toMatchObject({ scopes: ['start', 'check', 'read'] });
  expect(await callers.identify(key)).toBeDefined();
  expect(await run('key', 'roll', id)).toMatchObject({
    code: 1,
    complained: expect.stringContaining('rolled already'),
  });
  const last = await run('key', 'roll', readKeyId(next)!, '--overlap', '0h');
  recordSecret('key', last.printed.split('\n').at(-1) ?? '');
  expect(last.printed).toContain(', which is revoked.');
  await expect.poll(() => callers.identify(next), { timeout: 4_000, interval: 10 }).toBeUndefined();
  expect(await run('key', 'roll', 'nokeyhas')).toMatchObject({ code: 1 });
});

test('a revoked key is refused by a running node before a cache ends, and is listed as revoked', async () => {
  const { key, id } = await create('--application', 'Shop', '--name', 'lost');
  expect(await callers.identify(key)).toBeDefined();
  expect(await run('key', 'revoke', id)).toMatchObject({
    code: 0,
    printed: `Revoked ${id}. Within a second no node takes it any more.`,
  });
  await expect.poll(() => callers.identify(key), { timeout: 4_000, interval: 10 }).toBeUndefined();
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

test('what is done to keys is in the audit, with who did it, and no key is', async () => {
  await database.pool.query('truncate audit');
  const { key, id } = await create('--application', 'Shop', '--name', 'seen', '--scopes', 'check');
  await run('key', 'revoke', id);
  await run('key', 'revoke', id);
  const { rows } = await database.pool.query<Record<string, unknown>>(
    'select actor_kind, actor_name, action, target_id, application_id, before, after from audit order by seq',
  );
  expect(rows.map(({ action, target_id: target }) => [action, target])).toEqual([
    ['key.created', id],
    ['key.revoked', id],
  ]);
  expect(rows[0]).toMatchObject({ actor_kind: 'command', after: { name: 'seen', scopes: ['check'], addresses: [] } });
  expect(rows[0]?.['actor_name']).toBe(commandAuthor().name);
  expect(rows[1]).toMatchObject({ before: { state: 'active' }, after: { state: 'revoked' } });
  expect(JSON.stringify(rows)).not.toContain(key.slice(16, 59));
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
  ['a scope that is none', ['create', '--name', 'x', '--scopes', 'start,write']],
  ['no scope', ['create', '--name', 'x', '--scopes', '']],
  ['a code for nobody', ['create', '--name', 'x', '--scopes', 'check,reveal']],
  ['an address that is none', ['create', '--name', 'x', '--addresses', '203.0.113.7,localhost']],
  ['a time without a unit', ['create', '--name', 'x', '--expires', '90']],
  ['a time beyond two years', ['create', '--application', 'Shop', '--name', 'x', '--expires', '800d']],
  ['a time that is over at once', ['create', '--application', 'Shop', '--name', 'x', '--expires', '0h']],
  ['a name that turns the direction of writing', ['create', '--name', 'x\u202e']],
  ['an overlap that is not offered', ['roll', 'abcdefgh', '--overlap', '2h']],
  ['no key to roll', ['roll']],
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
