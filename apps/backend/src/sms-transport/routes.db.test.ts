import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../audit/audit-log.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication, insertCarrier } from '../test/rows.js';
import { RouteStore, type RouteSettings } from './route.store.js';
import { MOST_ROUTES, Routes } from './routes.js';

let database: OpenDatabase;
let routes: Routes;
let store: RouteStore;
let acme: string;
let beta: string;

beforeAll(async () => {
  database = await openTestDatabase();
  routes = new Routes(database.sql, new AuditLog(testAuditKey()));
  store = new RouteStore(database.sql);
  [acme, beta] = [await insertCarrier(database.pool), await insertCarrier(database.pool)];
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate route, audit'));

const settings = (change: Partial<RouteSettings> = {}): RouteSettings => ({
  name: 'Germany',
  applicationId: null,
  country: 'DE',
  prefix: '4915',
  mode: 'weighted',
  carrierIds: [acme, beta],
  weights: [3, 1],
  isEnabled: true,
  ...change,
});

const facts = () => ({
  name: 'Germany',
  application_id: null,
  country: 'DE',
  prefix: '4915',
  mode: 'weighted',
  carriers: [
    { id: acme, weight: 3 },
    { id: beta, weight: 1 },
  ],
  is_enabled: true,
});

async function make(change: Partial<RouteSettings> = {}, before?: string): Promise<string> {
  const made = await routes.create(AUTHOR, settings(change), before);
  return made.kind === 'made' ? made.id : expect.unreachable(`it is not made: ${made.kind}`);
}

const ids = async () => (await store.listRoutes()).map(({ id }) => id);

async function entries(): Promise<unknown[]> {
  const { rows } = await database.pool.query<object>(
    'select action, target_id, target_name, application_id, before, after from audit order by seq',
  );
  return rows;
}

describe('a route', () => {
  test('is made last or before another, and the audit has all of it and its place', async () => {
    const last = await make();
    const first = await make({ name: 'Sooner' }, last);
    expect(await ids()).toEqual([first, last]);
    expect((await store.listRoutes())[1]).toMatchObject(settings());
    const common = { application_id: null, before: null };
    expect(await entries()).toEqual([
      {
        ...common,
        action: 'route.created',
        target_id: last,
        target_name: 'Germany',
        after: { ...facts(), position: 1 },
      },
      {
        ...common,
        action: 'route.created',
        target_id: first,
        target_name: 'Sooner',
        after: { ...facts(), name: 'Sooner', position: 1 },
      },
    ]);
  });

  test('of an application is found in the audit by it', async () => {
    const applicationId = await insertApplication(database.pool);
    await make({ applicationId });
    expect(await entries()).toMatchObject([{ application_id: applicationId }]);
  });

  test('names what is there, or nothing is written', async () => {
    expect(await routes.create(AUTHOR, settings(), 'rou_none')).toEqual({ kind: 'unknown' });
    expect(await routes.create(AUTHOR, settings({ applicationId: 'app_none' }), undefined)).toEqual({
      kind: 'unknown_reference',
      unknown: { kind: 'application' },
    });
    const id = await make();
    expect(
      await routes.change(AUTHOR, { id, version: 1 }, settings({ carrierIds: [acme, 'car_none'], weights: [1, 1] })),
    ).toEqual({ kind: 'unknown_reference', unknown: { kind: 'carrier', place: 1 } });
    expect((await store.listRoutes()).map(({ carrierIds }) => carrierIds)).toEqual([[acme, beta]]);
    expect(await entries()).toHaveLength(1);
  });

  test('that is changed leaves what changed on both sides; one that is not changed leaves nothing', async () => {
    const id = await make();
    expect(await routes.change(AUTHOR, { id, version: 1 }, settings())).toEqual({ kind: 'changed' });
    const change = settings({ name: 'Both', country: null, carrierIds: [acme], weights: [1] });
    expect(await routes.change(AUTHOR, { id, version: 1 }, change)).toEqual({ kind: 'changed' });
    expect(await store.listRoutes()).toEqual([{ id, position: 1, version: 2, ...change }]);
    const [, ...after] = await entries();
    expect(after).toMatchObject([
      {
        action: 'route.changed',
        target_id: id,
        before: { name: 'Germany', country: 'DE', carriers: facts().carriers },
        after: { name: 'Both', country: null, carriers: [{ id: acme, weight: 1 }] },
      },
    ]);
    expect(Object.keys((after[0] as { after: object }).after).sort()).toEqual(['carriers', 'country', 'name']);
  });

  test('of ten changes made from one version at once one is written', async () => {
    const id = await make();
    const changes = Array.from({ length: 10 }, (_, n) =>
      routes.change(AUTHOR, { id, version: 1 }, settings({ name: `Change ${n}` })),
    );
    const kinds = (await Promise.all(changes)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'changed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'changed_meanwhile')).toHaveLength(9);
    expect(await store.listRoutes()).toMatchObject([{ version: 2, name: `Change ${kinds.indexOf('changed')}` }]);
    expect(await routes.change(AUTHOR, { id: 'rou_none', version: 1 }, settings())).toEqual({ kind: 'unknown' });
  });

  test('that is deleted leaves what it was; twice is not found', async () => {
    const id = await make();
    expect(await routes.delete(AUTHOR, id)).toEqual({ kind: 'deleted' });
    expect(await routes.delete(AUTHOR, id)).toEqual({ kind: 'unknown' });
    expect(await ids()).toEqual([]);
    expect((await entries()).slice(1)).toMatchObject([
      { action: 'route.deleted', target_id: id, before: facts(), after: null },
    ]);
  });

  test('is one of a thousand at most', async () => {
    await database.pool.query(
      `insert into route (id, position, carrier_ids) select 'rou_' || n, n, array['car_x'] from generate_series(1, $1) n`,
      [MOST_ROUTES],
    );
    expect(await routes.create(AUTHOR, settings(), undefined)).toEqual({ kind: 'too_many' });
  });
});

describe('an order', () => {
  test('names every route once, and the audit has both', async () => {
    const [a, b, c] = [await make(), await make(), await make()];
    expect(await routes.order(AUTHOR, [c, a, b])).toEqual({ kind: 'ordered' });
    expect(await routes.order(AUTHOR, [c, a, b])).toEqual({ kind: 'ordered' });
    expect(await ids()).toEqual([c, a, b]);
    expect((await entries()).slice(3)).toMatchObject([
      { action: 'route.reordered', before: { order: [a, b, c] }, after: { order: [c, a, b] } },
    ]);
  });

  test('that leaves one out, names one twice or one that is none changes nothing', async () => {
    const [a, b] = [await make(), await make()];
    for (const wrong of [[b], [b, b], [b, a, a], [b, a, 'rou_none'], [b, 'rou_none'], []]) {
      expect(await routes.order(AUTHOR, wrong)).toEqual({ kind: 'incomplete' });
    }
    expect(await ids()).toEqual([a, b]);
    expect(await entries()).toHaveLength(2);
  });

  test('that is asked for while routes come and go is either whole or refused', async () => {
    const made = [await make(), await make(), await make()];
    const [a, b, c] = made as [string, string, string];
    const outcomes = await Promise.all([
      routes.order(AUTHOR, [c, b, a]),
      routes.delete(AUTHOR, b),
      routes.order(AUTHOR, [b, a, c]),
      routes.create(AUTHOR, settings({ name: 'New' }), a),
    ]);
    const left = await store.listRoutes();
    expect(left.map(({ id }) => id).sort()).toEqual([a, c, (outcomes[3] as { id: string }).id].sort());
    expect(new Set(left.map(({ position }) => position)).size).toBe(3);
  });
});
