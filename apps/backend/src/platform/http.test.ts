import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Problem, StartRequest } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards, type CanActivate } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declareRoute, startHttpApp, type TestHttpApp } from '../test/http-app.js';
import { AppError } from './app-error.js';
import { body } from './validation.js';

class Door {
  start(input: StartRequest) {
    return { number: input.number };
  }

  read(id: string) {
    if (id === 'down') throw Object.assign(new Error('connect to 10.0.0.1 failed'), { code: 'ECONNREFUSED' });
    if (id === 'bug') throw new TypeError('an inner detail');
    return { id };
  }

  cancel(): void {}
}

class LockedDoor {
  start(input: StartRequest) {
    return input;
  }
}

class Lock implements CanActivate {
  canActivate(): boolean {
    throw new AppError('auth.missing_key');
  }
}
Controller('v1/locked')(LockedDoor);
UseGuards(Lock)(LockedDoor);
declareRoute(LockedDoor, 'start', { verb: Post(), inputs: [Body(body(StartRequest))] });

Controller('v1/otp')(Door);
declareRoute(Door, 'start', { verb: Post(), inputs: [Body(body(StartRequest))] });
declareRoute(Door, 'read', { verb: Get(':id'), inputs: [Param('id')] });
declareRoute(Door, 'cancel', { verb: Delete(':id') });
HttpCode(204)(Door.prototype, 'cancel', Object.getOwnPropertyDescriptor(Door.prototype, 'cancel') as never);

let app: TestHttpApp;
beforeAll(async () => {
  app = await startHttpApp([Door, LockedDoor]);
});
afterAll(() => app.close(1_000));

const JSON_TYPE = { 'content-type': 'application/json' };

function post(content: string | Buffer, headers: Record<string, string> = JSON_TYPE): Promise<Response> {
  return fetch(`${app.api}/v1/otp`, { method: 'POST', body: content, headers });
}

async function problemOf(response: Response | Promise<Response>): Promise<Record<string, unknown>> {
  const awaited = await response;
  expect(awaited.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const problem = (await awaited.json()) as Record<string, unknown>;
  expect(problem['status']).toBe(awaited.status);
  expect(problem['type']).toBe(`urn:codewire:problem:${problem['code']}`);
  return problem;
}

/** Octets as they are, which no HTTP client would send. */
async function raw(octets: string): Promise<string> {
  const socket = connect(Number(new URL(app.api).port), '127.0.0.1');
  socket.write(octets);
  return text(socket);
}

describe('an answer', () => {
  test('carries its request id and may be neither cached nor guessed at', async () => {
    const response = await post('{"number":"12125551212","language":"en"}');
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ number: '12125551212' });
    expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9A-Za-z]{22}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('does not take over the request id of a stranger', async () => {
    const response = await post('{}', { ...JSON_TYPE, 'x-request-id': 'req_ofsomeoneelse', 'request-id': 'x' });
    const problem = await problemOf(response);
    expect(problem['request_id']).toMatch(/^req_[0-9A-Za-z]{22}$/);
    expect(problem['request_id']).toBe(response.headers.get('x-request-id'));
  });
});

describe('a refusal', () => {
  test('of a number that is no string says what to send', async () => {
    expect(await problemOf(post('{"number":12125551212}'))).toMatchObject({
      status: 400,
      code: 'number.not_a_string',
      title: 'Number is not a string',
      field: 'number',
      remedy: 'Send a string: "number": "12125551212".',
    });
  });

  test('names every wrong field', async () => {
    const problem = await problemOf(post('{"language":5,"tenant_id":1,"metadata":{"a":{}}}'));
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid', field: 'number' });
    expect(problem['errors']).toEqual([
      { field: 'number', detail: 'is missing' },
      { field: 'language', detail: 'must be a string' },
      { field: 'metadata.a', detail: 'must be a string' },
      { field: 'tenant_id', detail: 'is not a field of this request; remove it' },
    ]);
  });

  test.each(['', 'null', '[]', '"x"', '7'])('of the body %j is a 400 and not a crash', async (content) => {
    expect(await problemOf(post(content))).toMatchObject({ status: 400, code: 'request.invalid' });
  });

  test('for want of a key comes before any of the body', async () => {
    const response = await fetch(`${app.api}/v1/locked`, { method: 'POST', body: '{', headers: JSON_TYPE });
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await problemOf(response)).toMatchObject({ status: 401, code: 'auth.missing_key' });
  });

  test('speaks the language of Accept-Language', async () => {
    const response = await post('{', { ...JSON_TYPE, 'accept-language': 'de-CH, en;q=0.5' });
    expect(response.headers.get('content-language')).toBe('de');
    expect(await problemOf(response)).toMatchObject({
      code: 'request.malformed_json',
      title: 'Kein annehmbares JSON',
      detail: 'Der Text der Anfrage ist kein annehmbares JSON: er folgt nicht der Syntax von JSON.',
    });
  });

  test('of what is too large or no JSON comes before it is read', async () => {
    expect(await problemOf(post(`{"number":"${'1'.repeat(16_384)}"}`))).toMatchObject({ status: 413 });
    expect(await problemOf(post('number=1', { 'content-type': 'application/x-www-form-urlencoded' }))).toMatchObject({
      status: 415,
      code: 'request.unsupported_media_type',
    });
    expect(await problemOf(post('{}', { 'content-type': 'text/plain' }))).toMatchObject({ status: 415 });
    expect(await problemOf(post('{}', { 'content-type': 'application/json; charset=utf-16' }))).toMatchObject({
      status: 415,
    });
    expect((await post('{"number":"1"}', { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
  });

  test('when the database is away is 503 with a time, and nothing of the cause', async () => {
    const response = await fetch(`${app.api}/v1/otp/down`);
    expect(response.headers.get('retry-after')).toBe('1');
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 503, code: 'service.unavailable', retry_after_seconds: 1 });
    expect(JSON.stringify(problem)).not.toContain('10.0.0.1');
  });

  test('when we have a bug is 500 in neutral words', async () => {
    const problem = await problemOf(fetch(`${app.api}/v1/otp/bug`));
    expect(problem).toMatchObject({ status: 500, code: 'service.internal' });
    expect(JSON.stringify(problem)).not.toContain('inner detail');
  });
});

describe('a path', () => {
  test.each(['/v1/otp/%00', '/v1/otp/a%2fb', '/v1/otp/%zz', '/v1/otp/%2e%2e%5c', `/v1/otp/${'a'.repeat(101)}`])(
    '%s is refused',
    async (path) => {
      expect(await problemOf(fetch(app.api + path))).toMatchObject({ status: 400, code: 'request.invalid_path' });
    },
  );

  test('that nobody serves is 404', async () => {
    expect(await problemOf(fetch(`${app.api}/v1/nothing`))).toMatchObject({ status: 404, code: 'request.not_found' });
    expect(await problemOf(fetch(`${app.api}/V1/otp/x`))).toMatchObject({ status: 404 });
  });

  test.each(['PUT', 'PATCH', 'OPTIONS', 'POST'])(
    'that exists is 405 for %s, with what it does answer to',
    async (method) => {
      const response = await fetch(`${app.api}/v1/otp/x`, { method, headers: { origin: 'https://evil.example' } });
      expect(response.headers.get('allow')).toBe('DELETE, GET');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await problemOf(response)).toMatchObject({ status: 405, code: 'request.method_not_allowed' });
    },
  );

  test('is 405 for HEAD too', async () => {
    expect((await fetch(`${app.api}/v1/otp/x`, { method: 'HEAD' })).status).toBe(405);
  });

  test('takes a DELETE that declares JSON and sends none', async () => {
    expect((await fetch(`${app.api}/v1/otp/x`, { method: 'DELETE', headers: JSON_TYPE })).status).toBe(204);
  });
});

describe('what is hardly HTTP', () => {
  const head = 'POST /v1/otp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  test.each([
    [
      'two lengths',
      `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      '400 Bad Request',
      'request.malformed_http',
    ],
    ['no Host', 'GET /v1/otp/x HTTP/1.1\r\n\r\n', '400 Bad Request', 'request.malformed_http'],
    ['TLS', '\x16\x03\x01\x02\x00', '400 Bad Request', 'request.malformed_http'],
    [
      'long headers',
      `${head}X-Long: ${'a'.repeat(17_000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'request.headers_too_large',
    ],
  ])('(%s) is refused like anything else, in English, and cut off', async (_, octets, status, code) => {
    const [heading = '', body = ''] = (await raw(octets)).split('\r\n\r\n');
    const [statusLine, ...fields] = heading.split('\r\n');
    expect(statusLine).toBe(`HTTP/1.1 ${status}`);
    const headers = Object.fromEntries(fields.map((field) => field.toLowerCase().split(': ')));
    const problem = Problem.parse(JSON.parse(body));
    expect(problem).toMatchObject({ status: Number.parseInt(status, 10), code, type: `urn:codewire:problem:${code}` });
    expect(`${problem.title} ${problem.detail} ${problem.remedy}`).not.toMatch(/[{}]|problems\./);
    expect(headers).toMatchObject({
      connection: 'close',
      'content-language': 'en',
      'content-length': String(Buffer.byteLength(body)),
      'content-type': 'application/problem+json; charset=utf-8',
      'x-request-id': problem.request_id.toLowerCase(),
    });
  });

  test('of HTTP/1.0 needs no Host', async () => {
    expect(await raw('GET /v1/otp/x HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 /);
  });

  test('an absolute target is refused: a proxy may have read another path', async () => {
    const answer = await raw('GET http://127.0.0.1/v1/otp/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('"code":"request.invalid_path"');
  });
});

test('the documentation is served, with a policy that lets only its own scripts run', async () => {
  const page = await fetch(`${app.api}/docs`);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  expect(await page.text()).not.toMatch(/<script>/);
  expect((await fetch(`${app.api}/docs/swagger-ui-bundle.js`)).status).toBe(200);
  const document = (await (await fetch(`${app.api}/docs/openapi.json`)).json()) as { openapi: string; paths: object };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths)).toEqual(['/v1/locked', '/v1/otp', '/v1/otp/{id}']);
});
