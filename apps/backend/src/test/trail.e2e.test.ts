import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { freshNumber } from './numbers.js';
import { startSystem, untilMessage, type System } from './system.js';

type Line = Readonly<Record<string, unknown>>;
let system: System;

beforeAll(async () => {
  system = await startSystem();
});

afterAll(() => system.stop());

/** Lines of the log so far that say this of themselves. */
function linesWith(facts: Line): Line[] {
  const lines = system.backends.flatMap((backend) => backend.output().split('\n'));
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line)
    .filter((line) => Object.entries(facts).every(([name, value]) => line[name] === value));
}

test('one message id leads from the request through the submit to the receipt', async () => {
  const { client } = await system.addApplication();
  const { headers, body } = await client.start({ number: freshNumber() });
  const message = body.message.id;
  await untilMessage(client, message, 'delivered');
  await vi.waitUntil(() => linesWith({ event: 'receipt', message }).length > 0, { timeout: 20_000 });
  const trail = linesWith({ message }).filter(({ event, route }) => event !== 'request' || route === '/v1/otp');
  expect(trail.map(({ event }) => event).sort()).toEqual(['dispatch', 'receipt', 'request']);
  expect(linesWith({ event: 'request', message, route: '/v1/otp' })).toMatchObject([
    { request_id: headers['x-request-id'], verification: body.id, status: 201 },
  ]);
  const { rows } = await system.database.pool.query<{ carrier: string }>(
    'select carrier_id as carrier from message where id = $1',
    [message],
  );
  const carrier = rows[0]?.carrier;
  expect(linesWith({ event: 'dispatch', message })).toMatchObject([{ carrier, outcome: 'submitted' }]);
  expect(linesWith({ event: 'receipt', message })).toMatchObject([{ carrier, state: 'delivered' }]);
});

test('a refusal keeps the carrier’s digits, their name and their meaning; one that nobody knows is flagged', async () => {
  const refusalWith = async (status: number) => {
    const number = freshNumber();
    await system.carrier.set({ refuse_status: status }, number);
    const { body } = await system.client.start({ number });
    await untilMessage(system.client, body.message.id, 'failed');
    const dispatch = { event: 'dispatch', message: body.message.id };
    await vi.waitUntil(() => linesWith(dispatch).length > 0, { timeout: 20_000 });
    return linesWith(dispatch);
  };
  expect(await refusalWith(0x0b)).toMatchObject([
    {
      outcome: 'refused',
      reason: 'ESME_RINVDSTADR',
      command_status: '0x0000000B',
      meaning: 'The destination number is invalid.',
    },
  ]);
  expect(await refusalWith(0x401)).toMatchObject([
    { reason: '0x00000401', command_status: '0x00000401', cause: 'unknown_status' },
  ]);
});

test('a check is found by its verification', async () => {
  const { body } = await system.client.start({ number: freshNumber() });
  await system.client.check(body.id, body.passcode);
  await vi.waitUntil(() => linesWith({ verification: body.id, route: '/v1/otp/:id/check', status: 200 }).length === 1, {
    timeout: 20_000,
  });
});
