import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startBackend } from '../../../../tools/testing/services.js';
import { RouteStore } from '../sms-transport/route.store.js';
import type { Client } from './client.js';
import { newMessage, storeMessages } from './messages.js';
import { freshNumber } from './numbers.js';
import { addCarrier, healthyCarrier, routeOver } from './second-carrier.js';
import { metricsOf, startSystem, untilMessage, type System } from './system.js';

let system: System;
/** Takes every connection and never says a word: the worst kind of dead. */
let silent: Server;
const held = new Set<Socket>();
let dead: string;
let healthy: string;
/** Callers of applications by where their messages go. */
let toDead: Client;
let toHealthy: Client;
let toDeadThenHealthy: Client;

beforeAll(async () => {
  silent = createServer((socket) => void held.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  system = await startSystem({ backends: 0 });
  dead = await addCarrier(system, 'Dead', (silent.address() as AddressInfo).port);
  healthy = await healthyCarrier(system);
  const routes = [];
  for (const ids of [[dead], [healthy], [dead, healthy]]) routes.push(await routeOver(system, ids));
  const { url } = await system.startBackend({ CODEWIRE_POLL_MS: '100' });
  [toDead, toHealthy, toDeadThenHealthy] = routes.map(({ client }) => client.at(url)) as [Client, Client, Client];
});

afterAll(async () => {
  await system.stop();
  for (const socket of held) socket.destroy();
  silent.close();
});

describe('a dead carrier', () => {
  test("does not delay another's messages, however many wait for it", async () => {
    const stuck = await Promise.all(Array.from({ length: 150 }, () => toDead.start({ number: freshNumber() })));
    const outcomes = stuck.map(({ status, body }) => `${status} ${body.message.status}`);
    expect(new Set(outcomes)).toEqual(new Set(['201 queued']));
    const delays = [];
    for (let turn = 0; turn < 30; turn += 1) {
      const number = freshNumber();
      const startedAt = Date.now();
      expect((await toHealthy.start({ number })).status).toBe(201);
      const [submission] = await system.carrier.submitted(number);
      delays.push(submission!.received_at - startedAt);
    }
    // A loaded machine may hold up one or two of them; a carrier would hold up all.
    delays.sort((one, other) => one - other);
    expect(delays.at(-4)).toBeLessThan(1_000);
    expect(delays.at(-1)).toBeLessThan(5_000);
    const { body } = await toDead.message(stuck[0]!.body.message.id);
    expect(body).toMatchObject({ status: 'queued', attempts: [] });
  });

  test('of five thousand messages that wait for it costs not one a write while others are sent, and tells their age', async () => {
    const createdAt = new Date(Date.now() - 90_000);
    const waiting = Array.from({ length: 5_000 }, () => newMessage({ createdAt }));
    const ids = await storeMessages(system.database.sql, waiting, { nextCarriers: [dead] });
    await system.database.pool.query('update message set due_at = created_at where id = any($1)', [ids]);
    const versions = async () =>
      (await system.database.pool.query(`select xmin::text from message where id = any($1) order by id`, [ids])).rows;
    const before = await versions();
    const age = async () => Number(/^codewire_queue_age_seconds (\S+)/m.exec(await metricsOf(toHealthy.url))?.[1]);
    for (let turn = 0; turn < 30; turn += 1) {
      const { body } = await toHealthy.start({ number: freshNumber() });
      await untilMessage(toHealthy, body.message.id, 'delivered');
    }
    await vi.waitUntil(async () => (await age()) >= 90, { timeout: 20_000 });
    expect(await versions()).toEqual(before);
    await system.database.pool.query('delete from message where id = any($1)', [ids]);
  });

  test('is passed over for the next of the route by whoever is bound to that, when the accepting node is bound to none', async () => {
    const { database, simulator } = system;
    const front = await startBackend({ databaseUrl: database.url, simulator, env: { CODEWIRE_ROLES: 'api' } });
    try {
      const caller = toDeadThenHealthy.at(front.url);
      const { body } = await caller.start({ number: freshNumber() });
      expect(body.message.status).toBe('queued');
      const detail = await untilMessage(caller, body.message.id, 'delivered');
      expect(detail.attempts).toHaveLength(1);
    } finally {
      await front.stop();
    }
  });

  test('is left by what waits for it once its route leads elsewhere too', async () => {
    const { client, routeId } = await routeOver(system, [dead]);
    const caller = client.at(toDead.url);
    await vi.waitUntil(
      async () => {
        const { body } = await caller.start({ number: freshNumber() });
        return body.message.status === 'queued';
      },
      { timeout: 20_000 },
    );
    const { body } = await caller.start({ number: freshNumber() });
    expect(body.message.status).toBe('queued');
    await new RouteStore(system.database.sql).extendRoute(routeId, healthy);
    const detail = await untilMessage(caller, body.message.id, 'delivered');
    expect(detail.attempts).toHaveLength(1);
  });

  test('is passed over for the next of the route, at once', async () => {
    const { body } = await toDeadThenHealthy.start({ number: freshNumber() });
    expect(body.message.status).toBe('submitting');
    const detail = await untilMessage(toDeadThenHealthy, body.message.id, 'delivered');
    expect(detail.attempts).toMatchObject([{ attempt: 1, outcome: 'submitted' }]);
  });
});

test('a fictional number reaches simulated carriers only, whatever its route', async () => {
  await system.database.pool.query(
    `with changed as (update carrier set is_simulated = true where id = $1) select pg_notify('codewire_carriers', '')`,
    [healthy],
  );
  const { body, status } = await vi.waitUntil(
    async () => {
      const started = await toDead.start({ number: '+12125550123' });
      return started.status === 201 && started;
    },
    { timeout: 20_000, interval: 20 },
  );
  // The application's own route leads to a real carrier alone, so the next one that fits is taken: the simulated one.
  expect([status, body.message.status]).toEqual([201, 'submitting']);
  expect(await system.carrier.submitted('+12125550123')).toHaveLength(1);
});
