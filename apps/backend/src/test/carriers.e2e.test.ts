import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { newId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { CarrierStore, passwordContext } from '../sms-transport/carrier.store.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

const QUICK = { CODEWIRE_POLL_MS: '100' };
let system: System;
/** Takes every connection and never says a word: the worst kind of dead. */
let silent: Server;
const held = new Set<Socket>();
let deadCarrierId: string;

beforeAll(async () => {
  silent = createServer((socket) => void held.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  system = await startSystem({ env: QUICK });
  deadCarrierId = await addCarrier((silent.address() as AddressInfo).port);
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
  const passwordSealed = Keyring.load(currentRun().keyringFile).encrypt(password, passwordContext(id));
  const account = { host: '127.0.0.1', port, systemId: 'codewire', systemType: '', windowSize: 10, passwordSealed };
  await new CarrierStore(system.database.sql).insertCarrier({
    id,
    name: `Dead ${id.slice(-4)}`,
    isSimulated: false,
    ...account,
  });
  return id;
}

/** An application whose messages go to these carriers, in this order, and a caller of it. */
async function applicationOver(carrierIds: readonly string[]): Promise<Client> {
  const { id, client } = await system.addApplication({ policy: NO_LIMITS });
  await new CarrierStore(system.database.sql).insertRoute(
    { id: newId('rou'), applicationId: id, country: null, carrierIds },
    'first',
  );
  await untilRouted(client, id);
  return client;
}

/** Routes are read a moment after they were written; the plan of this application is asked for until it is new. */
async function untilRouted(client: Client, applicationId: string): Promise<void> {
  const { rows } = await system.database.pool.query<{ n: number }>(
    'select count(*)::int as n from route where application_id = $1',
    [applicationId],
  );
  expect(rows).toEqual([{ n: 1 }]);
  for (;;) {
    const { body } = await client.start({ number: freshNumber() });
    const { rows: placed } = await system.database.pool.query<{ carrier_id: string | null }>(
      'select carrier_id from message where id = $1',
      [body.message.id],
    );
    const { rows: routes } = await system.database.pool.query<{ carrier_ids: string[] }>(
      'select carrier_ids from route where application_id = $1',
      [applicationId],
    );
    const first = routes[0]!.carrier_ids;
    if (
      placed[0]?.carrier_id === null
        ? first.every((id) => id === deadCarrierId)
        : first.includes(placed[0]!.carrier_id!)
    )
      return;
  }
}

const simulatedId = async () =>
  (await system.database.pool.query<{ id: string }>('select id from carrier where is_simulated')).rows[0]!.id;

describe('a dead carrier', () => {
  test("does not delay another's messages, however many wait for it", async () => {
    const [waiting, flowing] = [await applicationOver([deadCarrierId]), await applicationOver([await simulatedId()])];
    const stuck = await Promise.all(Array.from({ length: 150 }, () => waiting.start({ number: freshNumber() })));
    expect(new Set(stuck.map(({ status, body }) => `${status} ${body.message.status}`))).toEqual(
      new Set(['201 queued']),
    );
    const numbers = Array.from({ length: 30 }, freshNumber);
    const delays = [];
    for (const number of numbers) {
      const startedAt = Date.now();
      expect((await flowing.start({ number })).status).toBe(201);
      const [submission] = await system.carrier.submitted(number);
      delays.push(submission!.received_at - startedAt);
    }
    expect(Math.max(...delays)).toBeLessThan(1_000);
    const { body } = await waiting.message(stuck[0]!.body.message.id);
    expect(body).toMatchObject({ status: 'queued', attempts: [] });
  });

  test('is passed over for the next of the route, at once', async () => {
    const client = await applicationOver([deadCarrierId, await simulatedId()]);
    const number = freshNumber();
    const { body } = await client.start({ number });
    expect(body.message.status).toBe('submitting');
    const detail = await untilMessage(client, body.message.id, 'delivered');
    expect(detail.attempts).toMatchObject([{ attempt: 1, outcome: 'submitted' }]);
  });
});

test('a fictional number reaches simulated carriers only, whatever the application', async () => {
  const client = await applicationOver([deadCarrierId]);
  const { body, status } = await client.start({ number: '+12125550123' });
  // The application's own route leads to a real carrier alone, so the next route that fits is taken: the simulated one.
  expect([status, body.message.status]).toEqual([201, 'submitting']);
  expect(await system.carrier.submitted('+12125550123')).toHaveLength(1);
});
