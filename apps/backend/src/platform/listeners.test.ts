import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TryRequest } from '@codewire/contracts';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { afterEach, describe, expect, test } from 'vitest';
import { declareRoute, startHttpApp, type TestHttpApp } from '../test/http-app.js';
import { Permit } from './permit.js';
import { body } from './validation.js';

class AdminDoor {
  read() {
    return { console: true };
  }

  act(input: TryRequest) {
    return { number: input.number };
  }
}
Controller('api/admin')(AdminDoor);
declareRoute(AdminDoor, 'read', { verb: Get('context') });
declareRoute(AdminDoor, 'act', { verb: Post('try'), inputs: [Body(body(TryRequest))] });
Permit('console.read')(AdminDoor.prototype.read);
Permit('try.use')(AdminDoor.prototype.act);

/** Answers when the test says so. */
class SlowDoor {
  static answer: (value: object) => void;
  static asked: () => void;

  read() {
    SlowDoor.asked();
    return new Promise((resolve) => (SlowDoor.answer = resolve));
  }
}
Controller('v1/slow')(SlowDoor);
declareRoute(SlowDoor, 'read', { verb: Get() });

class HealthDoor {
  read() {
    return { status: 'up' };
  }
}
Controller('healthz')(HealthDoor);
declareRoute(HealthDoor, 'read', { verb: Get() });

let app: TestHttpApp | undefined;
afterEach(async () => {
  await app?.close(1_000);
  app = undefined;
});

const CONTROLLERS = [AdminDoor, SlowDoor, HealthDoor];

async function codeOf(response: Promise<Response>): Promise<unknown> {
  const awaited = await response;
  return awaited.ok ? awaited.status : ((await awaited.json()) as { code: string }).code;
}

function act(origin: string, headers: Record<string, string>): Promise<Response> {
  const content = { 'content-type': 'application/json', 'x-codewire-console': '1', ...headers };
  return fetch(`${origin}/api/admin/try`, { method: 'POST', body: '{"number":"1"}', headers: content });
}

describe('two doors', () => {
  test('each serves its own and nothing of the other', async () => {
    app = await startHttpApp(CONTROLLERS);
    expect(await codeOf(fetch(`${app.admin}/api/admin/context`))).toBe(200);
    expect(await codeOf(fetch(`${app.api}/api/admin/context`))).toBe('request.not_found');
    expect(await codeOf(fetch(`${app.api}/api/admin/context`, { method: 'PUT' }))).toBe('request.not_found');
    expect(await codeOf(fetch(`${app.api}/healthz`))).toBe(200);
    expect(await codeOf(fetch(`${app.admin}/healthz`))).toBe('request.not_found');
    expect(await codeOf(fetch(`${app.admin}/docs`))).toBe('request.not_found');
  });

  test('the admin door acts for the console alone', async () => {
    app = await startHttpApp(CONTROLLERS);
    expect(await codeOf(act(app.admin, { 'sec-fetch-site': 'same-origin' }))).toBe(201);
    expect(await codeOf(act(app.admin, { origin: 'http://localhost:3001' }))).toBe(201);
    expect(await codeOf(act(app.admin, {}))).toBe('admin.cross_site');
    expect(await codeOf(act(app.admin, { 'sec-fetch-site': 'cross-site' }))).toBe('admin.cross_site');
    expect(await codeOf(act(app.admin, { origin: 'http://localhost:3001', 'x-forwarded-host': 'evil.example' }))).toBe(
      'admin.wrong_host',
    );
    expect(await codeOf(act(app.admin, { 'sec-fetch-site': 'same-origin', authorization: 'Bearer cw_live_x' }))).toBe(
      'auth.invalid_key',
    );
    const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' };
    expect(await codeOf(act(app.admin, form))).toBe('request.unsupported_media_type');
  });

  test('a process without the api role tells how it is and serves nothing else', async () => {
    app = await startHttpApp(CONTROLLERS, { CODEWIRE_ROLES: 'sender' });
    expect(await codeOf(fetch(`${app.api}/healthz`))).toBe(200);
    expect(await codeOf(fetch(`${app.api}/v1/slow`))).toBe('request.not_found');
    expect(await codeOf(fetch(`${app.api}/docs`))).toBe('request.not_found');
    expect(app.admin).toBe('http://127.0.0.1:undefined');
  });
});

describe('start and stop', () => {
  test.each(['CODEWIRE_API_PORT', 'CODEWIRE_ADMIN_API_PORT'])('a taken port is named with %s', async (variable) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(startHttpApp(CONTROLLERS, { [variable]: String(port) })).rejects.toThrow(
      new RegExp(`^Port ${port}, for .*, is taken. Stop what listens there, or set ${variable} to another port.$`),
    );
    other.close();
  });

  test('a request under way is answered, then the door is shut', async () => {
    const started = await startHttpApp(CONTROLLERS);
    const asked = new Promise<void>((resolve) => (SlowDoor.asked = resolve));
    const answer = fetch(`${started.api}/v1/slow`);
    await asked;
    const closed = started.close(10_000);
    SlowDoor.answer({ done: true });
    expect(await (await answer).json()).toEqual({ done: true });
    await closed;
    await expect(fetch(`${started.api}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('a request that never ends is cut when its time is over', async () => {
    const started = await startHttpApp(CONTROLLERS);
    const asked = new Promise<void>((resolve) => (SlowDoor.asked = resolve));
    const answer = fetch(`${started.api}/v1/slow`).catch(() => 'cut');
    await asked;
    await started.close(20);
    expect(await answer).toBe('cut');
  });

  test('an admin route without a permission stops the boot and is named', async () => {
    class Forgetful {
      read() {
        return {};
      }
    }
    Controller('api/admin/secrets')(Forgetful);
    declareRoute(Forgetful, 'read', { verb: Get(':id') });
    await expect(startHttpApp([AdminDoor, Forgetful])).rejects.toThrow(
      'These admin routes declare no permission: Forgetful.read (GET /api/admin/secrets/:id). Add @Permit.',
    );
  });
});
