import {
  LiveMessages,
  MessageCount,
  MessageHistogram,
  MessageSearchPage,
  NumberFilter,
  type MessageSearchRow,
} from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startBackend } from '../../../../../tools/testing/services.js';
import { Browser } from '../../test/browser.js';
import { EventStream } from '../../test/event-stream.js';
import { freshNumber } from '../../test/numbers.js';
import { insertOperator, insertSession, signedIn } from '../../test/operators.js';
import { expectRefusal } from '../../test/refusals.js';
import { startSystem, untilMessage, type System } from '../../test/system.js';

let system: System;
let ops: Browser;

beforeAll(async () => {
  system = await startSystem();
  ops = await browserOf({ role: 'ops' });
});

afterAll(() => system.stop());

async function browserOf(seed: Parameters<typeof insertOperator>[1], adminPort = system.backends[0]!.adminPort) {
  const { pool } = system.database;
  return Browser.signedIn(adminPort, await insertSession(pool, await insertOperator(pool, seed)));
}

/** The row of a message as the list has it; waits until it is so. */
function untilListed(id: string, isSo: (row: MessageSearchRow) => boolean, { by = ops } = {}) {
  return vi.waitUntil(
    async () => {
      const { body } = await by.get<MessageSearchPage>('messages?limit=100');
      const row = body.data.find((one) => one.id === id);
      return row !== undefined && isSo(row) && row;
    },
    { timeout: 20_000, interval: 50 },
  );
}

test('a message that was sent is in the list with its final state, copied within two seconds', async () => {
  const { body } = await system.client.start({ number: freshNumber() });
  await untilMessage(system.client, body.message.id, 'delivered');
  const row = await untilListed(body.message.id, ({ status }) => status === 'delivered');
  expect(row).toMatchObject({ verification_id: body.id, attempts: 1, error: null });
  const { rows } = await system.database.pool.query<{ behind: number }>(
    'select extract(epoch from copied_at - ended_at)::float8 as behind from message_search where id = $1',
    [body.message.id],
  );
  expect(rows[0]!.behind).toBeLessThan(2);
  expect(row.ms_to_deliver).toBeGreaterThan(0);
});

test('one that was refused tells what the carrier said, and is found by it', async () => {
  const number = freshNumber();
  await system.carrier.set({ refuse_status: 0x0b }, number);
  const { body } = await system.client.start({ number });
  await untilMessage(system.client, body.message.id, 'failed');
  const failed = {
    error: 'ESME_RINVDSTADR',
    error_code: '0x0000000B',
    error_meaning: 'The destination number is invalid.',
  };
  expect(await untilListed(body.message.id, ({ status }) => status === 'failed')).toMatchObject(failed);
  const found = await ops.get<MessageSearchPage>('messages?error=0x0B&status=failed');
  expect(MessageSearchPage.parse(found.body).data).toMatchObject([{ id: body.message.id }]);
});

test('a number is asked for in a body, and found by an id that says nothing of it', async () => {
  const number = freshNumber();
  const { body } = await system.client.start({ number });
  await untilListed(body.message.id, () => true);
  const made = await ops.post<NumberFilter>('messages/number-filters', { number });
  expect(made.status).toBe(201);
  expect(made.text).not.toContain(number.slice(-6));
  const { id } = NumberFilter.parse(made.body);
  expect((await ops.get(`messages/number-filters/${id}`)).body).toEqual(made.body);
  const found = await ops.get<MessageSearchPage>(`messages?number=${id}`);
  expect(found.body.data.map((row) => row.id)).toEqual([body.message.id]);
  expect(found.text).not.toContain(number.slice(-6));
  const count = await ops.get<MessageCount>(`messages/count?number=${id}`);
  expect(MessageCount.parse(count.body)).toMatchObject({ count: 1, is_capped: false });
  const histogram = await ops.get<MessageHistogram>(`messages/histogram?number=${id}`);
  const counted = MessageHistogram.parse(histogram.body).bars.flatMap(({ counts }) => Object.values(counts));
  expect(counted).toEqual([1]);
});

test.each([
  ['messages?number=%2B12125550143', 404, 'filter.not_found'],
  ['messages?status=gone', 400, 'request.invalid'],
  ['messages?key=cw_live_x', 400, 'request.invalid'],
  ['messages/count?limit=5', 400, 'request.invalid'],
])('%s is refused', async (path, status, code) => {
  const answer = await ops.get(path);
  expect({ status: answer.status, code: answer.problem?.code }).toEqual({ status, code });
});

test('a number that is none is refused by its field', async () => {
  expectRefusal(await ops.post('messages/number-filters', { number: 'hello' }), {
    status: 400,
    code: 'number.invalid',
    field: 'number',
  });
});

describe('the live tail', () => {
  const open = async (query: string, headers?: Awaited<ReturnType<typeof signedIn>>) =>
    EventStream.open(
      `http://127.0.0.1:${system.backends[0]!.adminPort}/api/admin/messages/live${query}`,
      headers ?? (await signedIn(system.database.pool, { role: 'ops' })),
    );
  const has = (id: string, status?: string) => (event: LiveMessages) =>
    event.rows.some((row) => row.id === id && (status === undefined || row.status === status));

  test('begins with nothing, tells a message as it comes, and again when it has changed', async () => {
    const stream = await open('');
    const first = await stream.until<LiveMessages>(() => true);
    expect(LiveMessages.parse(first)).toMatchObject({ rows: [], skipped: 0 });
    const number = freshNumber();
    await system.carrier.set({ receipt_delay_ms: 1_500 }, number);
    const { body } = await system.client.start({ number });
    const told = await stream.until<LiveMessages>(has(body.message.id));
    expect(LiveMessages.parse(told)).toEqual(told);
    await stream.until<LiveMessages>(has(body.message.id, 'delivered'));
    stream.close();
  });

  test('tells each listener what he asked for, of what he may see', async () => {
    const [own, other] = [await system.addApplication(), await system.addApplication()];
    const developer = await signedIn(system.database.pool, { role: 'developer', applicationIds: [own.id] });
    const [scoped, german] = [await open('', developer), await open('?country=DE')];
    await Promise.all([scoped, german].map((stream) => stream.until(() => true)));
    const mine = (await own.client.start({ number: freshNumber() })).body.message.id;
    const theirs = (await other.client.start({ number: freshNumber() })).body.message.id;
    const last = (await own.client.start({ number: freshNumber() })).body.message.id;
    await scoped.until<LiveMessages>(has(last));
    const told = scoped.data<LiveMessages>().flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(told).toContain(mine);
    expect(told).not.toContain(theirs);
    expect(german.data<LiveMessages>().flatMap(({ rows }) => rows)).toEqual([]);
    scoped.close();
    german.close();
  });
});

test('a backend that is killed leaves no message out of the list', async () => {
  const { body } = await system.client.start({ number: freshNumber() });
  await system.backends[0]!.kill();
  const { database, simulator } = system;
  const looker = await startBackend({ databaseUrl: database.url, simulator, env: { CODEWIRE_ROLES: 'api' } });
  system.backends.push(looker);
  const by = await browserOf({ role: 'ops' }, looker.adminPort);
  await untilListed(body.message.id, () => true, { by });
});
