import type { TracedPdu } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Notifications } from '../database/notifications.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { BIND_LEASE_TIMES } from './bind-leases.js';
import { BindLeaseStore } from './bind-lease.store.js';
import { CarrierStore } from './carrier.store.js';
import { TraceStore } from './trace.store.js';
import { Traces } from './traces.js';

const CARRIER = 'car_one';
let database: OpenDatabase;
let leases: BindLeaseStore;
const listening: Notifications[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  leases = new BindLeaseStore(database.sql, BIND_LEASE_TIMES);
  await new CarrierStore(database.sql).insertCarrier({
    id: CARRIER,
    name: 'One',
    isSimulated: false,
    host: 'smsc.example.com',
    port: 2775,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Buffer.from([1]),
    windowSize: 10,
    binds: 3,
  });
});

afterAll(() => database.close());

beforeEach(() => database.pool.query('delete from bind_lease'));

afterEach(() => Promise.all(listening.splice(0).map((notifications) => notifications.stop())));

const pdu = (node: string, second: number): TracedPdu => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  slot: 1,
  node,
  direction: 'out',
  command: 'submit_sm',
  command_status: 'ESME_ROK',
  sequence: second,
  octets: 70,
  fields: [{ name: 'service_type', value: '' }],
});

async function nodeThatSaw(node: string, pdus: TracedPdu[]): Promise<Traces> {
  const notifications = new Notifications({ url: database.url, applicationName: node, onError: () => undefined });
  listening.push(notifications);
  const traces = new Traces({
    store: new TraceStore(database.sql),
    leases,
    notifications,
    node,
    traced: (carrierId) => (carrierId === CARRIER ? pdus : []),
    onError: (error) => {
      throw error;
    },
  });
  await notifications.start();
  return traces;
}

const leftBehind = async () => (await database.pool.query('select from trace_answer')).rowCount;

test('whoever is asked tells what passed all nodes, newest first, and leaves nothing behind', async () => {
  const [asked] = await Promise.all([
    nodeThatSaw('a', [pdu('a', 4), pdu('a', 1)]),
    nodeThatSaw('b', [pdu('b', 3)]),
    nodeThatSaw('c', [pdu('c', 5), pdu('c', 2)]),
  ]);
  for (const node of ['a', 'b', 'c']) await leases.take(CARRIER, { node: node, process: '', known: [], ended: [] });
  const { data, missing_nodes } = await asked.ask(CARRIER);
  expect(data.map(({ sequence }) => sequence)).toEqual([5, 4, 3, 2, 1]);
  expect(data[0]).toEqual(pdu('c', 5));
  expect(missing_nodes).toEqual([]);
  expect(await leftBehind()).toBe(0);
});

test('of what is known the last five hundred are told, and all of it to whoever looks for one message', async () => {
  const many = (node: string) => Array.from({ length: 500 }, (_, index) => pdu(node, 1_000 - index));
  const [asked] = await Promise.all([nodeThatSaw('d', many('d')), nodeThatSaw('e', many('e'))]);
  for (const node of ['d', 'e']) await leases.take(CARRIER, { node: node, process: '', known: [], ended: [] });
  const { data } = await asked.ask(CARRIER);
  expect(data).toHaveLength(500);
  expect(data.at(-1)!.sequence).toBe(751);
  const all = await asked.askAll(CARRIER);
  expect([all.data.length, all.data.at(-1)!.sequence]).toEqual([1_000, 501]);
});

test('a node that holds a bind and does not answer in time is named', async () => {
  const asked = await nodeThatSaw('f', []);
  await leases.take(CARRIER, { node: 'silent', process: '', known: [], ended: [] });
  expect(await asked.ask(CARRIER, 100)).toEqual({ data: [], missing_nodes: ['silent'] });
});
