import { KEY_SCOPES, OPERATIONS, type KeyScope, type OperationDefinition, type OperationId } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import type { Backend } from '../../../../tools/testing/services.js';
import { command } from '../cli/key.command.js';
import { newId, newMessageId } from '../platform/ids.js';
import { Client, type Request } from './client.js';
import { commandLine } from './command-line.js';
import { freshNumber } from './numbers.js';
import { signedIn } from './operators.js';
import { expectNothingWritten, expectRefusal, JSON_HEADERS } from './refusals.js';
import { insertKey, type KeySeed } from './rows.js';
import { NO_LIMITS, startSystem, type System } from './system.js';

let system: System;
/** Behind one reverse proxy, as its settings say. */
let proxied: Backend;
let applicationId: string;

beforeAll(async () => {
  system = await startSystem({ backends: 2, binds: 3 });
  proxied = await system.startBackend({ CODEWIRE_API_PROXIES: '1' });
  ({ id: applicationId } = await system.addApplication({ policy: NO_LIMITS }));
});

afterAll(() => system.stop());

const url = () => system.backends[0]!.url;

/** A caller with a new key of the application. */
async function callerWith(seed: KeySeed, at = url()): Promise<Client> {
  return new Client(at, (await insertKey(system.database.pool, applicationId, seed)).key);
}

const someVerification = newId('ver');
const json = (body: unknown) => ({ headers: JSON_HEADERS, body: JSON.stringify(body) });

/** One request of each operation; what it asks for was never there, but for a start. */
const REQUESTS: Readonly<Record<OperationId, () => Request>> = {
  startVerification: () => ({ method: 'POST', path: '/v1/otp', ...json({ number: freshNumber() }) }),
  checkCode: () => ({ method: 'POST', path: `/v1/otp/${someVerification}/check`, ...json({ code: '123456' }) }),
  resendCode: () => ({ method: 'POST', path: `/v1/otp/${someVerification}/resend` }),
  readVerification: () => ({ method: 'GET', path: `/v1/otp/${someVerification}` }),
  cancelVerification: () => ({ method: 'DELETE', path: `/v1/otp/${someVerification}` }),
  listMessages: () => ({ method: 'GET', path: '/v1/messages' }),
  readMessage: () => ({ method: 'GET', path: `/v1/messages/${newMessageId(Date.now())}` }),
};
const OPERATION_LIST = Object.entries<OperationDefinition>(OPERATIONS) as [OperationId, OperationDefinition][];

describe.each(KEY_SCOPES)('a key with the scope %s alone', (scope) => {
  let caller: Client;

  beforeAll(async () => {
    caller = await callerWith({ scopes: [scope] });
  });

  const allowed = OPERATION_LIST.filter(([, operation]) => operation.scope === scope);
  const refused = OPERATION_LIST.filter(([, operation]) => operation.scope !== scope);

  test.each(allowed)('may %s', async (operation) => {
    const { status, problem } = await caller.send(REQUESTS[operation]());
    if (problem?.code === undefined) expect(status).toBe(OPERATIONS[operation].status);
    else expect(problem.code).toMatch(/^(verification|message)\.not_found$/);
  });

  test.each(refused)('may not %s, is told which scope it needs, and nothing happens', async (operation, needed) => {
    const request = REQUESTS[operation]();
    await expectNothingWritten(system.database, caller, request, { status: 403, code: 'auth.scope_missing' });
    expect((await caller.send(request)).problem.detail).toContain(`"${needed.scope}"`);
  });

  test('is refused before its body is looked at, unless it may', async () => {
    const expected = scope === 'start' ? 'request.malformed_json' : 'auth.scope_missing';
    const answer = await caller.send({ method: 'POST', path: '/v1/otp', headers: JSON_HEADERS, body: '{' });
    expect(answer.problem.code).toBe(expected);
  });
});

test('a code is answered to a key that has reveal beside start, and to no other', async () => {
  const started = async (scopes: KeyScope[]) => (await callerWith({ scopes })).start({ number: freshNumber() });
  const [shown, kept] = [await started(['start', 'reveal']), await started(['start', 'check', 'read'])];
  expect([shown.status, kept.status]).toEqual([201, 201]);
  expect(shown.body.passcode).toMatch(/^\d{6}$/);
  expect(kept.body).not.toHaveProperty('passcode');
});

describe('a key that is bound to addresses', () => {
  const asked = async (addresses: string[], headers: Record<string, string> = {}, at = url()) => {
    const caller = await callerWith({ addresses }, at);
    return caller.send({ method: 'GET', path: '/v1/messages', headers });
  };
  const refusal = { status: 403, code: 'auth.address_not_allowed' };
  const from = (address: string) => ({ 'x-forwarded-for': address });

  test('is taken from one of them and from no other', async () => {
    expect((await asked(['203.0.113.0/24', '127.0.0.0/8'])).status).toBe(200);
    expectRefusal(await asked(['203.0.113.0/24']), refusal);
    expectRefusal(await asked(['::1', '2001:db8::/32']), refusal);
  });

  test('is refused before anything is done, whatever scope it has', async () => {
    const caller = await callerWith({ addresses: ['203.0.113.7'] });
    for (const [operation] of OPERATION_LIST) {
      await expectNothingWritten(system.database, caller, REQUESTS[operation](), refusal);
    }
  });

  test('is not fooled by what the caller says of himself where there is no proxy', async () => {
    expectRefusal(await asked(['203.0.113.0/24'], from('203.0.113.7')), refusal);
    expect((await asked(['127.0.0.1'], from('203.0.113.7'))).status).toBe(200);
  });

  test.each<[string, string[], string, boolean]>([
    ['the address that the proxy saw', ['203.0.113.0/24'], '203.0.113.7', true],
    ['the one that it saw, not the one it was told', ['203.0.113.0/24'], '198.51.100.1, 203.0.113.7', true],
    ['one that it was told', ['203.0.113.0/24'], '203.0.113.7, 198.51.100.1', false],
    ['IPv6', ['2001:db8::/32'], '2001:db8:1::9', true],
    ['another IPv6', ['2001:db8::/32'], '2001:db9::9', false],
    ['IPv4 within IPv6', ['203.0.113.0/24'], '::ffff:203.0.113.7', true],
    ['the proxy itself', ['127.0.0.1'], '203.0.113.7', false],
    ['no address, so that of the connection counts', ['203.0.113.0/24'], 'unknown', false],
  ])('behind a proxy is judged by %s', async (_, addresses, forwarded, isTaken) => {
    const answer = await asked(addresses, from(forwarded), proxied.url);
    if (isTaken) expect(answer.status).toBe(200);
    else expectRefusal(answer, refusal);
  });
});

describe('a key in its time', () => {
  const everywhere = (key: string) =>
    Promise.all(system.backends.map(async (backend) => (await new Client(backend.url, key).messages()).status));
  const all = (status: number) => system.backends.map(() => status);

  test('is refused by every process within two seconds of its expiry, though it was just in use', async () => {
    const { key } = await insertKey(system.database.pool, applicationId, { livesMs: 2_500 });
    const endsAt = performance.now() + 2_500;
    expect(await everywhere(key)).toEqual(all(200));
    await vi.waitUntil(async () => (await everywhere(key)).every((status) => status === 401), {
      timeout: 20_000,
      interval: 20,
    });
    // A loaded machine may be late; what is only cached would be taken for five seconds.
    expect(performance.now() - endsAt).toBeLessThan(2_000);
  });

  test('that was rolled is refused by every process when the overlap ends, its successor taken at once', async () => {
    const { id, key } = await insertKey(system.database.pool, applicationId);
    expect(await everywhere(key)).toEqual(all(200));
    // In this process: what a process of its own prints is kept in a file, and no key may be in one.
    const { printed } = await commandLine({ key: command }, system.database.url)('key', 'roll', id, '--overlap', '0h');
    const rolledAt = performance.now();
    const successor = /cw_live_[0-9A-Za-z]+/.exec(printed)?.[0] ?? '';
    recordSecret('key', successor);
    expect(await everywhere(successor)).toEqual(all(200));
    await vi.waitUntil(async () => (await everywhere(key)).every((status) => status === 401), {
      timeout: 20_000,
      interval: 20,
    });
    expect(performance.now() - rolledAt).toBeLessThan(4_000);
  });
});

describe("without a key, an operator's session", () => {
  test('opens nothing on /v1, and a key in a cookie neither', async () => {
    const { cookie = '' } = await signedIn(system.database.pool);
    const { key } = await insertKey(system.database.pool, applicationId);
    const cookies = [cookie, `authorization=Bearer ${key}`, `key=${key}; ${cookie}`];
    for (const [operation] of OPERATION_LIST) {
      for (const one of cookies) {
        const request = REQUESTS[operation]();
        const withCookie = { ...request, headers: { ...request.headers, cookie: one } };
        const expected = { status: 401, code: 'auth.missing_key' };
        await expectNothingWritten(system.database, new Client(url()), withCookie, expected);
      }
    }
  });

  test('adds nothing to a key that may less', async () => {
    const { cookie = '' } = await signedIn(system.database.pool);
    const caller = await callerWith({ scopes: ['check'] });
    const answer = await caller.send({ method: 'GET', path: '/v1/messages', headers: { cookie } });
    expectRefusal(answer, { status: 403, code: 'auth.scope_missing' });
  });
});
