import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { CarrierStore, passwordContext } from '../sms-transport/carrier.store.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

let system: System;
/** Takes every connection and never says a word: the worst kind of dead. */
let silent: Server;
const held = new Set<Socket>();
/** Callers of applications by where their messages go. */
let toDead: Client;
let toSimulated: Client;
let toDeadThenSimulated: Client;

beforeAll(async () => {
  silent = createServer((socket) => void held.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  system = await startSystem({ backends: 0 });
  const dead = await addCarrier((silent.address() as AddressInfo).port);
  const { rows } = await system.database.pool.query<{ id: string }>('select id from carrier where is_simulated');
  const simulated = rows[0]!.id;
  const clients = [await routeOver([dead]), await routeOver([simulated]), await routeOver([dead, simulated])];
  const { url } = await system.startBackend({ CODEWIRE_POLL_MS: '100' });
  [toDead, toSimulated, toDeadThenSimulated] = clients.map((client) => client.at(url)) as [Client, Client, Client];
});

afterAll(async () => {
  await system.stop();
  for (const socket of held) socket.destroy();
  silent.close();
});

async function addCarrier(port: number): Promise<string> {
  const id = newId('car');
  const password = 'pa55word';
  recordSecret('password', password);
  await new CarrierStore(system.database.sql).insertCarrier({
    id,
    name: 'Dead',
    isSimulated: false,
    host: '127.0.0.1',
    port,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Keyring.load(currentRun().keyringFile).encrypt(password, passwordContext(id)),
    windowSize: 10,
  });
  return id;
}

/** An application whose messages go to these carriers, in this order, and a caller of it. */
async function routeOver(carrierIds: readonly string[]): Promise<Client> {
  const { id, client } = await system.addApplication({ policy: NO_LIMITS });
  const route = { id: newId('rou'), applicationId: id, country: null, carrierIds };
  await new CarrierStore(system.database.sql).insertRoute(route, 'first');
  return client;
}

describe('a dead carrier', () => {
  test("does not delay another's messages, however many wait for it", async () => {
    const stuck = await Promise.all(Array.from({ length: 150 }, () => toDead.start({ number: freshNumber() })));
    const outcomes = stuck.map(({ status, body }) => `${status} ${body.message.status}`);
    expect(new Set(outcomes)).toEqual(new Set(['201 queued']));
    const delays = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const number = freshNumber();
      const startedAt = Date.now();
      expect((await toSimulated.start({ number })).status).toBe(201);
      const [submission] = await system.carrier.submitted(number);
      delays.push(submission!.received_at - startedAt);
    }
    expect(Math.max(...delays)).toBeLessThan(1_000);
    const { body } = await toDead.message(stuck[0]!.body.message.id);
    expect(body).toMatchObject({ status: 'queued', attempts: [] });
  });

  test('is passed over for the next of the route, at once', async () => {
    const { body } = await toDeadThenSimulated.start({ number: freshNumber() });
    expect(body.message.status).toBe('submitting');
    const detail = await untilMessage(toDeadThenSimulated, body.message.id, 'delivered');
    expect(detail.attempts).toMatchObject([{ attempt: 1, outcome: 'submitted' }]);
  });
});

test('a fictional number reaches simulated carriers only, whatever its route', async () => {
  const { body, status } = await toDead.start({ number: '+12125550123' });
  // The application's own route leads to a real carrier alone, so the next one that fits is taken: the simulated one.
  expect([status, body.message.status]).toEqual([201, 'submitting']);
  expect(await system.carrier.submitted('+12125550123')).toHaveLength(1);
});
