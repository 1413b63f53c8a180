import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertApplication } from '../test/rows.js';
import { RouteStore, type AddedRoute, type RouteSettings } from './route.store.js';

let database: OpenDatabase;
let store: RouteStore;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new RouteStore(database.sql);
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate route'));

const route = (id: string, change: Partial<AddedRoute> = {}): AddedRoute => ({
  id,
  applicationId: null,
  country: null,
  carrierIds: ['car_one'],
  ...change,
});

const ids = async () => (await store.listRoutes()).map(({ id }) => id);

/** Everything a rule can say. */
const SETTINGS: RouteSettings = {
  applicationId: null,
  country: 'DE',
  prefix: '4915',
  name: 'German mobiles',
  mode: 'weighted',
  carrierIds: ['car_two', 'car_one'],
  weights: [70, 30],
  isEnabled: false,
};

async function addAll(...names: string[]): Promise<void> {
  for (const name of names) await store.insertRoute(route(name), 'last');
}

test('routes are read in the order in which they are asked; a new one goes first or last', async () => {
  const applicationId = await insertApplication(database.pool);
  await store.insertRoute(route('rou_b'), 'last');
  await store.insertRoute(route('rou_c', { country: 'DE' }), 'last');
  await store.insertRoute(route('rou_a', { applicationId, carrierIds: ['car_one', 'car_two'] }), 'first');
  expect(await ids()).toEqual(['rou_a', 'rou_b', 'rou_c']);
  const [first] = await store.listRoutes();
  expect(first).toMatchObject({ applicationId, country: null, carrierIds: ['car_one', 'car_two'] });
});

test('a route is kept as it was added; what was left out has its default', async () => {
  await store.insertRoute({ id: 'rou_full', ...SETTINGS }, 'last');
  await store.insertRoute(route('rou_plain'), 'last');
  const [full, plain] = await store.listRoutes();
  expect(full).toEqual({ id: 'rou_full', position: 1, version: 1, ...SETTINGS });
  expect(plain).toMatchObject({ prefix: null, name: '', mode: 'priority', weights: [], isEnabled: true, version: 1 });
});

test('a route comes before another, and those behind keep their order', async () => {
  await addAll('rou_a', 'rou_b', 'rou_c', 'rou_d');
  const routes = await store.listRoutes();
  await database.sql.transaction(async (tx) => {
    const inside = new RouteStore(tx);
    await inside.lockRoutes();
    await inside.insertRoute(route('rou_x'), { before: routes[1]! });
  });
  expect(await ids()).toEqual(['rou_a', 'rou_x', 'rou_b', 'rou_c', 'rou_d']);
});

test('a carrier is added to a route once, after those it has, and weighs one where they are weighed', async () => {
  await store.insertRoute({ ...SETTINGS, id: 'rou_weighed' }, 'last');
  await store.insertRoute(route('rou_plain'), 'last');
  for (const id of ['rou_weighed', 'rou_plain', 'rou_plain']) await store.extendRoute(id, 'car_three');
  expect(await store.listRoutes()).toMatchObject([
    { carrierIds: ['car_two', 'car_one', 'car_three'], weights: [70, 30, 1], version: 2 },
    { carrierIds: ['car_one', 'car_three'], weights: [], version: 2 },
  ]);
});

test('a route is changed from the version that it has, and from no other', async () => {
  await addAll('rou_a', 'rou_b');
  expect(await store.changeRoute({ id: 'rou_a', version: 1 }, SETTINGS)).toBe(true);
  for (const version of [1, 3]) {
    expect(await store.changeRoute({ id: 'rou_a', version }, { ...SETTINGS, name: 'late' })).toBe(false);
  }
  expect(await store.changeRoute({ id: 'rou_none', version: 1 }, SETTINGS)).toBe(false);
  const [changed, other] = await store.listRoutes();
  expect(changed).toEqual({ id: 'rou_a', position: 1, version: 2, ...SETTINGS });
  expect(other).toMatchObject({ id: 'rou_b', name: '', version: 1 });
});

test('every order of the routes is one statement, and a position is never given twice', async () => {
  await addAll('rou_a', 'rou_b', 'rou_c');
  await store.orderRoutes(['rou_c', 'rou_a', 'rou_b']);
  expect((await store.listRoutes()).map(({ id, position }) => [id, position])).toEqual([
    ['rou_c', 1],
    ['rou_a', 2],
    ['rou_b', 3],
  ]);
  await expect(database.pool.query('update route set position = 2 where position = 1')).rejects.toThrow(
    'route_position_key',
  );
});

test('who changes routes waits for whoever is at it, and who sends reads on', async () => {
  await addAll('rou_a');
  await database.sql.transaction(async (tx) => {
    await new RouteStore(tx).lockRoutes();
    const locking = database.pool.query(
      `begin; set local lock_timeout = 1; lock table route in exclusive mode; commit`,
    );
    await expect(locking).rejects.toThrow('lock timeout');
    expect(await ids()).toEqual(['rou_a']);
  });
});

test('a route needs a carrier, and a weight for each or none', async () => {
  await expect(store.insertRoute(route('rou_e', { carrierIds: [] }), 'last')).rejects.toThrow('carrier_ids_check');
  await expect(store.insertRoute(route('rou_e', { weights: [1, 2] }), 'last')).rejects.toThrow('route_check');
});

test('every node is told of each change, and of none that was not made', async () => {
  const heard: string[] = [];
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  notifications.on('codewire_carriers', (payload) => void heard.push(payload));
  await notifications.start();
  await addAll('rou_a', 'rou_b');
  await store.changeRoute({ id: 'rou_none', version: 1 }, SETTINGS);
  await store.changeRoute({ id: 'rou_a', version: 1 }, SETTINGS);
  await store.extendRoute('rou_b', 'car_two');
  await store.orderRoutes(['rou_b', 'rou_a']);
  expect(await store.deleteRoute('rou_none')).toBe(false);
  expect(await store.deleteRoute('rou_a')).toBe(true);
  await vi.waitUntil(() => heard.length === 7, { timeout: 20_000 });
  // The first is that of the connection, which may have missed some.
  expect(heard).toEqual(['', 'rou_a', 'rou_b', 'rou_a', 'rou_b', '', 'rou_a']);
  await notifications.stop();
});
