import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client, type Request } from './client.js';
import { freshNumber } from './numbers.js';
import {
  expectNothingWritten as expectNothing,
  expectRefusal,
  JSON_HEADERS,
  NUMBER,
  start,
  startWith,
  written,
  type Expected,
} from './refusals.js';
import { insertKey } from './rows.js';
import { startSystem, type System } from './system.js';

let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  client = system.client;
});

afterAll(() => system.stop());

/** It must be refused as expected, and nothing may have been written for it. */
const expectNothingWritten = (request: Request, expected: Expected, caller = client) =>
  expectNothing(system.database, caller, request, expected);

describe('a key', () => {
  const withKey = (headers: Record<string, string>): Request => ({
    ...start({ number: NUMBER }),
    headers: { ...JSON_HEADERS, ...headers },
  });
  const nobody = () => new Client(client.url);

  test.each([
    ['that is missing', {}, 'auth.missing_key'],
    ['of another scheme', { authorization: 'Basic dXNlcjpwYXNz' }, 'auth.invalid_key'],
    ['that is no key', { authorization: 'Bearer hello' }, 'auth.invalid_key'],
    ['that has the form of one', { authorization: `Bearer cw_live_${'a'.repeat(57)}` }, 'auth.invalid_key'],
    ['with nothing in it', { authorization: 'Bearer' }, 'auth.invalid_key'],
    ['of 10,000 characters', { authorization: `Bearer ${'x'.repeat(10_000)}` }, 'auth.invalid_key'],
  ])('%s lets nobody in', async (_, headers, code) => {
    await expectNothingWritten(withKey(headers as Record<string, string>), { status: 401, code }, nobody());
    const { headers: answered } = await nobody().send(withKey(headers as Record<string, string>));
    expect(answered['www-authenticate']).toBe('Bearer');
  });

  test('in the query is not looked at', async () => {
    const { id: applicationId } = await system.addApplication();
    const { key } = await insertKey(system.database.pool, applicationId);
    const request = { ...start({ number: NUMBER }), path: `/v1/otp?key=${key}&access_token=${key}` };
    await expectNothingWritten(request, { status: 401, code: 'auth.missing_key' }, nobody());
  });

  test('is asked for before the body is looked at', async () => {
    await expectNothingWritten(startWith('{'), { status: 401, code: 'auth.missing_key' }, nobody());
  });

  test('that is revoked is refused by every process before a cache ends', async () => {
    const { id: applicationId } = await system.addApplication();
    const { id, key } = await insertKey(system.database.pool, applicationId);
    const callers = system.backends.map(({ url }) => new Client(url, key));
    const known = await Promise.all(callers.map((caller) => caller.messages()));
    expect(known.map(({ status }) => status)).toEqual([200, 200]);
    await system.run('key', 'revoke', id);
    const answers = await vi.waitUntil(
      async () => {
        const now = await Promise.all(callers.map((caller) => caller.start({ number: NUMBER })));
        return now.every(({ status }) => status === 401) && now;
      },
      { timeout: 4_000, interval: 20 },
    );
    for (const answer of answers) expectRefusal(answer, { status: 401, code: 'auth.invalid_key' });
  });

  test('that has expired is refused', async () => {
    const { id: applicationId } = await system.addApplication();
    const { id, key } = await insertKey(system.database.pool, applicationId);
    await system.database.pool.query(`update api_key set expires_at = now() - interval '1 s' where id = $1`, [id]);
    const caller = new Client(client.url, key);
    await expectNothingWritten(start({ number: NUMBER }), { status: 401, code: 'auth.invalid_key' }, caller);
  });
});

describe('a path', () => {
  test.each([
    ['with a NUL', 'POST', '/v1/otp/%00/check'],
    ['with a NUL in an id', 'GET', '/v1/otp/ver_abc%00'],
    ['with an encoded slash', 'GET', '/v1/otp/ver_abc%2Fcheck'],
    ['with an encoded slash in lower case', 'GET', '/v1/otp%2fver_abc'],
    ['with an encoded backslash', 'GET', '/v1/otp/ver_abc%5Ccheck'],
    ['with encoded dots', 'GET', '/v1/otp/%2e%2e/messages'],
    ['with dots', 'GET', '/v1/otp/../messages'],
    ['with an empty segment', 'POST', '/v1//otp'],
    ['with an escape that is none', 'GET', '/v1/otp/%zz'],
    ['with an escape that is cut', 'GET', '/v1/otp/%e2%28%a1'],
    ['of 3,000 characters', 'GET', `/v1/otp/${'a'.repeat(3_000)}`],
  ])('%s is refused', async (_, method, path) => {
    await expectNothingWritten({ method, path }, { status: 400, code: 'request.invalid_path' });
  });

  test.each([
    ['that leads nowhere', 'GET', '/v1/nothing'],
    ['of the console', 'GET', '/api/admin/context'],
    ['of a file', 'GET', '/package.json'],
  ])('%s is not found', async (_, method, path) => {
    await expectNothingWritten({ method, path }, { status: 404, code: 'request.not_found' });
  });

  test.each([
    ['GET', '/v1/otp', 'POST'],
    ['PUT', '/v1/otp', 'POST'],
    ['PATCH', '/v1/otp/ver_abc', 'DELETE, GET'],
    ['GET', '/v1/otp/ver_abc/check', 'POST'],
    ['DELETE', '/v1/messages', 'GET'],
  ])('does not answer to %s %s, and says to what it does', async (method, path, allowed) => {
    await expectNothingWritten({ method, path }, { status: 405, code: 'request.method_not_allowed' });
    expect((await client.send({ method, path })).headers['allow']).toBe(allowed);
  });

  test.each([
    'ver_0000000000000000000000',
    'msg_0000000000000000000000',
    "ver_' or 1=1 --",
    '1',
    'constructor',
    '__proto__',
  ])('with the id %s finds nothing', async (id) => {
    const path = `/v1/otp/${encodeURIComponent(id)}`;
    await expectNothingWritten({ method: 'GET', path }, { status: 404, code: 'verification.not_found' });
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['status=lost', 'status'],
    ['country=usa', 'country'],
    ['from=yesterday', 'from'],
    ['order=asc', 'order'],
  ])('of the log with %s is refused', async (query, field) => {
    const path = `/v1/messages?${query}`;
    await expectNothingWritten({ method: 'GET', path }, { status: 400, code: 'request.invalid', field });
  });

  test.each(['cursor=x', `cursor=${'A'.repeat(150)}`, 'cursor=%F0%9F%98%80'])(
    'of the log with %s is refused',
    async (query) => {
      const path = `/v1/messages?${query}`;
      await expectNothingWritten({ method: 'GET', path }, { status: 400, code: 'request.invalid', field: 'cursor' });
    },
  );
});

describe('a body that nobody would read', () => {
  test.each([
    ['resend', 'that is no JSON', '{', 'request.malformed_json'],
    ['resend', 'with a field', '{"language":"de"}', 'request.invalid'],
    ['resend', 'that is a list', '[]', 'request.invalid'],
    ['cancel', 'that is no JSON', '{', 'request.malformed_json'],
    ['cancel', 'with a field', '{"reason":"changed my mind"}', 'request.invalid'],
  ])('of a %s, %s, is refused and changes nothing', async (call, _, body, code) => {
    const { body: started } = await client.start({ number: freshNumber() });
    const path = `/v1/otp/${started.id}`;
    const request = call === 'resend' ? { method: 'POST', path: `${path}/resend` } : { method: 'DELETE', path };
    // Node's client sends no length of its own with a DELETE.
    const headers = { ...JSON_HEADERS, 'content-length': String(body.length) };
    const { status, problem } = await client.send<undefined>({ ...request, headers, body });
    expect([status, problem.code]).toEqual([400, code]);
    expect((await client.read(started.id)).body).toMatchObject({ status: 'pending', sends: 1 });
  });

  test('that is empty is none', async () => {
    const { body: started } = await client.start({ number: freshNumber() });
    const path = `/v1/otp/${started.id}/resend`;
    expect((await client.send({ method: 'POST', path, headers: JSON_HEADERS, body: '{}' })).status).toBe(201);
  });
});

describe('a check', () => {
  async function begin() {
    const { body } = await client.start({ number: freshNumber() });
    return { id: body.id, passcode: body.passcode ?? '' };
  }

  test.each([
    ['a JSON number', 123456, 'code.not_a_string'],
    ['null', null, 'code.not_a_string'],
    ['a list', ['123456'], 'code.not_a_string'],
    ['an object', { $ne: '' }, 'code.not_a_string'],
    ['true', true, 'code.not_a_string'],
    ['nothing in it', '', 'code.invalid'],
    ['letters', 'abcdef', 'code.invalid'],
    ['a sign', '+12345', 'code.invalid'],
    ['hex', '0x1234', 'code.invalid'],
    ['an exponent', '1e5000', 'code.invalid'],
    ['five digits', '12345', 'code.invalid'],
    ['seven digits', '0123456', 'code.invalid'],
    ['a percent sign', '12345%', 'code.invalid'],
    ['41 characters', '1'.repeat(41), 'code.invalid'],
  ])('of %s is refused and costs no attempt', async (_, code, problem) => {
    const { id, passcode } = await begin();
    const before = await written(system.database);
    expectRefusal(await client.check(id, code), { status: 400, code: problem, field: 'code' });
    expect(await written(system.database)).toEqual(before);
    expect((await client.read(id)).body).toMatchObject({ status: 'pending', attempts_left: 5 });
    expect((await client.check(id, passcode)).body.status).toBe('approved');
  });

  test('without a code, or with more than one, is refused', async () => {
    const { id } = await begin();
    const path = `/v1/otp/${id}/check`;
    expectRefusal(await client.post(path, {}), { status: 400, code: 'request.invalid', field: 'code' });
    expectRefusal(await client.post(path, { code: '123456', codes: [] }), {
      status: 400,
      code: 'request.invalid',
      field: 'codes',
    });
    expectRefusal(await client.post(path, { code: '1'.repeat(17_000) }), { status: 413, code: 'request.too_large' });
  });

  const inDigitsFrom = (zero: number) => (code: string) =>
    code.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  test.each([
    ['with blanks', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    ['in Arabic digits', inDigitsFrom(0x0660)],
    ['in Persian digits', inDigitsFrom(0x06f0)],
    ['in Devanagari digits', inDigitsFrom(0x0966)],
    ['in full-width digits', inDigitsFrom(0xff10)],
  ])('of the right code %s is approved', async (_, spell) => {
    const { id, passcode } = await begin();
    expect((await client.check(id, spell(passcode))).body.status).toBe('approved');
  });
});

describe('a connection', () => {
  /** Sends octets as they are and resolves with everything that is answered before the other side closes. */
  const exchange = (octets: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(client.url);
      const socket = connect(Number(port), hostname, () => socket.write(octets));
      let answer = '';
      socket.setEncoding('utf8');
      socket.on('data', (chunk: string) => void (answer += chunk));
      socket.on('error', reject);
      socket.on('close', () => resolve(answer));
    });

  test.each([
    ['that speaks no HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'request.malformed_http'],
    ['that names no host', 'GET /healthz HTTP/1.1\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'request.malformed_http'],
    [
      'that names two lengths',
      `POST /v1/otp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'HTTP/1.1 400 Bad Request',
      'request.malformed_http',
    ],
    [
      'with 20 KiB of headers',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
      'request.headers_too_large',
    ],
  ])('%s is told so as a problem and closed', async (_, octets, line, code) => {
    const [head = '', body = ''] = (await exchange(octets)).split('\r\n\r\n');
    expect(head.split('\r\n')[0]).toBe(line);
    expect(head.toLowerCase()).toContain('content-type: application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code, status: Number(line.split(' ')[1]) });
  });
});

test('after all of this the system still works', async () => {
  const number = freshNumber();
  const { status, body } = await client.start({ number });
  expect(status).toBe(201);
  expect((await client.check(body.id, await system.carrier.code(number))).body.status).toBe('approved');
});
