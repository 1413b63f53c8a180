import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runBackendCommand } from './launcher/backend-command.mjs';
import { startPostgres, type EmbeddedPostgres } from './postgres.mjs';
import { chooseAccount, removeData } from './postgres-account.mjs';
import { makeServingLogin, servingUrl } from './serving-login.mjs';
import { currentRun } from './testing/run-folder.js';

// A server of its own: roles are of the whole cluster, and here none is there yet.
let folder: string;
let server: EmbeddedPostgres;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'codewire-roles-'));
  chmodSync(folder, 0o711);
  const [dataDir, logFile] = [join(folder, 'postgres'), join(folder, 'postgres.log')];
  server = await startPostgres({ dataDir, logFile, databases: ['codewire'] });
});

afterAll(async () => {
  await server.stop();
  removeData(chooseAccount(), join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true });
});

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const asSuperuser = (statement: string) => ask(server.url('codewire'), statement);

const migrate = (url: string) =>
  runBackendCommand(['migration', 'run'], { DATABASE_URL: url, CODEWIRE_KEYRING_FILE: currentRun().keyringFile });

test('an owner who may not make roles is told what a superuser has to run, and then migrates', async () => {
  await asSuperuser('create role plain_owner login');
  await asSuperuser('alter database codewire owner to plain_owner');
  const url = new URL(server.url('codewire'));
  url.username = 'plain_owner';
  const words = /may not create roles\. Run as a superuser, once: (CREATE ROLE codewire_serving NOLOGIN); then migrate/;
  const refused = await migrate(url.href).catch((error: Error) => error.message);
  const [, remedy] = words.exec(refused) ?? expect.unreachable(`it said: ${refused}`);
  await asSuperuser(remedy as string);
  expect(await migrate(url.href)).toContain('Ran ');
});

test('the login is made once, however many starts find it missing, and owns nothing', async () => {
  await Promise.all([1, 2, 3].map(() => makeServingLogin(server, 'codewire')));
  const serving = servingUrl(server.url('codewire'));
  expect(await ask(serving, 'select current_user as name, count(*)::int as entries from audit')).toEqual([
    { name: 'codewire_api', entries: 0 },
  ]);
  await expect(ask(serving, 'create table mine (id int)')).rejects.toMatchObject({ code: '42501' });
});
