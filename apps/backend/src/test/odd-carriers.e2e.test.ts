import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../../../tools/testing/services.js';
import { Carrier, type Switches } from './carrier.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { addCarrier, healthyCarrier, routeOver } from './second-carrier.js';
import { metricsOf, startSystem, untilMessage, type System } from './system.js';

let system: System;
/** A carrier that misbehaves, asked before the healthy one where a route has both. */
let oddProcess: Simulator;
let odd: Carrier;
let oddId: string;
let healthy: string;
let toOdd: Client;
let toHealthy: Client;
let toOddThenHealthy: Client;

beforeAll(async () => {
  [system, oddProcess] = await Promise.all([startSystem({ backends: 0 }), startSimulator()]);
  odd = new Carrier(oddProcess.url);
  await odd.set(SAME);
  oddId = await addCarrier(system, 'Odd', oddProcess.smppPort);
  healthy = await healthyCarrier(system);
  const routes = [];
  for (const ids of [[oddId], [healthy], [oddId, healthy]]) routes.push(await routeOver(system, ids));
  const { url } = await system.startBackend({ CODEWIRE_POLL_MS: '100' });
  [toOdd, toHealthy, toOddThenHealthy] = routes.map(({ client }) => client.at(url)) as [Client, Client, Client];
  await untilBound(url, oddId);
});

const untilBound = (url: string, id: string) =>
  vi.waitUntil(async () => (await metricsOf(url)).includes(`carrier="${id}",state="bound"} 1`), PATIENCE);

const PATIENCE = { timeout: 20_000, interval: 20 };

/** All accounts are one to the simulated carrier: a receipt must come back to the one that submitted. */
const SAME: Switches = { receipt_bind: 'same' };

afterEach(() => odd.set(SAME));

afterAll(async () => {
  await system.stop();
  await oddProcess.stop();
});

async function begin(client: Client, number = freshNumber()) {
  const { status, body } = await client.start({ number, language: 'en' });
  expect(status).toBe(201);
  return { number, messageId: body.message.id };
}

/** A new route may be known a moment after the bind of its carrier; until then what begins goes by the one for all. */
const untilRouted = (client: Client, routeId: string) =>
  vi.waitUntil(async () => {
    const { messageId } = await begin(client);
    const { rows } = await system.database.pool.query('select from message where id = $1 and route_id = $2', [
      messageId,
      routeId,
    ]);
    return rows.length > 0;
  }, PATIENCE);

/** When the healthy carrier had it. */
const arrival = async ({ number }: { number: string }) => (await system.carrier.submitted(number))[0]!.received_at;

describe('a carrier that is bound and answers no submit', () => {
  test('delays nobody: what never concerned it goes out before the last of its own does elsewhere', async () => {
    await odd.set({ ...SAME, answer: 'never' });
    const messages = await Promise.all(Array.from({ length: 120 }, () => begin(toOddThenHealthy)));
    const others = await Promise.all(Array.from({ length: 10 }, async () => arrival(await begin(toHealthy))));
    const moved = await Promise.all(messages.map(arrival));
    expect(Math.max(...others)).toBeLessThan(Math.max(...moved));
    // All have moved by now. No more than its window has ever been given to it.
    const given = await Promise.all(messages.map(({ number }) => odd.submissions(number)));
    expect(given.flat().length).toBeLessThanOrEqual(11);
  });

  test('gets its own messages again as soon as it answers', async () => {
    await odd.set({ ...SAME, answer: 'never' });
    const waiting = await Promise.all(Array.from({ length: 30 }, () => begin(toOdd)));
    await odd.set(SAME);
    for (const { messageId } of waiting) await untilMessage(toOdd, messageId, 'delivered', 40_000);
  });
});

test.each<[string, Switches]>([
  ['throttles everything', { refuse_status: 0x58 }],
  ['has a full queue', { refuse_status: 0x14 }],
  ['has a fault of its own', { refuse_status: 0x08 }],
])('a carrier that %s is passed over, while it lasts, for the next of the route', async (_, switches) => {
  // An account of its own: what others did has slowed their links and opened their breakers.
  const account = await addCarrier(system, `Odd ${switches.refuse_status}`, oddProcess.smppPort);
  const { client, routeId } = await routeOver(system, [account, healthy]);
  const caller = client.at(toOdd.url);
  await untilBound(caller.url, account);
  await untilRouted(caller, routeId);
  await odd.set({ ...SAME, ...switches });
  const { number, messageId } = await begin(caller);
  const detail = await untilMessage(caller, messageId, 'delivered');
  expect(detail.attempts.map(({ outcome }) => outcome)).toEqual(['refused', 'submitted']);
  expect((await odd.submissions(number)).length).toBeGreaterThan(0);
  expect(await system.carrier.submissions(number)).toHaveLength(1);
});

test('an answer that comes after the timeout is matched by its receipt all the same', async () => {
  const number = freshNumber();
  await odd.set({ ...SAME, answer_delay_ms: 11_000, receipt_delay_ms: 11_500 }, number);
  const { messageId } = await begin(toOdd, number);
  await odd.submitted(number);
  await odd.set({ ...SAME, answer: 'never', receipt: 'none' }, number);
  const detail = await untilMessage(toOdd, messageId, 'delivered');
  expect(detail.attempts[0]).toMatchObject({ outcome: 'unknown', reason: 'timeout' });
  expect(detail.attempts[0]!.smsc_message_ids).toHaveLength(1);
  expect(detail.receipts).toMatchObject([{ state: 'delivered', attempt: 1 }]);
});
