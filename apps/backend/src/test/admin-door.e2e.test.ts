import type { HandsetInbox, TryResponse } from '@codewire/contracts';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { signedIn } from './operators.js';
import { expectRefusal } from './refusals.js';
import { startSystem, type System } from './system.js';

const CONSOLE = 'http://localhost:3001';
let system: System;
let door: Client;
/** Of an owner who is signed in. */
let cookie: string;

beforeAll(async () => {
  system = await startSystem();
  door = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  cookie = (await signedIn(system.database.pool))['cookie']!;
});

afterAll(() => system.stop());

/** What the console's own page sends along. */
const FROM_CONSOLE = { origin: CONSOLE, 'sec-fetch-site': 'same-origin', 'x-codewire-console': '1' };

const read = (headers: Record<string, string> = {}, path = '/api/admin/context') =>
  door.send({ method: 'GET', path, headers: { cookie, ...headers } });

async function tryIt(number: string, headers: Record<string, string> = FROM_CONSOLE) {
  const answer = await door.post<TryResponse>('/api/admin/try', { number, language: 'en' }, { cookie, ...headers });
  if (answer.body?.passcode !== undefined) recordSecret('code', answer.body.passcode);
  return answer;
}

describe('the admin API', () => {
  test('answers the console: from its page, from its server, and typed into the address bar', async () => {
    const answers = [await read(FROM_CONSOLE), await read(), await read({ 'sec-fetch-site': 'none' })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[0]?.body).toMatchObject({
      application: { is_test: true },
      code_length: 6,
      carriers: [{ is_simulated: true, bind: { state: 'bound' } }],
    });
  });

  test('is not to be had at the door of client apps, nor their API at its own', async () => {
    const { url } = system.backends[0]!;
    expectRefusal(await new Client(url).send({ method: 'GET', path: '/api/admin/context' }), {
      status: 404,
      code: 'request.not_found',
    });
    const atDoor = await door.send({ method: 'GET', path: '/v1/messages' });
    expectRefusal(atDoor, { status: 404, code: 'request.not_found' });
  });

  test('listens on loopback alone', async () => {
    const { port } = new URL(door.url);
    const outside = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    const reached = await Promise.all(
      outside.map(({ address }) =>
        new Client(`http://${address}:${port}`).send({ method: 'GET', path: '/api/admin/context' }).then(
          () => address,
          () => undefined,
        ),
      ),
    );
    expect(reached.filter((address) => address !== undefined)).toEqual([]);
  });

  test.each([
    ['a name that was rebound to this machine', 'evil.example'],
    ['the right name with another port', '127.0.0.1:1'],
    ['another loopback address', '127.0.0.2'],
  ])('does not answer under %s', async (_, host) => {
    expectRefusal(await read({ ...FROM_CONSOLE, host }), { status: 403, code: 'admin.wrong_host' });
  });

  test.each([
    ['another site in the same browser', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['a page without an origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['an old browser on another site', { origin: 'https://evil.example' }],
    ['a form, which can send no header of ours', { origin: CONSOLE, 'sec-fetch-site': 'same-origin' }],
    ['nobody knows where', {}],
  ])('does nothing for %s', async (_, headers) => {
    const number = freshNumber();
    expectRefusal(await tryIt(number, headers as Record<string, string>), { status: 403, code: 'admin.cross_site' });
    expect(await system.carrier.submissions(number)).toEqual([]);
  });

  test('is not read by another site either', async () => {
    expectRefusal(await read({ 'sec-fetch-site': 'cross-site' }), { status: 403, code: 'admin.cross_site' });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes no %s: a form of another site could send it',
    async (type) => {
      const number = freshNumber();
      const body = JSON.stringify({ number });
      const headers = { ...FROM_CONSOLE, cookie, 'content-type': type };
      const answer = await door.send({ method: 'POST', path: '/api/admin/try', headers, body });
      expectRefusal(answer, { status: 415, code: 'request.unsupported_media_type' });
      expect(await system.carrier.submissions(number)).toEqual([]);
    },
  );

  test("does not open for a client app's key", async () => {
    const { key } = system.client;
    expectRefusal(await read({ ...FROM_CONSOLE, authorization: `Bearer ${key}` }), {
      status: 401,
      code: 'auth.invalid_key',
    });
  });

  test('refuses what its contract does not have', async () => {
    const answer = await door.post(
      '/api/admin/try',
      { number: freshNumber(), reveal: true },
      { ...FROM_CONSOLE, cookie },
    );
    expectRefusal(answer, { status: 400, code: 'request.invalid', field: 'reveal' });
  });
});

describe('trying it', () => {
  test('sends a real message and shows its code, because the carrier is simulated', async () => {
    const number = freshNumber();
    const { status, body } = await tryIt(number);
    expect([status, body.is_simulated]).toEqual([201, true]);
    expect(await system.carrier.code(number)).toBe(body.passcode);
    expect((await system.client.check(body.id, body.passcode)).body.status).toBe('approved');
    const inbox = await door.post<HandsetInbox>('/api/admin/handset', { number }, { ...FROM_CONSOLE, cookie });
    expect(inbox.body.messages).toMatchObject([
      { text: await system.carrier.text(number), encoding: 'GSM-7', segments: 1 },
    ]);
  });

  test('shows no code once a real carrier could take the message', async () => {
    await system.database.pool.query(`update application set is_test = false`);
    await system.database.pool.query(`update carrier set is_simulated = false, name = 'Real'`);
    await system.database.pool.query(`select pg_notify('codewire_carriers', '')`);
    await vi.waitUntil(async () => (await read(FROM_CONSOLE)).text.includes('"Real"'), {
      timeout: 20_000,
      interval: 20,
    });
    const number = freshNumber();
    const { status, body, text } = await tryIt(number);
    expect([status, body.is_simulated, 'passcode' in body]).toEqual([201, false, false]);
    expect(text).not.toContain(await system.carrier.code(number));
  });
});
