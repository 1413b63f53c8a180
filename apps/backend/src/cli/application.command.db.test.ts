import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createApiKey } from '../applications/api-key.js';
import { ApiKeyStore } from '../applications/api-key.store.js';
import { ApplicationStore } from '../applications/application.store.js';
import { CallerService } from '../applications/caller.service.js';
import { Notifications } from '../database/notifications.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { command } from './application.command.js';

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;
let store: ApplicationStore;

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ application: command }, database.url);
  store = new ApplicationStore(database.sql);
});

afterAll(() => database.close());

test('without any, the list says how to make the first', async () => {
  expect(await run('application', 'list')).toEqual({
    code: 0,
    printed: 'There are no applications: `npm run seed` makes the first.',
    complained: '',
  });
});

test('a new application reaches real phones, under the standard policy, and says how to get a key', async () => {
  expect(await run('application', 'add', '--name', ' Café Süd ', '--sender', 'CafeSued', '--language', 'DE')).toEqual({
    code: 0,
    printed: [
      'Made the application "Café Süd": it reaches real phones, through the carriers its messages are routed to.',
      'Make it a key: npm run key -- create --application "Café Süd" --name "<who will use it>"',
    ].join('\n'),
    complained: '',
  });
  expect(await store.findApplication('Café Süd')).toMatchObject({
    isTest: false,
    sender: 'CafeSued',
    defaultLanguage: 'de',
    policyVersion: 1,
    policy: { codeLength: 6, lifeSeconds: 600, maxChecks: 5, maxSends: 5, resend: 'same' },
  });
});

test('one in test mode says that it does not', async () => {
  const { printed } = await run('application', 'add', '--name', 'Trial', '--sender', '12345', '--test');
  expect(printed).toMatch(/^Made the application "Trial", in test mode: it reaches the simulated carrier only\./);
  expect(await store.findApplication('Trial')).toMatchObject({ isTest: true, sender: '12345', defaultLanguage: 'en' });
});

test('a name is given once', async () => {
  const again = await run('application', 'add', '--name', 'Trial', '--sender', 'Trial');
  expect(again).toEqual({ code: 1, printed: '', complained: 'There is an application "Trial" already.' });
  const renamed = await run('application', 'change', 'Café Süd', '--name', 'Trial');
  expect(renamed).toMatchObject({ code: 1, complained: 'There is an application "Trial" already.' });
});

test('what is changed holds for the next start on a running node before a cache ends, and the rest stays', async () => {
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  const callers = new CallerService(new ApiKeyStore(database.sql), notifications);
  await notifications.start();
  const application = (await store.findApplication('Trial'))!;
  const { id, key, secretHash } = createApiKey('test');
  recordSecret('key', key);
  await new ApiKeyStore(database.sql).insertKey({
    id,
    applicationId: application.id,
    name: 'test',
    secretHash,
    scopes: ['start', 'check', 'read'],
    addresses: [],
    expiresAt: null,
    isSeeded: false,
    createdBy: 'test',
  });
  expect((await callers.identify(key))?.application.name).toBe('Trial');
  const { printed } = await run('application', 'change', application.id, '--name', 'Acme', '--sender', 'ACME Shop');
  expect(printed).toMatch(new RegExp(`^${application.id} +Acme +ACME Shop +en +test$`, 'm'));
  await vi.waitUntil(async () => (await callers.identify(key))?.application.name === 'Acme', { timeout: 4_000 });
  await notifications.stop();
});

test('apps and hosts for autofill are said as a whole, kept through other changes, and emptied by a word', async () => {
  await run('application', 'add', '--name', 'Filled', '--sender', 'Filled', '--test');
  const lists = async () => {
    const { appHashes, hosts } = (await store.findApplication('Filled'))!;
    return { appHashes, hosts };
  };
  const given = [
    '--app-hash',
    'FA+9qCX9VSu',
    '--app-hash',
    'aB3/xyz0123',
    '--host',
    'example.com',
    '--host',
    'a.example',
  ];
  const { printed } = await run('application', 'change', 'Filled', ...given, '--host', 'example.com');
  expect(printed).toContain(
    'Apps that texts may be made for: FA+9qCX9VSu, aB3/xyz0123\nHosts that texts may be bound to: example.com, a.example',
  );
  const both = { appHashes: ['FA+9qCX9VSu', 'aB3/xyz0123'], hosts: ['example.com', 'a.example'] };
  expect(await lists()).toEqual(both);
  await run('application', 'change', 'Filled', '--sender', 'FILLED');
  expect(await lists()).toEqual(both);
  await run('application', 'change', 'Filled', '--app-hash', 'none', '--host', 'b.example');
  expect(await lists()).toEqual({ appHashes: [], hosts: ['b.example'] });
});

test('what is done to applications is in the audit: what was, what is, and nothing where nothing changed', async () => {
  await database.pool.query('truncate audit');
  await run('application', 'add', '--name', 'Seen', '--sender', 'Seen', '--test');
  const { id } = (await store.findApplication('Seen'))!;
  await run('application', 'change', 'Seen', '--sender', 'SEEN');
  await run('application', 'change', 'Seen', '--sender', 'SEEN');
  const { rows } = await database.pool.query(
    'select actor_kind, action, target_id, application_id, before, after from audit order by seq',
  );
  const subject = { actor_kind: 'command', target_id: id, application_id: id };
  expect(rows).toEqual([
    { ...subject, action: 'application.created', before: null, after: expect.objectContaining({ is_test: true }) },
    { ...subject, action: 'application.changed', before: { sender: 'Seen' }, after: { sender: 'SEEN' } },
  ]);
});

test('an unknown application is answered with those there are', async () => {
  const { code, complained } = await run('application', 'change', 'Acm', '--sender', 'Acme');
  expect(code).toBe(1);
  expect(complained).toMatch(/^There is no application "Acm"\. There are:\n/);
});

test.each([
  ['no action', []],
  ['no sender', ['add', '--name', 'Shop']],
  ['a name of 21 characters', ['add', '--name', 'x'.repeat(21), '--sender', 'Shop']],
  ['a name with a line break', ['add', '--name', 'Shop\nof', '--sender', 'Shop']],
  ['a name that turns the direction of writing', ['add', '--name', 'Shop\u202e', '--sender', 'Shop']],
  ['a sender of twelve letters', ['add', '--name', 'Shop', '--sender', 'TwelveLetter']],
  ['a sender that no phone shows', ['add', '--name', 'Shop', '--sender', 'Café']],
  ['a language that is none', ['add', '--name', 'Shop', '--sender', 'Shop', '--language', 'x_y_z!']],
  ['nothing to change', ['change', 'Acme']],
  ['an app hash of ten characters', ['change', 'Acme', '--app-hash', 'FA+9qCX9VS']],
  ['a host with a scheme', ['change', 'Acme', '--host', 'https://example.com']],
  ['a host in capitals', ['change', 'Acme', '--host', 'Example.com']],
  ['a host beside none', ['change', 'Acme', '--host', 'none', '--host', 'example.com']],
  ['twenty-one hosts', ['change', 'Acme', ...Array.from({ length: 21 }, (_, n) => ['--host', `h${n}.example`]).flat()]],
  ['no one to change', ['change', '--name', 'Acme']],
  ['a list of something', ['list', 'Acme']],
])('%s is told the right call', async (_, args) => {
  const { code, complained } = await run('application', ...args);
  expect(code).toBe(2);
  expect(complained).toContain('application add --name <text> --sender <text>');
});
