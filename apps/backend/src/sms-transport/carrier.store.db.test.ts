import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { carrierOf } from '../test/carriers.js';
import { insertApplication } from '../test/rows.js';
import { CarrierStore, type AddedCarrier } from './carrier.store.js';

let database: OpenDatabase;
let store: CarrierStore;

beforeAll(async () => {
  database = await openTestDatabase();
  store = new CarrierStore(database.sql);
});

afterAll(() => database.close());

const carrier = (id: string): AddedCarrier => ({
  id,
  name: `Carrier ${id}`,
  isSimulated: false,
  host: 'smsc.example.com',
  port: 2775,
  systemId: 'codewire',
  systemType: 'OTP',
  passwordSealed: Buffer.from([1, 2, 3]),
  windowSize: 20,
});

test('a carrier is kept as it was added, enabled, its password sealed', async () => {
  await store.insertCarrier(carrier('car_one'));
  expect(await store.listCarriers()).toEqual([carrierOf('car_one', carrier('car_one'))]);
});

test('routes are read in the order in which they are asked; a new one goes first or last', async () => {
  const applicationId = await insertApplication(database.pool);
  await store.insertRoute({ id: 'rou_b', applicationId: null, country: null, carrierIds: ['car_one'] }, 'last');
  await store.insertRoute({ id: 'rou_c', applicationId: null, country: 'DE', carrierIds: ['car_one'] }, 'last');
  await store.insertRoute({ id: 'rou_a', applicationId, country: null, carrierIds: ['car_one', 'car_two'] }, 'first');
  const routes = await store.listRoutes();
  expect(routes.map(({ id }) => id)).toEqual(['rou_a', 'rou_b', 'rou_c']);
  expect(routes[0]).toMatchObject({ applicationId, country: null, carrierIds: ['car_one', 'car_two'] });
});

test('every node is told of a new carrier and of a new route', async () => {
  const heard: string[] = [];
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  notifications.on('codewire_carriers', (payload) => void heard.push(payload));
  await notifications.start();
  await store.insertCarrier(carrier('car_three'));
  await store.insertRoute({ id: 'rou_d', applicationId: null, country: null, carrierIds: ['car_three'] }, 'last');
  await vi.waitUntil(() => heard.includes('car_three') && heard.includes('rou_d'));
  await notifications.stop();
});

test('two carriers cannot have one name, and a route needs a carrier', async () => {
  await expect(store.insertCarrier({ ...carrier('car_copy'), name: 'Carrier car_one' })).rejects.toThrow(
    'carrier_name_key',
  );
  const empty = store.insertRoute({ id: 'rou_e', applicationId: null, country: null, carrierIds: [] }, 'last');
  await expect(empty).rejects.toThrow('carrier_ids_check');
});

test('a route comes before another, and those behind keep their order', async () => {
  const ids = async () => (await store.listRoutes()).map(({ id }) => id);
  const before = await ids();
  const routes = await store.listRoutes();
  await database.sql.transaction(async (tx) => {
    const inside = new CarrierStore(tx);
    await inside.lockRoutes();
    await inside.insertRoute(
      { id: 'rou_x', applicationId: null, country: null, carrierIds: ['car_one'] },
      { before: routes[1]! },
    );
  });
  expect(await ids()).toEqual([before[0], 'rou_x', ...before.slice(1)]);
});

test('a carrier is added to a route once, after those it has', async () => {
  await store.extendRoute('rou_b', 'car_three');
  await store.extendRoute('rou_b', 'car_three');
  const route = (await store.listRoutes()).find(({ id }) => id === 'rou_b');
  expect(route?.carrierIds).toEqual(['car_one', 'car_three']);
});
