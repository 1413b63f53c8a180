import { ApplicationDetail, ApplicationList, NewKey, type KeyView } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client, type Answer } from '../test/client.js';
import { insertOperator, insertSession, signedIn } from '../test/operators.js';
import { expectRefusal, JSON_HEADERS } from '../test/refusals.js';
import { insertApplication, insertKey } from '../test/rows.js';
import { startSystem, type System } from '../test/system.js';

type Headers = Record<string, string>;

let system: System;
let admin: Client;
let owner: Headers;
let developer: Headers;
/** Applications that are not in test mode: the developer's, and another one. */
let own: string;
let other: string;

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  admin = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  const { pool } = system.database;
  [own, other] = [await insertApplication(pool), await insertApplication(pool)];
  owner = await signedIn(pool);
  developer = await signedIn(pool, { role: 'developer', applicationIds: [own] });
});

afterAll(() => system.stop());

async function call<Body>(method: string, path: string, headers: Headers, body?: unknown): Promise<Answer<Body>> {
  const request = { method, path: `/api/admin/applications${path}`, headers };
  if (body === undefined) return admin.send<Body>(request);
  return admin.send<Body>({ ...request, headers: { ...headers, ...JSON_HEADERS }, body: JSON.stringify(body) });
}

const read = async (id: string, headers = owner) => (await call<ApplicationDetail>('GET', `/${id}`, headers)).body;

/** Makes or rolls a key; what is answered is remembered as a secret. */
async function keyFrom(path: string, body: unknown, headers = owner): Promise<Answer<NewKey>> {
  const answer = await call<NewKey>('POST', path, headers, body);
  if (answer.body?.key !== undefined) recordSecret('key', answer.body.key);
  return answer;
}

const KEY = { name: 'web shop', scopes: ['start', 'check', 'read'] };
const makeKey = async (changes: object = {}, id = own) => (await keyFrom(`/${id}/keys`, { ...KEY, ...changes })).body;

/** What each process says to a key. */
const everywhere = (key: string) =>
  Promise.all(system.backends.map(async ({ url }) => (await new Client(url, key).messages()).status));

async function untilRefused(key: string): Promise<void> {
  const isRefused = async () => (await everywhere(key)).every((status) => status === 401);
  await vi.waitUntil(isRefused, { timeout: 4_000, interval: 10 });
}

async function lastEntry(): Promise<Record<string, unknown> | undefined> {
  const { rows } = await system.database.pool.query<Record<string, unknown>>(
    'select * from audit order by seq desc limit 1',
  );
  return rows[0];
}

describe('an application', () => {
  const shop = { name: 'Corner Shop', sender: 'Corner', default_language: 'PT_br', is_test: true };

  test('is made, listed and changed, and keeps its contract', async () => {
    const made = await call<ApplicationDetail>('POST', '', owner, shop);
    expect(made.status).toBe(201);
    expect(ApplicationDetail.parse(made.body)).toEqual(made.body);
    expect(made.body).toMatchObject({
      ...shop,
      default_language: 'pt-BR',
      policy_version: 1,
      active_keys: 0,
      keys: [],
    });
    const list = await call<ApplicationList>('GET', '', owner);
    expect(ApplicationList.parse(list.body)).toEqual(list.body);
    expect(list.body.data.map(({ id }) => id)).toEqual(expect.arrayContaining([made.body.id, own, other]));
    const { policy } = made.body;
    const change = { sender: 'SHOP', policy: { ...policy, max_checks: 3 }, policy_version: 1 };
    const changed = await call<ApplicationDetail>('PATCH', `/${made.body.id}`, owner, change);
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...made.body, ...change, policy_version: 2 });
    expect(await lastEntry()).toMatchObject({
      actor_kind: 'operator',
      actor_name: expect.stringMatching(/^A owner <.+@example\.com>$/),
      action: 'application.changed',
      target_id: made.body.id,
      address: '127.0.0.1',
      request_id: changed.headers['x-request-id'],
    });
    const late = await call('PATCH', `/${made.body.id}`, owner, { ...change, sender: 'LATE' });
    expectRefusal(late, { status: 409, code: 'application.changed' });
    expect(await read(made.body.id)).toEqual(changed.body);
    const again = await call('POST', '', owner, shop);
    expectRefusal(again, { status: 409, code: 'application.name_taken', field: 'name' });
  });

  test('has its new policy at the next start on every process before a cache ends', async () => {
    const { key } = await makeKey({ scopes: ['start'] });
    const attempts = async () =>
      Promise.all(
        system.backends.map(async ({ url }) => {
          const number = `+1212555${String(100 + Math.trunc(performance.now() % 100)).padStart(4, '0')}`;
          recordSecret('number', number);
          return (await new Client(url, key).start({ number })).body.attempts_left;
        }),
      );
    const { policy, policy_version: version } = await read(own);
    const unlimited = [{ limit: 1_000, seconds: 600 }];
    const change = { ...policy, cooldown_seconds: [0], send_windows: unlimited, max_checks: 2 };
    await call('PATCH', `/${own}`, owner, { policy: change, policy_version: version });
    await vi.waitUntil(async () => (await attempts()).every((left) => left === 2), { timeout: 4_000, interval: 50 });
  });

  test.each<[string, string, unknown]>([
    ['a language that is none', 'default_language', { default_language: 'x_y_z!' }],
    ['a name of 21 characters', 'name', { name: 'x'.repeat(21) }],
    ['a sender that no phone shows', 'sender', { sender: 'Café' }],
    ['another mode', 'is_test', { is_test: true }],
    ['another id', 'id', { id: 'app_x' }],
  ])('takes no %s', async (_, field, change) => {
    expectRefusal(await call('PATCH', `/${own}`, owner, change), { status: 400, code: 'request.invalid', field });
  });

  test('of which no one has heard is not found, by its name neither', async () => {
    const { name } = await read(own);
    for (const id of ['app_none', encodeURIComponent(name)]) {
      expectRefusal(await call('GET', `/${id}`, owner), { status: 404, code: 'application.not_found' });
      const changed = await call('PATCH', `/${id}`, owner, { sender: 'x' });
      expectRefusal(changed, { status: 404, code: 'application.not_found' });
      expectRefusal(await keyFrom(`/${id}/keys`, KEY), { status: 404, code: 'application.not_found' });
    }
  });
});

describe('a key', () => {
  test('is shown once, works at once, and is listed by what it begins with', async () => {
    const { key, view } = NewKey.parse(
      await makeKey({ addresses: ['127.0.0.9/8'], expires_at: new Date(Date.now() + 3_600_000).toISOString() }),
    );
    expect(key.startsWith(view.prefix)).toBe(true);
    expect(await everywhere(key)).toEqual([200, 200]);
    const { keys } = await read(own);
    expect(keys.find(({ id }) => id === view.id)).toEqual(view);
    expect(view).toMatchObject({
      ...KEY,
      prefix: `cw_live_${view.id}`,
      addresses: ['127.0.0.0/8'],
      state: 'ending',
      created_by: expect.stringMatching(/^A owner <.+@example\.com>$/),
      last_used_at: null,
      replaced_by: null,
    });
    expect(JSON.stringify(keys)).not.toContain(key.slice(16, 59));
    expect(await lastEntry()).toMatchObject({ action: 'key.created', target_id: view.id, application_id: own });
  });

  test('of an application in test mode says so', async () => {
    const id = await insertApplication(system.database.pool, { isTest: true });
    const { key, view } = await makeKey({}, id);
    expect(key).toMatch(/^cw_test_/);
    expect(view.prefix).toBe(`cw_test_${view.id}`);
  });

  test.each<[string, string, string, object]>([
    ['without a scope', 'request.invalid', 'scopes', { scopes: [] }],
    ['with a scope that is none', 'request.invalid', 'scopes.0', { scopes: ['write'] }],
    ['that reveals what it cannot start', 'request.invalid', 'scopes', { scopes: ['reveal', 'read'] }],
    ['without a name', 'request.invalid', 'name', { name: ' ' }],
    ['with an address that is none', 'key.address_invalid', 'addresses.1', { addresses: ['::1', '203.0.113.7/33'] }],
    ['that has expired', 'request.invalid', 'expires_at', { expires_at: '2020-01-01T00:00:00Z' }],
    ['for longer than two years', 'request.invalid', 'expires_at', { expires_at: '9999-12-31T23:59:59Z' }],
    ['with a secret of its own', 'request.invalid', 'key', { key: 'cw_live_x' }],
  ])('%s is not made', async (_, code, field, changes) => {
    const before = (await read(other)).keys;
    expectRefusal(await keyFrom(`/${other}/keys`, { ...KEY, ...changes }), { status: 400, code, field });
    expect((await read(other)).keys).toEqual(before);
  });

  test('that is revoked is refused by every process before a cache ends; revoking it twice is no error', async () => {
    const { key, view } = await makeKey();
    expect(await everywhere(key)).toEqual([200, 200]);
    const path = `/${own}/keys/${view.id}`;
    expect((await call('DELETE', path, owner)).status).toBe(204);
    await untilRefused(key);
    const entry = await lastEntry();
    expect(entry).toMatchObject({ action: 'key.revoked', target_id: view.id });
    expect((await call('DELETE', path, owner)).status).toBe(204);
    expect(await lastEntry()).toEqual(entry);
    expectRefusal(await keyFrom(`${path}/roll`, { overlap_hours: 1 }), { status: 409, code: 'key.ended' });
  });

  test('that is rolled works beside its successor until the overlap is over', async () => {
    const { key, view } = await makeKey({ scopes: ['read'] });
    const rolled = await keyFrom(`/${own}/keys/${view.id}/roll`, { overlap_hours: 1 });
    expect(rolled.status).toBe(201);
    expect([await everywhere(key), await everywhere(rolled.body.key)]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    const find = async () => (await read(own)).keys.find(({ id }) => id === view.id) as KeyView;
    expect(await find()).toMatchObject({ state: 'ending', replaced_by: rolled.body.view.id });
    // What an hour later is now: the end moves to a moment from now, and every node is told as by a roll.
    await system.database.pool.query(
      `with moved as (update api_key set expires_at = now() + interval '300 ms' where id = $1 returning id)
        select pg_notify('codewire_api_keys', id) from moved`,
      [view.id],
    );
    await untilRefused(key);
    expect((await find()).state).toBe('expired');
    expect(await everywhere(rolled.body.key)).toEqual([200, 200]);
  });

  test('that is rolled without an overlap ends at once; of two rolls one wins', async () => {
    const { key, view } = await makeKey({ scopes: ['read'] });
    expect(await everywhere(key)).toEqual([200, 200]);
    const roll = () => keyFrom(`/${own}/keys/${view.id}/roll`, { overlap_hours: 0 });
    const answers = await Promise.all([roll(), roll(), roll()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await untilRefused(key);
    expectRefusal(await keyFrom(`/${own}/keys/${view.id}/roll`, { overlap_hours: 2 }), {
      status: 400,
      code: 'request.invalid',
      field: 'overlap_hours',
    });
  });

  test('is found in its own application only', async () => {
    const { view } = await makeKey();
    const elsewhere = `/${other}/keys/${view.id}`;
    expectRefusal(await call('DELETE', elsewhere, owner), { status: 404, code: 'key.not_found' });
    expectRefusal(await keyFrom(`${elsewhere}/roll`, { overlap_hours: 0 }), { status: 404, code: 'key.not_found' });
    expectRefusal(await call('DELETE', `/${own}/keys/nokeyhas`, owner), { status: 404, code: 'key.not_found' });
    expect((await read(own)).keys.find(({ id }) => id === view.id)?.state).toBe('active');
  });

  test('is made and rolled by someone who has just proved who he is, and revoked by anyone who may', async () => {
    const { pool } = system.database;
    const { id: sessionId, token } = await insertSession(pool, await insertOperator(pool, { role: 'admin' }));
    const headers = { ...owner, cookie: owner['cookie']!.replace(/=.*/, `=${token}`) };
    await pool.query(`update session set proven_at = now() - interval '11 min' where id = $1`, [sessionId]);
    const { view } = await makeKey();
    const needed = { status: 403, code: 'auth.step_up_needed' };
    expectRefusal(await keyFrom(`/${own}/keys`, KEY, headers), needed);
    expectRefusal(await keyFrom(`/${own}/keys/${view.id}/roll`, { overlap_hours: 0 }, headers), needed);
    expect((await call('DELETE', `/${own}/keys/${view.id}`, headers)).status).toBe(204);
  });
});

describe('a developer', () => {
  test('sees his own applications and no other', async () => {
    const { body } = await call<ApplicationList>('GET', '', developer);
    expect(body.data.map(({ id }) => id)).toEqual([own]);
    expect((await read(own, developer)).id).toBe(own);
    expectRefusal(await call('GET', `/${other}`, developer), { status: 404, code: 'application.not_found' });
  });

  test('makes, rolls and revokes keys of his own', async () => {
    const made = await keyFrom(`/${own}/keys`, KEY, developer);
    expect(made.status).toBe(201);
    const rolled = await keyFrom(`/${own}/keys/${made.body.view.id}/roll`, { overlap_hours: 24 }, developer);
    expect(rolled.status).toBe(201);
    expect((await call('DELETE', `/${own}/keys/${rolled.body.view.id}`, developer)).status).toBe(204);
  });

  test("finds of another application's nothing to make, roll or revoke", async () => {
    const { id } = await insertKey(system.database.pool, other);
    const missing = { status: 404, code: 'application.not_found' };
    expectRefusal(await keyFrom(`/${other}/keys`, KEY, developer), missing);
    expectRefusal(await keyFrom(`/${other}/keys/${id}/roll`, { overlap_hours: 0 }, developer), missing);
    expectRefusal(await call('DELETE', `/${other}/keys/${id}`, developer), missing);
    const asHisOwn = `/${own}/keys/${id}`;
    expectRefusal(await call('DELETE', asHisOwn, developer), { status: 404, code: 'key.not_found' });
    expect((await read(other)).keys).toMatchObject([{ id, state: 'active', replaced_by: null }]);
  });

  test('changes no application and makes none', async () => {
    const denied = { status: 403, code: 'auth.permission_denied' };
    expectRefusal(await call('PATCH', `/${own}`, developer, { sender: 'x' }), denied);
    const shop = { name: 'Mine', sender: 'Mine', default_language: 'en', is_test: true };
    expectRefusal(await call('POST', '', developer, shop), denied);
  });
});
