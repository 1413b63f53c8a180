import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { carrierOf } from '../test/carriers.js';
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

test('every node is told of a new carrier', async () => {
  const heard: string[] = [];
  const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
  notifications.on('codewire_carriers', (payload) => void heard.push(payload));
  await notifications.start();
  await store.insertCarrier(carrier('car_three'));
  await vi.waitUntil(() => heard.includes('car_three'), { timeout: 20_000 });
  await notifications.stop();
});

test('two carriers cannot have one name', async () => {
  await expect(store.insertCarrier({ ...carrier('car_copy'), name: 'Carrier car_one' })).rejects.toThrow(
    'carrier_name_key',
  );
});
