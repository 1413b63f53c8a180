import type { HandsetInbox, MessageDetail, TryFault, TryFaults, TryResponse } from '@codewire/contracts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { Client } from '../test/client.js';
import { freshNumber, remember } from '../test/numbers.js';
import { signedIn } from '../test/operators.js';
import { startSystem, type System } from '../test/system.js';

const PATIENCE = { timeout: 20_000, interval: 20 };
/** The one with the faults, and one that must not notice. */
const [FAULTY, OTHER] = ['+12125550131', '+447700900131'];

let system: System;
let admin: Client;
/** Of an editor's browser: who tries things need not know carriers. */
let headers: Record<string, string>;
/** Who may read messages. */
let owner: Record<string, string>;

beforeAll(async () => {
  for (const number of [FAULTY, OTHER]) remember(number);
  system = await startSystem();
  admin = new Client(`http://127.0.0.1:${system.backends[0]!.adminPort}`);
  headers = await signedIn(system.database.pool, { role: 'editor' });
  owner = await signedIn(system.database.pool);
});

afterEach(() => reset());

afterAll(() => system.stop());

const post = <Body>(path: string, body: unknown) => admin.post<Body>(`/api/admin/${path}`, body, headers);
const put = (body: unknown, as = headers) =>
  admin.send<TryFaults>({
    method: 'PUT',
    path: '/api/admin/try/faults',
    headers: { 'content-type': 'application/json', ...as },
    body: JSON.stringify(body),
  });
const turnOn = (fault: TryFault, number = FAULTY) => put({ number, fault });
const read = async (number = FAULTY) => (await post<TryFaults>('try/faults/read', { number })).body;
const reset = (body: object = {}) => post<TryFaults>('try/faults/reset', { number: FAULTY, ...body });

/** What the simulated carrier itself says of a number. */
async function switchesOf(number: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${system.simulator.url}/faults/${number.slice(1)}`);
  return (await answer.json()) as Record<string, unknown>;
}

async function start(number: string, more: object = {}): Promise<TryResponse> {
  const { body } = await post<TryResponse>('try', { number, language: 'en', ...more });
  recordSecret('code', body.passcode ?? '');
  return body;
}

const textsOn = async (number: string) => (await post<HandsetInbox>('handset', { number })).body.messages;

async function message({ message: { id } }: TryResponse): Promise<MessageDetail> {
  return (await admin.send<MessageDetail>({ method: 'GET', path: `/api/admin/messages/${id}`, headers: owner })).body;
}

const untilEnded = (sent: TryResponse, status: string) =>
  vi.waitUntil(async () => {
    const found = await message(sent);
    return found.status === status && found;
  }, PATIENCE);

test.each<TryFault>([
  { scenario: 'deliver_late', seconds: 7 },
  { scenario: 'never_deliver' },
  { scenario: 'receipt_failed' },
  { scenario: 'refuse', command_status: '0x0000000B' },
  { scenario: 'throttle', times: 2 },
  { scenario: 'slow_answer', seconds: 4 },
  { scenario: 'receipt_first' },
  { scenario: 'receipt_twice' },
  { scenario: 'receipt_unknown_id' },
  { scenario: 'cut' },
  { scenario: 'parts_reversed' },
])('$scenario is taken by the simulated carrier for that number alone, told back, and put back', async (fault) => {
  const usual = await switchesOf(OTHER);
  expect(await turnOn(fault)).toMatchObject({ status: 200, body: { faults: [fault], others: [] } });
  expect(await switchesOf(FAULTY)).not.toEqual(usual);
  expect(await switchesOf(OTHER)).toEqual(usual);
  expect(await read()).toEqual({ faults: [fault], others: [] });
  expect((await reset({ scenario: fault.scenario })).body).toEqual({ faults: [], others: [] });
  expect(await switchesOf(FAULTY)).toEqual(usual);
});

test('a text to the number with the fault fails, and one to another is delivered', async () => {
  await turnOn({ scenario: 'refuse', command_status: '0x0000000B' });
  const [refused, taken] = await Promise.all([start(FAULTY), start(OTHER)]);
  const failed = await untilEnded(refused, 'failed');
  expect(failed.attempts[0]).toMatchObject({ command_status_name: 'ESME_RINVDSTADR' });
  await untilEnded(taken, 'delivered');
});

test('a code whose first answer is lost with its connection comes twice, and is the same', async () => {
  const before = (await textsOn(FAULTY)).length;
  await turnOn({ scenario: 'cut' });
  const sent = await start(FAULTY);
  await vi.waitUntil(async () => (await textsOn(FAULTY)).length === before + 2, PATIENCE);
  const [last, first] = await textsOn(FAULTY);
  expect(last!.text).toBe(first!.text);
  expect(last!.text).toContain(sent.passcode);
});

test('a text that is throttled at first is sent in the end, by one attempt', async () => {
  await turnOn({ scenario: 'throttle', times: 1 });
  const { attempts } = await untilEnded(await start(FAULTY), 'delivered');
  expect(attempts).toHaveLength(1);
});

test('what is delivered late is on the phone and delivered when its time has come, not before', async () => {
  const before = (await textsOn(FAULTY)).length;
  await turnOn({ scenario: 'deliver_late', seconds: 1 });
  const delivered = await untilEnded(await start(FAULTY), 'delivered');
  const takenAt = Math.max(...(await system.carrier.submissions(FAULTY)).map(({ received_at: at }) => at));
  expect(Date.parse(delivered.ended_at!) - takenAt).toBeGreaterThanOrEqual(950);
  const [text] = await textsOn(FAULTY);
  expect(await textsOn(FAULTY)).toHaveLength(before + 1);
  expect(Date.parse(text!.received_at) - takenAt).toBeGreaterThanOrEqual(950);
});

test('two faults at once hold together, one put back leaves the other, and all is put back at once', async () => {
  const [twice, unknown] = [{ scenario: 'receipt_twice' }, { scenario: 'receipt_unknown_id' }] as const;
  await Promise.all([turnOn(twice), turnOn(unknown)]);
  expect((await read()).faults).toEqual([twice, unknown]);
  expect((await reset({ scenario: 'receipt_twice' })).body.faults).toEqual([unknown]);
  expect((await reset()).body).toEqual({ faults: [], others: [] });
});

test('what was set by other means is named, outlives a fault, and goes when all is put back', async () => {
  await system.carrier.set({ receipt_stat: 'ACKED' }, FAULTY);
  // For all numbers of this system receipts come sooner than by default, which that set went back to.
  const others = ['receipt_delay_ms', 'receipt_stat'];
  expect(await read()).toEqual({ faults: [], others });
  await turnOn({ scenario: 'receipt_twice' });
  expect((await reset({ scenario: 'receipt_twice' })).body).toEqual({ faults: [], others });
  expect((await reset()).body.others).toEqual([]);
});

test('a number that may be somebody’s is refused, and nothing is set for it', async () => {
  const number = freshNumber();
  const usual = await switchesOf(OTHER);
  for (const answer of [
    await put({ number, fault: { scenario: 'never_deliver' } }),
    await post('try/faults/read', { number }),
    await post('try/faults/reset', { number }),
  ]) {
    expect(answer.problem).toMatchObject({ status: 400, code: 'request.invalid', field: 'number' });
  }
  expect((await put({ number: '12', fault: { scenario: 'cut' } })).problem.code).toBe('number.invalid');
  expect(await switchesOf(number)).toEqual(usual);
});

test('who may not try things may not turn faults on, read or put them back', async () => {
  const support = await signedIn(system.database.pool, { role: 'support' });
  const denied = { status: 403, code: 'auth.permission_denied' };
  const ask = (path: string) => admin.post(`/api/admin/try/faults/${path}`, { number: FAULTY }, support);
  expect((await put({ number: FAULTY, fault: { scenario: 'cut' } }, support)).problem).toMatchObject(denied);
  expect((await ask('read')).problem).toMatchObject(denied);
  expect((await ask('reset')).problem).toMatchObject(denied);
  expect((await read()).faults).toEqual([]);
});

test('no other scenario, no other value and no other switch is taken', async () => {
  for (const fault of [
    { scenario: 'refuse_bind' },
    { scenario: 'deliver_late', seconds: 61 },
    { scenario: 'refuse', command_status: '0x00000000' },
    { scenario: 'cut', end_with: 'freeze' },
  ]) {
    expect((await put({ number: FAULTY, fault })).problem).toMatchObject({ status: 400, code: 'request.invalid' });
  }
});

test('a try names what it is for, as an app does', async () => {
  const payment = { purpose: 'payment', amount: { value: '12.50', currency: 'EUR' }, payee: 'Acme Books' };
  const sent = await start(OTHER, payment);
  const found = await vi.waitUntil(
    async () => (await textsOn(OTHER)).find(({ text }) => text.includes(sent.passcode!)),
    PATIENCE,
  );
  expect(found.text).toContain('Acme Books');
  expect(sent.purpose).toBe('payment');
});

// Last: from here on no handset answers.
test('where no simulated carrier answers, that is what is told', async () => {
  await system.simulator.stop();
  expect((await turnOn({ scenario: 'cut' })).problem).toMatchObject({ status: 503, code: 'handset.unavailable' });
});
