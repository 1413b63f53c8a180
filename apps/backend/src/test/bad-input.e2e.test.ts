import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Client, type Request } from './client.js';
import { freshNumber, remember } from './numbers.js';
import { expectRefusal, type Expected } from './refusals.js';
import { insertKey } from './rows.js';
import { startSystem, type System } from './system.js';

let system: System;
let client: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  client = system.client;
});

afterAll(() => system.stop());

/** Everything that a start could write. */
async function written(): Promise<unknown> {
  const tables = ['verification', 'recipient', 'idempotency', 'message', 'attempt'];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  return (await system.database.pool.query(`select ${counts}`)).rows[0];
}

/** Sends it; it must be refused as expected, and nothing may have been written for it. */
async function expectNothingWritten(request: Request, expected: Expected, caller = client): Promise<void> {
  const before = await written();
  expectRefusal(await caller.send(request), expected);
  expect(await written()).toEqual(before);
}

const JSON_HEADERS = { 'content-type': 'application/json' };
const startWith = (body: string | Buffer, headers = JSON_HEADERS): Request => ({
  method: 'POST',
  path: '/v1/otp',
  headers,
  body,
});
const start = (body: unknown): Request => startWith(JSON.stringify(body));
const NUMBER = '12125551212';
remember(NUMBER);

describe('a body that is no JSON object', () => {
  test.each([
    ['cut off', `{"number":"${NUMBER}"`],
    ['with a comma too many', `{"number":"${NUMBER}",}`],
    ['in single quotes', `{'number':'${NUMBER}'}`],
    ['with a comment', `{"number":"${NUMBER}"} // please`],
    ['two of them', `{"number":"${NUMBER}"}{"number":"${NUMBER}"}`],
    ['behind a byte order mark', `\ufeff{"number":"${NUMBER}"}`],
    ['that is not UTF-8', Buffer.from(`{"number":"${NUMBER}","metadata":{"a":"\xff"}}`, 'latin1')],
    ['nested nine deep', `{"number":"${NUMBER}","metadata":${'['.repeat(8)}${']'.repeat(8)}}`],
    ['with a name twice', `{"number":"${NUMBER}","number":"${NUMBER}"}`],
    ['with a name twice, once in escapes', `{"number":"${NUMBER}","n\\u0075mber":"${NUMBER}"}`],
    ['with __proto__', `{"number":"${NUMBER}","__proto__":{"reveal":true}}`],
    ['with __proto__ in escapes', `{"number":"${NUMBER}","\\u005f_proto__":{}}`],
    ['with __proto__ inside', `{"number":"${NUMBER}","metadata":{"__proto__":"x"}}`],
    ['with constructor', `{"number":"${NUMBER}","constructor":{"prototype":{}}}`],
    ['with a NUL in the number', `{"number":"${NUMBER}\\u0000"}`],
    ['with a NUL in the language', `{"number":"${NUMBER}","language":"e\\u0000n"}`],
    ['with half a surrogate pair', `{"number":"${NUMBER}","metadata":{"a":"\\ud800"}}`],
    ['that says NaN', `{"number":NaN}`],
  ])('%s is refused', async (_, body) => {
    await expectNothingWritten(startWith(body), { status: 400, code: 'request.malformed_json' });
  });

  test.each([
    ['nothing', '', 'number'],
    ['null', 'null', 'number'],
    ['a list', '[]', undefined],
    ['a string', `"${NUMBER}"`, undefined],
    ['a number', '12', undefined],
    ['an empty object', '{}', 'number'],
  ])('%s is refused', async (_, body, field) => {
    const expected = { status: 400, code: 'request.invalid', ...(field === undefined ? {} : { field }) };
    await expectNothingWritten(startWith(body), expected);
  });

  test('more than 16 KiB is refused, whether its length is told or not', async () => {
    const body = JSON.stringify({ number: NUMBER, metadata: { a: 'x'.repeat(16 * 1_024) } });
    const expected = { status: 413, code: 'request.too_large' };
    await expectNothingWritten(startWith(body), expected);
    const chunked = { ...JSON_HEADERS, 'transfer-encoding': 'chunked' };
    await expectNothingWritten(startWith(body, chunked), expected);
  });

  test.each([
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['JSON in Latin-1', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['JSON that says nothing of itself', {}],
  ])('declared as %s is refused', async (_, headers) => {
    const expected = { status: 415, code: 'request.unsupported_media_type' };
    await expectNothingWritten(startWith(JSON.stringify({ number: NUMBER }), headers as typeof JSON_HEADERS), expected);
  });
});

describe('a start with a field that does not fit', () => {
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v']));
  test.each([
    ['the number as a JSON number', { number: 12125551212 }, 'number.not_a_string', 'number'],
    ['the number as a list', { number: [NUMBER] }, 'number.not_a_string', 'number'],
    ['the number as an object', { number: { e164: NUMBER } }, 'number.not_a_string', 'number'],
    ['the number as null', { number: null }, 'number.not_a_string', 'number'],
    ['no number', { language: 'en' }, 'request.invalid', 'number'],
    ['a field nobody knows', { number: NUMBER, to: NUMBER }, 'request.invalid', 'to'],
    ['a code of its own', { number: NUMBER, code: '123456' }, 'request.invalid', 'code'],
    ['a language that is a number', { number: NUMBER, language: 1 }, 'request.invalid', 'language'],
    [
      'a language of 65 characters',
      { number: NUMBER, language: `en-${'x'.repeat(62)}` },
      'request.invalid',
      'language',
    ],
    ['a country of three letters', { number: NUMBER, country: 'USA' }, 'request.invalid', 'country'],
    ['eleven labels', { number: NUMBER, metadata: many }, 'request.invalid', 'metadata'],
    ['a label that is a number', { number: NUMBER, metadata: { order: 7 } }, 'request.invalid', 'metadata.order'],
    [
      'a label of 201 characters',
      { number: NUMBER, metadata: { order: 'x'.repeat(201) } },
      'request.invalid',
      'metadata.order',
    ],
    ['a label inside a label', { number: NUMBER, metadata: { a: { b: 'c' } } }, 'request.invalid', 'metadata.a'],
  ])('%s is refused and named', async (_, body, code, field) => {
    await expectNothingWritten(start(body), { status: 400, code, field });
  });

  test('a number sent as a JSON number is told to send a string', async () => {
    const { problem } = await client.start({ number: 12125551212 });
    expect(problem.remedy).toBe('Send a string: "number": "12125551212".');
  });

  test('several at once are all named', async () => {
    const { problem } = await client.start({ language: 7, to: NUMBER });
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual(['language', 'number', 'to']);
  });
});

describe('a number that is none', () => {
  test.each([
    ['nothing', '', 'number.invalid'],
    ['letters', 'abcdefghijk', 'number.invalid'],
    ['a plus alone', '+', 'number.invalid'],
    ['too short', '+12125', 'number.invalid'],
    ['too long', '+121255512121212', 'number.invalid'],
    ['an area code that nobody has', '+11115551212', 'number.invalid'],
    ['two pluses', '++12125551212', 'number.invalid'],
    ['a plus in the middle', '1212+5551212', 'number.invalid'],
    ['text in front', 'call +12125551212', 'number.invalid'],
    ['text behind', '+12125551212 please', 'number.invalid'],
    ['two of them', '+12125551212/+12125551213', 'number.invalid'],
    ['two of them in a row', '12125551212 12125551213', 'number.invalid'],
    ['a tel: URI', 'tel:+12125551212', 'number.invalid'],
    ['a line break', '+1212555\n1212', 'number.invalid'],
    ['a zero-width space', '+1212555\u200b1212', 'number.invalid'],
    ['a right-to-left override', '\u202e+12125551212', 'number.invalid'],
    ['33 characters', `+1212555${' '.repeat(21)}1212`, 'number.invalid'],
    ['300 digits', '1'.repeat(300), 'number.invalid'],
    ['an extension in words', '+12125551212 ext. 5', 'number.extension'],
    ['an extension as x5', '+12125551212x5', 'number.extension'],
    ['an extension as #5', '+12125551212#5', 'number.extension'],
    ['an extension behind pauses', '+12125551212,,,5', 'number.extension'],
    ['an extension as a parameter', '+12125551212;ext=5', 'number.extension'],
    ['national, no country given', '02071234567', 'number.country_needed'],
    ['behind an international access code', '0012125551212', 'number.country_needed'],
  ])('%s is refused', async (_, number, code) => {
    await expectNothingWritten(start({ number }), { status: 400, code, field: 'number' });
  });

  test.each([
    ['a country that it is not of', '+4915112345678', 'US'],
    ['a country that does not exist', '015112345678', 'XX'],
  ])('%s is refused', async (_, number, country) => {
    await expectNothingWritten(start({ number, country }), {
      status: 400,
      code: 'number.country_mismatch',
      field: 'number',
    });
  });
});

describe('a number that takes no codes', () => {
  test.each([
    ['Iridium', '+881612345678'],
    ['Inmarsat', '+870773111111'],
    ['an international network', '+882161234567'],
    ['another international network', '+883510012345678'],
    ['international premium rate', '+979123456789'],
    ['international toll-free', '+80012345678'],
    ['international shared cost', '+80812345678'],
    ['premium rate in the United States', '+19002345678'],
    ['premium rate in the United Kingdom', '+449098790123'],
    ['toll-free in the United States', '+18002345678'],
    ['a pager in the United Kingdom', '+447640123456'],
    ['a personal number in the United Kingdom', '+447012345678'],
    ['shared cost in Germany', '+491801234567'],
  ])('%s is refused', async (_, number) => {
    await expectNothingWritten(start({ number }), { status: 422, code: 'number.not_allowed', field: 'number' });
  });
});

describe('a language', () => {
  test.each([
    ['nobody has texts in', 'tlh'],
    ['that is no BCP 47 tag', 'please speak slowly'],
    ['that tries to be a path', '../../etc/passwd'],
    ['of 64 characters', `en-${'x'.repeat(61)}`],
  ])('%s falls back and says so', async (_, language) => {
    const { status, body } = await client.start({ number: freshNumber(), language });
    expect([status, body.language, body.language_reason]).toEqual([201, 'en', 'requested_fallback']);
  });
});

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

  test('that is revoked is refused by every process within a second', async () => {
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
      { timeout: 1_000, interval: 20 },
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
    const before = await written();
    expectRefusal(await client.check(id, code), { status: 400, code: problem, field: 'code' });
    expect(await written()).toEqual(before);
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
  /** Sends octets as they are and resolves with the first line of the answer. */
  const exchange = (octets: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(client.url);
      const socket = connect(Number(port), hostname, () => socket.write(octets));
      let answer = '';
      socket.setEncoding('latin1');
      socket.on('data', (chunk: string) => {
        answer += chunk;
        if (answer.includes('\r\n')) socket.destroy();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    });

  test.each([
    ['that speaks no HTTP', 'hello\r\n\r\n', 'HTTP/1.1 400 Bad Request'],
    [
      'that names two lengths',
      `POST /v1/otp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'HTTP/1.1 400 Bad Request',
    ],
    [
      'with 20 KiB of headers',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
    ],
  ])('%s is answered with a status and closed', async (_, octets, line) => {
    expect(await exchange(octets)).toBe(line);
  });
});

test('after all of this the system still works', async () => {
  const number = freshNumber();
  const { status, body } = await client.start({ number });
  expect(status).toBe(201);
  expect((await client.check(body.id, await system.carrier.code(number))).body.status).toBe('approved');
});
