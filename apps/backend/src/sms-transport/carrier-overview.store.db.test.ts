import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage, storeMessages } from '../test/messages.js';
import { CarrierOverviewStore } from './carrier-overview.store.js';
import { CarrierStore } from './carrier.store.js';
import { RouteStore } from './route.store.js';

let database: OpenDatabase;
let overview: CarrierOverviewStore;

beforeAll(async () => {
  database = await openTestDatabase();
  overview = new CarrierOverviewStore(database.sql);
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('truncate carrier, route, message, bind_lease cascade'));

async function make(id: string): Promise<string> {
  await new CarrierStore(database.sql).insertCarrier({
    id,
    name: id,
    isSimulated: false,
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Buffer.from([1]),
    windowSize: 10,
  });
  return id;
}

test('an overview tells of each carrier the routes that name it, in their order', async () => {
  const [one, two] = [await make('car_one'), await make('car_two')];
  const routes = new RouteStore(database.sql);
  const route = { applicationId: null, country: null };
  await routes.insertRoute({ ...route, id: 'rou_z', carrierIds: [one] }, 'last');
  await routes.insertRoute({ ...route, id: 'rou_a', carrierIds: [two, one] }, 'last');
  expect(await overview.list()).toMatchObject([
    { id: one, routes: ['rou_z', 'rou_a'] },
    { id: two, routes: ['rou_a'] },
  ]);
});

test('an overview tells how binds stand by the nodes that hold them, and nothing of nodes that are gone', async () => {
  const id = await make('car_one');
  const lease = (slot: number, node: string, held: string, state: object) =>
    database.pool.query(
      `insert into bind_lease (carrier_id, slot, node, held_until, usable_from, state)
        values ($1, $2, $3, now() + $4::interval, now(), $5)`,
      [id, slot, node, held, JSON.stringify([state])],
    );
  await lease(2, 'node-b', '5 s', { direction: 'transceiver', state: 'bound' });
  await lease(1, 'node-a', '-1 ms', { direction: 'transceiver', state: 'bound' });
  expect((await overview.standings()).get(id)?.binds).toEqual([
    { direction: 'transceiver', state: 'bound', slot: 2, node: 'node-b' },
  ]);
});

test('an overview tells how much waits for a carrier and for how long, whoever else may take it', async () => {
  const due = (ageSeconds: number, nextCarriers: string[]) =>
    storeMessages(database.sql, [newMessage({ createdAt: new Date(Date.now() - ageSeconds * 1_000) })], {
      nextCarriers,
    });
  await due(30, ['car_a']);
  await due(10, ['car_a']);
  await due(90, ['car_b', 'car_a']);
  await due(5, []);
  await storeMessages(database.sql, [newMessage()], { carrierId: 'car_a', nextCarriers: ['car_a'] });
  const standings = await overview.standings();
  expect([...standings.keys()].sort()).toEqual(['car_a', 'car_b']);
  expect(standings.get('car_a')?.queue).toMatchObject({ waiting: 3 });
  expect(standings.get('car_a')?.queue.oldest_seconds).toBeGreaterThanOrEqual(90);
  expect(standings.get('car_b')?.queue).toMatchObject({ waiting: 1 });
});
