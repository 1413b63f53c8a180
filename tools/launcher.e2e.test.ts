import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { build } from './build.mjs';
import { PORTS } from './launcher/settings.mjs';
import { stopLeftoverPostgres } from './postgres.mjs';
import { createTestDatabase, type TestDatabase } from './testing/database.js';
import {
  makePlace,
  paste,
  processesOf,
  runNpmScript,
  socketFolderOf,
  startLauncher,
  survivors,
  type Launcher,
  type Place,
} from './testing/launcher.js';
import { listenersOf } from './testing/listeners.js';
import { asPlainUser } from './testing/plain-user.js';
import { findSecrets } from './testing/secrets-search.js';
import { recordSecret } from './testing/secrets.js';

const curlLine = (printed: string) => printed.split('\n').find((line) => line.startsWith('curl -s ')) ?? '';
const askForCode = (printed: string) => JSON.parse(paste(curlLine(printed))) as Reply;
const keyOf = ({ dataDir }: Place) => readFileSync(join(dataDir, 'first-key'), 'utf8').trim();

// What the launcher finds built it does not build: that is `npm test`'s part, and ours only where we run alone.
beforeAll(async () => void (await build()), 400_000);

interface Reply {
  readonly passcode: string;
  readonly message: { readonly id: string };
}

async function statusOf({ ports }: Place, key: string, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  return (await fetch(`http://127.0.0.1:${ports.api}${path}`, { headers })).status;
}

/** The token of the first run; none where there is an owner. */
function tokenIn(printed: string): string | undefined {
  const token = /^ {2}Token {6}(\S+)/m.exec(printed)?.[1];
  if (token !== undefined) recordSecret('token', token);
  return token;
}

/** Shows a token as the console's page does. */
async function claim({ ports }: Place, token: string | undefined): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    'x-codewire-console': '1',
    origin: `http://localhost:${ports.console}`,
  };
  const url = `http://127.0.0.1:${ports.admin}/api/admin/setup/claim`;
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ token }) })).status;
}

/** What a first run comes to. */
async function insertOwner({ url }: TestDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into operator (id, email, name, role, enrolled_at) values ('opr_1', 'ada@example.com', 'Ada', 'owner', now())`,
  );
  await client.end();
}

/** Ends it by a signal to all of its group, and looks for what stayed. */
async function stop(place: Place, launcher: Launcher, signal: NodeJS.Signals) {
  const processes = processesOf(place);
  const socketFolder = socketFolderOf(place);
  launcher.signal(signal);
  const code = await launcher.exited;
  return { code, processes, left: await survivors(processes), socketFolder };
}

describe('npm start', () => {
  let place: Place;
  let launcher: Launcher;
  let first: Reply;
  let firstToken: string | undefined;

  beforeAll(async () => void (place = await makePlace()));
  afterAll(async () => {
    launcher.signal('SIGKILL');
    await stopLeftoverPostgres(join(place.dataDir, 'postgres'));
    place.remove();
  });

  test('the first time makes everything and prints where it is, a key and a line that works whenever it is pasted', async () => {
    launcher = startLauncher(place, { command: ['npm', 'start'] });
    const printed = await launcher.ready();
    const key = keyOf(place);
    recordSecret('key', key);
    for (const port of [place.ports.api, place.ports.console, place.ports.handsets, place.ports.smpp]) {
      expect(printed).toMatch(new RegExp(`(localhost|127\\.0\\.0\\.1):${port}\\b`));
    }
    expect(printed.split(key)).toHaveLength(2);
    expect(curlLine(printed)).not.toContain(key);
    const replies = [askForCode(printed), askForCode(printed)];
    for (const { passcode } of replies) {
      expect(passcode).toMatch(/^\d{6}$/);
      recordSecret('code', passcode);
    }
    first = replies[0]!;
    firstToken = tokenIn(printed);
    const page = await fetch(`http://localhost:${place.ports.console}/`);
    expect(page.status).toBe(200);
  });

  test('prints where the first run begins, and a token that is taken there once', async () => {
    expect(launcher.output()).toContain(`  Console    http://localhost:${place.ports.console}/setup\n`);
    expect(firstToken).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){4}$/);
    expect([await claim(place, firstToken), await claim(place, firstToken)]).toEqual([204, 401]);
  });

  test('keeps the first key alone on one line, for its owner', () => {
    const file = join(place.dataDir, 'first-key');
    expect(readFileSync(file, 'utf8')).toMatch(/^cw_test_[0-9A-Za-z]{57}\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(place.dataDir).mode & 0o777).toBe(0o700);
  });

  test.runIf(process.platform === 'linux')('listens on its five ports of loopback, and nowhere else', () => {
    const pids = processesOf(place).map(({ pid }) => pid);
    const expected = Object.values(place.ports).map((port) => `127.0.0.1:${port}`);
    expect(listenersOf(pids)).toEqual(expected.sort());
  });

  test('has commands that work on what runs: a second key is made, and refused once it is revoked', async () => {
    const made = runNpmScript(place, ['key', 'create', '--name', 'second']);
    expect(made).toMatchObject({ code: 0, complained: '' });
    const key = made.printed.trim().split('\n').at(-1) ?? '';
    recordSecret('key', key);
    expect(await statusOf(place, key, '/v1/messages')).toBe(200);
    expect(runNpmScript(place, ['key', 'revoke', key.slice(8, 16)]).code).toBe(0);
    await vi.waitUntil(async () => (await statusOf(place, key, '/v1/messages')) === 401, { timeout: 4_000 });
  });

  test('is refused while another works with the same data', async () => {
    const second = startLauncher(place);
    expect(await second.exited).toBe(1);
    expect(second.output()).toContain(`Codewire already runs on ${place.dataDir} (process `);
  });

  test('leaves no process and no socket after Ctrl-C', async () => {
    const { processes, left, socketFolder } = await stop(place, launcher, 'SIGINT');
    await vi.waitUntil(() => launcher.output().includes('codewire: stopped'), { timeout: 20_000 });
    expect(processes.length).toBeGreaterThan(4);
    expect(left).toEqual([]);
    expect(socketFolder).not.toBe('');
    expect(existsSync(socketFolder)).toBe(false);
    expect(existsSync(join(place.dataDir, 'launcher.json'))).toBe(false);
  });

  test('has commands that work when nothing runs, and leave nothing running', async () => {
    expect(runNpmScript(place, ['key', 'list'])).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/second .* revoked/),
    });
    const account = ['--name', 'Acme', '--host', '127.0.0.1', '--port', '1', '--system-id', 'acme'];
    recordSecret('password', 'p1ped-pw');
    const added = runNpmScript(place, ['carrier', 'add', ...account], 'p1ped-pw\n');
    expect(added).toMatchObject({ code: 0, printed: expect.stringContaining('Added the carrier "Acme".') });
    expect(runNpmScript(place, ['carrier', 'test', 'Acme'])).toMatchObject({ code: 1 });
    expect(existsSync(join(place.dataDir, 'launcher.json'))).toBe(false);
  });

  test('the second time finds the data, does not show the key again, and has another token while there is no owner', async () => {
    launcher = startLauncher(place);
    const printed = await launcher.ready();
    const key = keyOf(place);
    expect(printed).not.toContain(key);
    const token = tokenIn(printed);
    expect(token).not.toBe(firstToken);
    expect([await claim(place, firstToken), await claim(place, token)]).toEqual([401, 204]);
    expect(await statusOf(place, key, `/v1/messages/${first.message.id}`)).toBe(200);
    recordSecret('code', askForCode(printed).passcode);
  });

  test('recovers from a launcher that was killed, and stops what that one left', async () => {
    const before = processesOf(place);
    const oldSocket = socketFolderOf(place);
    process.kill(launcher.pid, 'SIGKILL');
    await launcher.exited;
    launcher = startLauncher(place, { isUnheard: true });
    await launcher.ready();
    expect(await survivors(before)).toEqual([]);
    expect(existsSync(oldSocket)).toBe(false);
    expect(await statusOf(place, keyOf(place), `/v1/messages/${first.message.id}`)).toBe(200);
  });

  test('leaves nothing when its terminal is closed', async () => {
    const { code, left } = await stop(place, launcher, 'SIGHUP');
    expect({ code, left }).toEqual({ code: 0, left: [] });
  });

  test('has written neither key nor code nor number nor password nor token into any log', () => {
    const secrets = [
      { kind: 'key', value: keyOf(place) },
      { kind: 'code', value: first.passcode },
      { kind: 'number', value: '+12125551212' },
      { kind: 'password', value: 'p1ped-pw' },
      { kind: 'token', value: firstToken ?? '' },
    ] as const;
    expect(place.logFiles().length).toBeGreaterThan(3);
    expect(findSecrets([...secrets], place.logFiles())).toEqual([]);
  });
});

describe('npm start with a database of its own', () => {
  let place: Place;
  let database: TestDatabase;
  let launcher: Launcher;

  beforeAll(async () => {
    database = await createTestDatabase();
    place = await makePlace({
      DATABASE_URL: database.servingUrl,
      CODEWIRE_MIGRATION_DATABASE_URL: database.url,
      CODEWIRE_API_HOST: '127.0.0.2',
    });
    launcher = startLauncher(place);
  });
  afterAll(async () => {
    launcher.signal('SIGKILL');
    await database.drop();
    place.remove();
  });

  test('starts no server, and listens for client apps where it is told to', async () => {
    const printed = await launcher.ready();
    recordSecret('key', keyOf(place));
    recordSecret('code', askForCode(printed).passcode);
    expect(tokenIn(printed)).toBeDefined();
    expect(curlLine(printed)).toContain(`http://127.0.0.2:${place.ports.api}/v1/otp`);
    expect(existsSync(join(place.dataDir, 'postgres'))).toBe(false);
    expect(processesOf(place)).toHaveLength(4);
    expect(runNpmScript(place, ['migration', 'status'])).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^done /),
    });
  });

  test('leaves that server alone when it stops', async () => {
    const { code, left } = await stop(place, launcher, 'SIGTERM');
    expect({ code, left }).toEqual({ code: 0, left: [] });
    expect(runNpmScript(place, ['key', 'list'])).toMatchObject({
      code: 0,
      printed: expect.stringContaining('first key'),
    });
  });

  test('prints where the console is and no token, once there is an owner', async () => {
    await insertOwner(database);
    launcher = startLauncher(place);
    const printed = await launcher.ready();
    recordSecret('code', askForCode(printed).passcode);
    expect(printed).toContain(`  Console    http://localhost:${place.ports.console}\n`);
    expect(tokenIn(printed)).toBeUndefined();
    expect((await stop(place, launcher, 'SIGTERM')).left).toEqual([]);
  });
});

describe('npm start as a plain user', () => {
  test('does all of it as well', async () => {
    const user = asPlainUser();
    const place = await makePlace();
    user.give(place.folder);
    const launcher = startLauncher(place, { command: [...user.prefix, 'npm', 'start'], cwd: user.root });
    try {
      const printed = await launcher.ready();
      recordSecret('key', keyOf(place));
      recordSecret('code', askForCode(printed).passcode);
      expect(tokenIn(printed)).toBeDefined();
      const { left, socketFolder } = await stop(place, launcher, 'SIGINT');
      expect({ left, isSocketThere: existsSync(socketFolder) }).toEqual({ left: [], isSocketThere: false });
    } finally {
      launcher.signal('SIGKILL');
      place.remove();
      user.remove();
    }
    // A copy of the clone takes its time, where one is needed.
  }, 240_000);
});

describe('npm start where it cannot', () => {
  let place: Place;
  beforeAll(async () => void (place = await makePlace()));
  afterAll(() => place.remove());

  test('names each port that is taken, what it is for and the variable that moves it, and starts nothing', async () => {
    const servers: Server[] = Object.values(place.ports).map((port) => createServer().listen(port, '127.0.0.1'));
    await Promise.all(servers.map((server) => once(server, 'listening')));
    const launcher = startLauncher(place);
    const code = await launcher.exited;
    for (const server of servers) server.close();
    expect(code).toBe(1);
    for (const [name, { what, variable }] of Object.entries(PORTS)) {
      const port = place.ports[name as keyof typeof PORTS];
      expect(launcher.output()).toContain(
        `Port ${port}, for ${what}, is taken. Stop what listens there, or set ${variable} to another port.`,
      );
    }
    expect(existsSync(join(place.dataDir, 'postgres'))).toBe(false);
    expect(existsSync(join(place.dataDir, 'launcher.json'))).toBe(false);
  });

  test('says so in production, which is not for it', async () => {
    const production = {
      ...place,
      env: { ...place.env, NODE_ENV: 'production', DATABASE_URL: 'postgresql://localhost/x' },
    };
    const launcher = startLauncher(production);
    expect(await launcher.exited).toBe(1);
    expect(launcher.output()).toContain('docs/deployment.md');
  });

  test('a command says what to do where there is no database', () => {
    expect(runNpmScript(place, ['key', 'list'])).toEqual({
      code: 1,
      printed: '',
      complained: 'codewire: There is no database yet. Run `npm start` once, or set DATABASE_URL.\n',
    });
  });
});
