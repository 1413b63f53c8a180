import {
  AuditPage,
  CarrierList,
  CarrierTest,
  CarrierTrace,
  CarrierView,
  LiveBinds,
  type CarrierChanged,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { startBackend, startSimulator, type Simulator } from '../../../../tools/testing/services.js';
import { newId } from '../platform/ids.js';
import { Carrier } from '../test/carrier.js';
import { CERTIFICATE, PRIVATE_KEY } from '../test/certificates.js';
import { Client, type Answer } from '../test/client.js';
import { EventStream } from '../test/event-stream.js';
import { freshNumber } from '../test/numbers.js';
import { insertOperator, insertSession, SESSION_COOKIE, signedIn } from '../test/operators.js';
import { expectRefusal, JSON_HEADERS } from '../test/refusals.js';
import { routeOver, seededCarrier } from '../test/second-carrier.js';
import { startSystem, untilMessage, untilMessages, type System } from '../test/system.js';

type Headers = Record<string, string>;

const PASSWORD = 'r3al-pwd';
const NEXT = 'n3xt-pwd';
const WRONG = 'wr0ng-pw';

let system: System;
let admin: Client;
let owner: Headers;
let ops: Headers;
/** A carrier that knows one account: as far as the system can tell, a real one. */
let acme: Simulator;
let phones: Carrier;

beforeAll(async () => {
  for (const password of [PASSWORD, NEXT, WRONG]) recordSecret('password', password);
  const account = { CODEWIRE_SIMULATOR_SYSTEM_ID: 'acme', CODEWIRE_SIMULATOR_PASSWORD: PASSWORD };
  [system, acme] = await Promise.all([startSystem(), startSimulator(undefined, account)]);
  phones = new Carrier(acme.url);
  admin = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  owner = await signedIn(system.database.pool);
  ops = await signedIn(system.database.pool, { role: 'ops' });
});

afterAll(async () => {
  await system.stop();
  await acme.stop();
});

async function call<Body>(method: string, path: string, body?: unknown, headers = owner): Promise<Answer<Body>> {
  const request = { method, path: `/api/admin/carriers${path}`, headers };
  if (body === undefined) return admin.send<Body>(request);
  return admin.send<Body>({ ...request, headers: { ...headers, ...JSON_HEADERS }, body: JSON.stringify(body) });
}

let made = 0;

async function make(changes: object = {}): Promise<CarrierView> {
  made += 1;
  const account = { name: `Acme ${made}`, host: '127.0.0.1', port: acme.smppPort, system_id: 'acme' };
  const answer = await call<CarrierView>('POST', '', { ...account, password: PASSWORD, ...changes });
  expect(answer.status).toBe(201);
  return answer.body;
}

const read = async (id: string) => (await call<CarrierView>('GET', `/${id}`)).body;
const setStatus = (id: string, status: string, headers = ops) =>
  call<CarrierView>('PUT', `/${id}/status`, { status }, headers);
const rotate = (id: string, password: string, without_test = false) =>
  call<CarrierView>('POST', `/${id}/password`, { password, without_test });
const stepsOf = ({ steps }: CarrierTest) => steps.map(({ step, outcome }) => `${step} ${outcome}`);

const untilBound = (id: string, state = 'bound') =>
  vi.waitUntil(async () => (await read(id)).bind_states.some((bind) => bind.state === state), {
    timeout: 15_000,
    interval: 50,
  });

describe('a carrier', () => {
  test('is made, listed and changed, keeps its contract, and shows no secret', async () => {
    const certificate = { tls: { certificate: CERTIFICATE, ca: CERTIFICATE } };
    const view = await make({ tls_key: PRIVATE_KEY, settings: certificate, tps: 20.5, binds: 3 });
    expect(CarrierView.parse(view)).toEqual(view);
    expect(view).toMatchObject({ status: 'disabled', has_tls_key: true, version: 1, routes: [], bind_states: [] });
    const list = await call<CarrierList>('GET', '');
    expect(CarrierList.parse(list.body)).toEqual(list.body);
    expect(list.body.data.map(({ id }) => id)).toContain(view.id);
    const change = { version: 1, name: 'Acme of old', tls_key: null, settings: { ...view.settings, tls: null } };
    const changed = await call<CarrierChanged>('PATCH', `/${view.id}`, change);
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      carrier: { name: 'Acme of old', has_tls_key: false, version: 2 },
      rebinds: [],
    });
    for (const { text } of [list, changed]) expect(text).not.toMatch(/PRIVATE KEY|r3al-pwd|sealed/i);
    expectRefusal(await call('PATCH', `/${view.id}`, change), { status: 409, code: 'carrier.changed' });
  });

  test('asked dry, tells which binds a change ends, and is what it was', async () => {
    const { id } = await make({ binds: 2 });
    await setStatus(id, 'paused');
    const dry = await call<CarrierChanged>('PATCH', `/${id}`, { version: 1, dry_run: true, window_size: 50 });
    expect(dry.body).toMatchObject({ rebinds: [1, 2], carrier: { window_size: 50 } });
    expect(await read(id)).toMatchObject({ window_size: 10, version: 1 });
    await setStatus(id, 'disabled');
  });

  test('has a name of its own, and a key that belongs to its certificate', async () => {
    const { name } = await make();
    const account = { name, host: '127.0.0.1', port: 1, system_id: 'acme', password: PASSWORD };
    const taken = { status: 409, code: 'carrier.name_taken', field: 'name' };
    expectRefusal(await call('POST', '', account), taken);
    const secured = { ...account, name: 'Secured', settings: { tls: { certificate: CERTIFICATE } } };
    const invalid = { status: 400, code: 'carrier.tls_invalid' };
    expectRefusal(await call('POST', '', secured), { ...invalid, field: 'tls_key' });
    expectRefusal(await call('POST', '', { ...secured, tls_key: PRIVATE_KEY, settings: { tls: { ca: 'none' } } }), {
      ...invalid,
      field: 'settings.tls.ca',
    });
  });

  test('that nobody made is not found, whatever is asked of it', async () => {
    const missing = { status: 404, code: 'carrier.not_found' };
    for (const id of [newId('car'), 'car_none', 'x']) {
      expectRefusal(await call('GET', `/${id}`), missing);
      expectRefusal(await call('GET', `/${id}/trace`), missing);
      expectRefusal(await call('GET', `/${id}/history`), missing);
      expectRefusal(await call('POST', `/${id}/test`, {}), missing);
    }
    const id = newId('car');
    expectRefusal(await setStatus(id, 'paused'), missing);
    expectRefusal(await rotate(id, NEXT), missing);
    expectRefusal(await call('POST', `/${id}/password/restore`, {}), missing);
    expectRefusal(await call('DELETE', `/${id}`), missing);
  });

  test('that is simulated is paused and tested, and else left alone', async () => {
    const id = await seededCarrier(system);
    const simulated = { status: 409, code: 'carrier.simulated' };
    expectRefusal(await call('PATCH', `/${id}`, { version: 1, name: 'Mine' }), simulated);
    expectRefusal(await rotate(id, NEXT), simulated);
    expectRefusal(await call('DELETE', `/${id}`), simulated);
    expect((await call<CarrierTest>('POST', `/${id}/test`, {})).body).toMatchObject({ is_well: true });
  });

  test('is deleted once no route names it', async () => {
    const { id } = await make();
    const { routeId } = await routeOver(system, [id]);
    expect((await read(id)).routes).toEqual([routeId]);
    expectRefusal(await call('DELETE', `/${id}`), { status: 409, code: 'carrier.in_use' });
    await system.database.pool.query('delete from route where id = $1', [routeId]);
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expectRefusal(await call('GET', `/${id}`), { status: 404, code: 'carrier.not_found' });
  });

  test('tells who did what with it, newest first, page by page', async () => {
    const { id } = await make();
    await setStatus(id, 'paused');
    await setStatus(id, 'disabled');
    const first = (await call<AuditPage>('GET', `/${id}/history?limit=2`, undefined, ops)).body;
    expect(AuditPage.parse(first)).toEqual(first);
    const rest = (await call<AuditPage>('GET', `/${id}/history?limit=2&cursor=${first.next_cursor}`)).body;
    expect([...first.data, ...rest.data].map(({ action, target }) => [action, target.id])).toEqual([
      ['carrier.status_changed', id],
      ['carrier.status_changed', id],
      ['carrier.created', id],
    ]);
    expect(rest.next_cursor).toBeNull();
  });
});

describe('a test of a carrier', () => {
  test('goes step by step with the time of each, whatever its status', async () => {
    const { id } = await make();
    const { body } = await call<CarrierTest>('POST', `/${id}/test`, {});
    expect(CarrierTest.parse(body)).toEqual(body);
    expect(body.is_well).toBe(true);
    expect(stepsOf(body)).toEqual([
      'dns done',
      'tcp done',
      'tls skipped',
      'bind done',
      'enquire_link done',
      'unbind done',
    ]);
  });

  test('names the step that fails and its cause in plain words', async () => {
    const { id } = await make({ password: WRONG });
    const { body } = await call<CarrierTest>('POST', `/${id}/test`, {});
    expect(body.is_well).toBe(false);
    expect(body.steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      step: 'bind',
      detail: 'Refused with ESME_RINVPASWD (0x0E): the password is wrong.',
    });
    const { id: deaf } = await make({ port: 1 });
    const { body: refused } = await call<CarrierTest>('POST', `/${deaf}/test`, {});
    expect(stepsOf(refused).slice(0, 3)).toEqual(['dns done', 'tcp failed', 'tls skipped']);
  });
});

test('a test over TLS tells its version, and why a certificate is not believed', async () => {
  const { port, ca } = await phones.setTls({ certificate: 'good' });
  const secured = (tls: object) => make({ host: 'localhost', port, settings: { tls } });
  const tlsStep = async ({ id }: CarrierView) =>
    (await call<CarrierTest>('POST', `/${id}/test`, {})).body.steps.find(({ step }) => step === 'tls');
  expect(await tlsStep(await secured({ ca }))).toMatchObject({ outcome: 'done', detail: 'TLSv1.3' });
  const unknown = await tlsStep(await secured({}));
  expect(unknown).toMatchObject({ outcome: 'failed', detail: expect.stringContaining("enter that authority's") });
  const pinned = await tlsStep(await secured({ ca, pin: '00'.repeat(32) }));
  expect(pinned).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/another key .* [0-9a-f]{64}/) });
  await phones.setTls({ certificate: 'expired' });
  const expired = await tlsStep(await secured({ ca }));
  expect(expired).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('has expired') });
});

describe('a new password', () => {
  test('that the carrier does not take is refused with the cause, and the old one stays in use', async () => {
    const { id } = await make();
    const refused = await rotate(id, WRONG);
    expectRefusal(refused, { status: 422, code: 'carrier.test_failed', field: 'password' });
    expect(refused.problem.detail).toContain('the password is wrong');
    expect((await call<CarrierTest>('POST', `/${id}/test`, {})).body.is_well).toBe(true);
    expect(await read(id)).toMatchObject({ version: 1, can_restore_password_until: null });
  });

  test('that it takes is bound with from then on, and the way back is open for a day', async () => {
    const { id } = await make();
    await setStatus(id, 'enabled');
    await untilBound(id);
    await phones.setPasswords('acme', PASSWORD, NEXT);
    const rotated = await rotate(id, NEXT);
    expect(rotated.status).toBe(200);
    const until = Date.parse(rotated.body.can_restore_password_until ?? '');
    expect(until - Date.parse(rotated.body.password_changed_at)).toBe(24 * 3_600_000);
    // Whoever still came with the old one would stay away.
    await phones.setPasswords('acme', NEXT);
    await phones.dropConnections();
    await untilBound(id);
    expect((await call<CarrierTest>('POST', `/${id}/test`, {})).body.is_well).toBe(true);
    expect((await call('POST', `/${id}/password/restore`, {})).status).toBe(200);
    const { body } = await call<CarrierTest>('POST', `/${id}/test`, {});
    expect(body.steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({
      step: 'bind',
      detail: expect.stringContaining('the password is wrong'),
    });
    await phones.setPasswords('acme');
    await setStatus(id, 'disabled');
    const actions = (await call<AuditPage>('GET', `/${id}/history`)).body.data.map(({ action }) => action);
    expect(actions.slice(1, 3)).toEqual(['carrier.password_restored', 'carrier.password_changed']);
  });

  test('that is to hold only later is taken untried', async () => {
    const { id } = await make();
    expect((await rotate(id, NEXT, true)).status).toBe(200);
    expect((await call<CarrierTest>('POST', `/${id}/test`, {})).body.is_well).toBe(false);
  });

  test('has no way back before it came', async () => {
    const { id } = await make();
    expectRefusal(await call('POST', `/${id}/password/restore`, {}), {
      status: 409,
      code: 'carrier.no_previous_password',
    });
  });
});

test('a pause lets receipts come and messages wait; then they go out', async () => {
  const { id } = await make({ window_size: 1 });
  const { client } = await routeOver(system, [id]);
  // Else those that wait would go that way.
  await system.database.pool.query('delete from route where application_id is null');
  await setStatus(id, 'enabled');
  await untilBound(id);
  await phones.set({ answer_delay_ms: 300, receipt_delay_ms: 1_000 });
  const numbers = Array.from({ length: 8 }, () => freshNumber());
  const ids = await Promise.all(numbers.map(async (number) => (await client.start({ number })).body.message.id));
  await setStatus(id, 'paused');
  const statuses = () => Promise.all(ids.map(async (one) => (await client.message(one)).body.status));
  await vi.waitUntil(async () => (await statuses()).every((one) => one === 'queued' || one === 'delivered'), {
    timeout: 15_000,
    interval: 50,
  });
  const told = await statuses();
  expect(new Set(told)).toEqual(new Set(['queued', 'delivered']));
  const submitted = await Promise.all(numbers.map(async (number) => (await phones.submissions(number)).length));
  expect(submitted).toEqual(told.map((status) => (status === 'delivered' ? 1 : 0)));
  expect(await read(id)).toMatchObject({ status: 'paused', bind_states: [{ state: 'bound' }] });
  await phones.set({ receipt_delay_ms: 40 });
  await setStatus(id, 'enabled');
  await untilMessages(system, ids, ['delivered']);
  await setStatus(id, 'disabled');
});

test('a trace shows what went over the binds, and neither the password nor the code nor the number', async () => {
  const { id } = await make();
  const { client } = await routeOver(system, [id]);
  await setStatus(id, 'enabled');
  await untilBound(id);
  const number = freshNumber();
  const { body: started } = await client.start({ number });
  await untilMessage(client, started.message.id, 'delivered');
  const { body, text } = await call<CarrierTrace>('GET', `/${id}/trace`, undefined, ops);
  expect(CarrierTrace.parse(body)).toEqual(body);
  const commands = body.data.map(({ direction, command }) => `${direction} ${command}`);
  for (const command of ['out bind_transceiver', 'in bind_transceiver_resp', 'out submit_sm', 'in deliver_sm']) {
    expect(commands).toContain(command);
  }
  expect(body.data.map(({ at }) => at)).toEqual(
    body.data
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  expect(text).not.toContain(PASSWORD);
  expect(text).not.toContain(number.replace('+', ''));
  expect(text).not.toContain(Buffer.from(started.passcode ?? 'none').toString('hex'));
  expect(text).not.toMatch(new RegExp(`\\b${started.passcode}\\b`));
  await setStatus(id, 'disabled');
});

describe('a live stream', () => {
  const open = (headers = owner) =>
    EventStream.open(`http://127.0.0.1:${system.backends[0]!.adminPort}/api/admin/carriers/live`, headers);
  const carrierIn = (event: LiveBinds, id: string) => event.carriers.find((one) => one.id === id);

  test('tells at once how every carrier stands, and then each change', async () => {
    const { id } = await make();
    const stream = await open(ops);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
    });
    const first = await stream.until<LiveBinds>(() => true);
    expect(LiveBinds.parse(first)).toEqual(first);
    expect(carrierIn(first, id)).toMatchObject({ status: 'disabled', bind_states: [] });
    const seeded = carrierIn(first, await seededCarrier(system))!;
    expect(new Set(seeded.bind_states.map(({ state }) => state))).toEqual(new Set(['bound']));
    await setStatus(id, 'enabled');
    await stream.until<LiveBinds>((event) => carrierIn(event, id)?.bind_states[0]?.state === 'bound');
    await setStatus(id, 'disabled');
    await stream.until<LiveBinds>((event) => {
      const { status, bind_states: binds } = carrierIn(event, id)!;
      return status === 'disabled' && event !== first && binds.length === 0;
    });
    stream.close();
  });

  test('ends within two seconds of its session, and within two of a role that may no longer see it', async () => {
    const { pool } = system.database;
    const someone = async () => {
      const operatorId = await insertOperator(pool, { role: 'ops' });
      const session = await insertSession(pool, operatorId);
      return { ...session, operatorId, stream: await open({ ...owner, cookie: `${SESSION_COOKIE}=${session.token}` }) };
    };
    const [leaving, moved, staying] = [await someone(), await someone(), await someone()];
    await pool.query('delete from session where id = $1', [leaving.id]);
    await pool.query(`update operator set role = 'editor' where id = $1`, [moved.operatorId]);
    await vi.waitUntil(() => leaving.stream.isOver && moved.stream.isOver, { timeout: 2_000, interval: 20 });
    expect(staying.stream.isOver).toBe(false);
    staying.stream.close();
  });

  test('ends in due form with its process, and does not hold it up', async () => {
    const { database, simulator } = system;
    const env = { CODEWIRE_ROLES: 'api' };
    const backend = await startBackend({ databaseUrl: database.url, simulator, env });
    const stream = await EventStream.open(`http://127.0.0.1:${backend.adminPort}/api/admin/carriers/live`, owner);
    await stream.until(() => true);
    await backend.stop();
    expect([stream.isOver, stream.isComplete]).toEqual([true, true]);
  });
});
