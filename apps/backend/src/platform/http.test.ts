import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartRequest } from '@codewire/contracts';
import { Body, Controller, Delete, Get, Module, Param, Post } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigModule } from '../config/config.module.js';
import { loadConfig } from '../config/load-config.js';
import { createHttpApp, type HttpApp } from './http.js';
import { createKeyring } from './keyring-file.js';
import { Permit } from './permit.js';
import { PlatformModule } from './platform.module.js';
import { body } from './validation.js';

class Door {
  start(input: StartRequest) {
    return { number: input.number };
  }

  read(id: string) {
    if (id === 'down') throw Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' });
    if (id === 'bug') throw new TypeError('secret detail');
    return { id };
  }
}

/** Test files are outside of the build that turns decorators into calls, so they are called by hand. */
function route(
  door: { prototype: object },
  name: string,
  verb: MethodDecorator,
  ...inputs: ParameterDecorator[]
): void {
  const handler = Object.getOwnPropertyDescriptor(door.prototype, name) as PropertyDescriptor;
  inputs.forEach((input, index) => input(door.prototype, name, index));
  verb(door.prototype, name, handler);
}

class AdminDoor extends Door {}

Controller('v1/otp')(Door);
route(Door, 'start', Post(), Body(body(StartRequest)));
route(Door, 'read', Get(':id'), Param('id'));

const CONSOLE = 'http://localhost:3001';
const folder = mkdtempSync(join(tmpdir(), 'http-test-'));
let app: HttpApp;
let api: string;
let admin: string;

beforeAll(async () => {
  const file = join(folder, 'keyring.json');
  createKeyring({ file, development: true });
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: 'postgresql://localhost/none',
    CODEWIRE_KEYRING_FILE: file,
    CODEWIRE_API_PORT: '0',
    CODEWIRE_ADMIN_API_PORT: '0',
    CODEWIRE_LOG_LEVEL: 'silent',
  });
  class TestModule {}
  const imports = [ConfigModule.forRoot(config), PlatformModule];
  app = await createHttpApp(
    { module: TestModule, imports, controllers: [Door] },
    {
      isUnavailable: (error) => (error as { code?: string }).code === 'ECONNREFUSED',
    },
  );
  const ports = await app.listen();
  api = `http://127.0.0.1:${ports.apiPort}`;
  admin = `http://127.0.0.1:${ports.adminPort}`;
});

afterAll(async () => {
  await app.close(1_000);
  rmSync(folder, { recursive: true });
});

function post(url: string, text: string | Buffer, headers: Record<string, string> = {}) {
  return fetch(url, { method: 'POST', body: text, headers: { 'content-type': 'application/json', ...headers } });
}

test('x', async () => {
  const r = await post(`${api}/v1/otp`, '{"number":"12125551212","language":"en"}');
  console.log(r.status, Object.fromEntries(r.headers), await r.text());
  for (const [u, o] of [
    ['/v1/otp', { method: 'PUT' }],
    ['/v1/nothing', {}],
    ['/v1/otp/down', {}],
    ['/v1/otp/bug', {}],
    ['/v1/otp/%00', {}],
    ['/v1/otp/%zz', {}],
    ['/v1/otp/a%2fb', {}],
    ['/api/admin/context', {}],
    ['/docs', {}],
    ['/docs/openapi.json', {}],
    ['/docs/swagger-ui-bundle.js', {}],
    ['/v1/otp/abc', { method: 'HEAD' }],
    ['/v1/otp/abc', { method: 'OPTIONS' }],
    ['/v1/otp/abc', { method: 'DELETE', headers: { 'content-type': 'application/json' } }],
    ['/v1/otp/' + 'a'.repeat(120), {}],
  ] as [string, RequestInit][]) {
    const r = await fetch(api + u, { headers: { 'accept-language': 'de' }, ...o });
    console.log(u, r.status, r.headers.get('allow'), r.headers.get('retry-after'), (await r.text()).slice(0, 300));
  }
  for (const b of [
    '{"number":12125551212}',
    '',
    '{',
    '[]',
    'null',
    '{"number":"1","number":"2"}',
    '{"number":"1","x":1,"__proto__":{}}',
    '{"number":"1","x":1,"language":5}',
    '{}',
    '{"number":"1","metadata":{"a":1}}',
    'x'.repeat(20000),
  ]) {
    const r = await post(`${api}/v1/otp`, b);
    console.log(b.slice(0, 50), r.status, (await r.text()).slice(0, 400));
  }
  console.log(
    (await fetch(`${admin}/api/admin/context`)).status,
    (await fetch(`${admin}/v1/otp/abc`)).status,
    (await post(`${admin}/api/admin/try`, '{}')).status,
  );
});
