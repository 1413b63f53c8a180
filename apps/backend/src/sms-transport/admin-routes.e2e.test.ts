import { RouteExplanation, RouteList, RouteView, type RouteCreate } from '@codewire/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '../platform/ids.js';
import { Browser } from '../test/browser.js';
import type { Answer } from '../test/client.js';
import { freshNumber } from '../test/numbers.js';
import { insertOperator, insertSession } from '../test/operators.js';
import { expectRefusal } from '../test/refusals.js';
import { insertApplication, insertCarrier } from '../test/rows.js';
import { seededCarrier } from '../test/second-carrier.js';
import { startSystem, type System } from '../test/system.js';

let system: System;
let browser: Browser;
/** Binds to the simulated carrier, and is enabled. */
let simulated: string;
/** Disabled, and nobody can bind to it. */
let acme: string;
let application: string;

beforeAll(async () => {
  system = await startSystem();
  const { pool } = system.database;
  const { adminPort } = system.backends[0]!;
  browser = Browser.signedIn(
    adminPort,
    await insertSession(pool, await insertOperator(pool, { role: 'connectivity' })),
  );
  [simulated, acme] = [await seededCarrier(system), await insertCarrier(pool)];
  application = await insertApplication(pool);
});

afterAll(() => system.stop());

beforeEach(() => system.database.pool.query(`delete from route; select pg_notify('codewire_carriers', '')`));

async function create(input: Partial<RouteCreate> & { before?: string } = {}): Promise<Answer<RouteView>> {
  return browser.post<RouteView>('routes', { name: 'All', carriers: [{ id: simulated }], ...input });
}

const list = async () => (await browser.get<RouteList>('routes')).body;
const names = async () => (await list()).data.map(({ name }) => name);

describe('a route', () => {
  test('is made, changed and deleted, and keeps its contract', async () => {
    const made = await create({
      country: 'de',
      prefix: '4915',
      mode: 'weighted',
      carriers: [{ id: simulated, weight: 3 }],
    });
    expect(made.status).toBe(201);
    expect(RouteView.parse(made.body)).toEqual(made.body);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^rou_/),
      name: 'All',
      application_id: null,
      country: 'DE',
      prefix: '4915',
      mode: 'weighted',
      carriers: [{ id: simulated, weight: 3 }],
      is_enabled: true,
      position: 1,
      version: 1,
      is_unreachable: false,
    });
    const change = {
      version: 1,
      prefix: null,
      carriers: [
        { id: acme, weight: 0 },
        { id: simulated, weight: 1 },
      ],
    };
    const changed = await browser.ask<RouteView>('PATCH', `routes/${made.body.id}`, change);
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...made.body, ...change, version: 2 });
    const answer = await browser.get<RouteList>('routes');
    expect(RouteList.parse(answer.body)).toEqual(answer.body);
    expect(answer.body).toEqual({ data: [changed.body], has_default: false });
    expect((await browser.ask('DELETE', `routes/${made.body.id}`)).status).toBe(204);
    expect((await list()).data).toEqual([]);
    const { rows } = await system.database.pool.query(
      `select action, actor_name, address from audit where target_id = $1 order by seq`,
      [made.body.id],
    );
    const author = { actor_name: expect.stringMatching(/^A connectivity <.+>$/), address: '127.0.0.1' };
    expect(rows).toEqual(['created', 'changed', 'deleted'].map((deed) => ({ action: `route.${deed}`, ...author })));
  });

  test('comes before another or last, and an order of all is taken', async () => {
    const [b, c] = [(await create({ name: 'B' })).body, (await create({ name: 'C' })).body];
    const a = (await create({ name: 'A', before: b.id })).body;
    expect(await names()).toEqual(['A', 'B', 'C']);
    expect(a.position).toBe(1);
    const ordered = await browser.ask<RouteList>('PUT', 'routes/order', { ids: [c.id, a.id, b.id] });
    expect(ordered.status).toBe(200);
    expect(ordered.body.data.map(({ name, position }) => [name, position])).toEqual([
      ['C', 1],
      ['A', 2],
      ['B', 3],
    ]);
    expect(await list()).toEqual(ordered.body);
    const incomplete = await browser.ask('PUT', 'routes/order', { ids: [c.id, a.id] });
    expectRefusal(incomplete, { status: 409, code: 'route.order_incomplete' });
  });

  test('of a thousand can be put in order', async () => {
    await system.database.pool.query(
      `insert into route (id, name, position, carrier_ids)
        select 'rou_' || lpad(n::text, 22, '0'), n, n, array[$1] from generate_series(1, 1000) n`,
      [simulated],
    );
    const ids = (await list()).data.map(({ id }) => id).reverse();
    const ordered = await browser.ask<RouteList>('PUT', 'routes/order', { ids });
    expect(ordered.status).toBe(200);
    expect(ordered.body.data.map(({ id }) => id)).toEqual(ids);
    expectRefusal(await create(), { status: 409, code: 'route.too_many' });
  });

  test('behind one that takes all it would is shown as unreachable, and a default is known', async () => {
    await create({ country: 'FR' });
    expect((await list()).has_default).toBe(false);
    await create();
    await create({ country: 'DE', application_id: application });
    const { data, has_default } = await list();
    expect(data.map(({ is_unreachable }) => is_unreachable)).toEqual([false, false, true]);
    expect(has_default).toBe(true);
  });

  test.each<[string, object, object]>([
    ['without a carrier', { carriers: [] }, { status: 400, code: 'request.invalid', field: 'carriers' }],
    ['without a name', { name: ' ' }, { status: 400, code: 'request.invalid', field: 'name' }],
    ['of a country that is none', { country: 'XX' }, { status: 400, code: 'request.invalid', field: 'country' }],
    ['of a prefix with letters', { prefix: '49x' }, { status: 400, code: 'request.invalid', field: 'prefix' }],
    ['of a prefix of no number', { prefix: '999' }, { status: 400, code: 'request.invalid', field: 'prefix' }],
    ['of more than four digits', { prefix: '4915123' }, { status: 400, code: 'request.invalid', field: 'prefix' }],
    [
      'of a prefix of elsewhere',
      { country: 'FR', prefix: '4915' },
      { status: 400, code: 'request.invalid', field: 'prefix' },
    ],
    ['that chooses by nothing', { mode: 'random' }, { status: 400, code: 'request.invalid', field: 'mode' }],
    [
      'of a weight below nothing',
      { carriers: [{ id: 'car_x', weight: -1 }] },
      { status: 400, code: 'request.invalid', field: 'carriers.0.weight' },
    ],
    [
      'of one carrier twice',
      { carriers: [{ id: 'car_x' }, { id: 'car_x' }] },
      { status: 400, code: 'request.invalid', field: 'carriers.1.id' },
    ],
    [
      'of a carrier that is none',
      { carriers: [{ id: 'car_none' }] },
      { status: 422, code: 'route.carrier_unknown', field: 'carriers.0.id' },
    ],
    [
      'of an application that is none',
      { application_id: 'app_none' },
      { status: 404, code: 'application.not_found', field: 'application_id' },
    ],
    ['before one that is none', { before: 'rou_none' }, { status: 404, code: 'route.not_found', field: 'before' }],
    ['with a place of its own', { position: 1 }, { status: 400, code: 'request.invalid', field: 'position' }],
  ])('%s is not made', async (_, input, refusal) => {
    expectRefusal(await create(input), refusal as never);
    expect((await list()).data).toEqual([]);
  });

  test('that someone else has changed, or that is not there, is not changed', async () => {
    const { id } = (await create()).body;
    const change = (version: number, more: object) => browser.ask('PATCH', `routes/${id}`, { version, ...more });
    expect((await change(1, { name: 'First' })).status).toBe(200);
    expectRefusal(await change(1, { name: 'Second' }), { status: 409, code: 'route.changed' });
    expectRefusal(await change(2, { country: 'FR', prefix: '49' }), {
      status: 400,
      code: 'request.invalid',
      field: 'prefix',
    });
    expect(await names()).toEqual(['First']);
    const missing = { status: 404, code: 'route.not_found' };
    expectRefusal(await browser.ask('PATCH', 'routes/rou_none', { version: 1 }), missing);
    expectRefusal(await browser.ask('DELETE', 'routes/rou_none'), missing);
  });

  test('takes messages, and stops to, before a cache ends', async () => {
    const { id, client } = await system.addApplication();
    const start = async () => (await client.start({ number: freshNumber() })).status;
    const route = (await create({ application_id: id })).body;
    await vi.waitUntil(async () => (await start()) === 201, { timeout: 4_000, interval: 50 });
    await browser.ask('PATCH', `routes/${route.id}`, { version: 1, is_enabled: false });
    await vi.waitUntil(async () => (await start()) === 422, { timeout: 4_000, interval: 50 });
  });
});

describe('who would carry a number', () => {
  const NUMBER = '+49 1512 3456789';
  const ask = (question: object) => browser.post<RouteExplanation>('routes/explain', question);

  test('is told with the rule, and why the others would not', async () => {
    const other = await insertApplication(system.database.pool);
    const made = [
      await create({ name: 'Off', is_enabled: false }),
      await create({ name: 'Theirs', application_id: other }),
      await create({ name: 'France', country: 'FR' }),
      await create({ name: 'Elsewhere', prefix: '4916' }),
      await create({ name: 'Nobody', carriers: [acme, simulated].map((id) => ({ id, weight: 1 })) }),
      await create({ name: 'Germany', country: 'DE', prefix: '4915' }),
      await create({ name: 'Default' }),
    ].map(({ body }) => body);
    const answer = async () => (await ask({ number: NUMBER, application_id: application })).body;
    await vi.waitUntil(async () => (await answer()).rules.length === made.length, { timeout: 2_000, interval: 50 });
    const explanation = await answer();
    expect(RouteExplanation.parse(explanation)).toEqual(explanation);
    expect(explanation.number).toEqual({ masked: '+49 *********89', country: 'DE', prefix: '491512' });
    expect(explanation.carrier).toEqual({ id: simulated, name: 'Simulated carrier' });
    expect(explanation.rules.map(({ name, decides, skipped }) => [name, decides ? 'decides' : skipped])).toEqual([
      ['Off', 'disabled'],
      ['Theirs', 'other_application'],
      ['France', 'other_country'],
      ['Elsewhere', 'other_prefix'],
      ['Nobody', 'no_usable_carrier'],
      ['Germany', 'decides'],
      ['Default', 'not_reached'],
    ]);
    const carrier = { id: simulated, name: 'Simulated carrier', price: null, currency: null, health: 'well' };
    expect(explanation.rules[4]?.carriers).toEqual([
      { id: acme, name: expect.any(String), passed_over: ['disabled'], price: null, currency: null, health: 'well' },
      { ...carrier, passed_over: ['simulated'] },
    ]);
    expect(explanation.rules[5]?.carriers).toEqual([{ ...carrier, passed_over: [] }]);
    expect(JSON.stringify(explanation)).not.toContain('3456789');
  });

  test('is nobody where no route leads', async () => {
    const answer = async () => (await ask({ number: NUMBER, application_id: application })).body;
    await vi.waitUntil(async () => (await answer()).rules.length === 0, { timeout: 2_000, interval: 50 });
    expect(await answer()).toMatchObject({ carrier: null, rules: [] });
  });

  test('is read as a start reads it', async () => {
    const national = await ask({ number: '01512 3456789', country: 'de', application_id: application });
    expect(national.body.number).toMatchObject({ country: 'DE', prefix: '491512' });
    const refusals: [object, object][] = [
      [{ number: '01512 3456789' }, { status: 400, code: 'number.country_needed', field: 'number' }],
      [{ number: '+49 1512' }, { status: 400, code: 'number.invalid', field: 'number' }],
      [{ number: '+44 901 234 5678' }, { status: 422, code: 'number.not_allowed', field: 'number' }],
      [{ number: 4915123456789 }, { status: 400, code: 'number.not_a_string', field: 'number' }],
      [
        { number: NUMBER, country: 'FR' },
        { status: 400, code: 'number.country_mismatch', field: 'number' },
      ],
      [
        { number: NUMBER, application_id: newId('app') },
        { status: 404, code: 'application.not_found', field: 'application_id' },
      ],
    ];
    for (const [question, refusal] of refusals) {
      expectRefusal(await ask({ application_id: application, ...question }), refusal as never);
    }
  });
});
