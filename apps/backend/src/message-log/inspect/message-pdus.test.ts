import type { TracedPdu } from '@codewire/contracts';
import { expect, test } from 'vitest';
import type { LoggedAttempt, LoggedReceipt } from '../message-log.store.js';
import { pdusOf, type TraceOfCarrier } from './message-pdus.js';

const ID = 'msg_mine';
const OTHER = 'msg_other';

/** In the order of time; a ring tells the newest first. */
const trace = (pdus: readonly TracedPdu[], changes: Partial<TraceOfCarrier> = {}): TraceOfCarrier => ({
  carrierId: 'car_north',
  carrier: 'North',
  missing_nodes: [],
  data: pdus.toReversed(),
  ...changes,
});

let second = 0;
const pdu = (command: string, changes: Partial<TracedPdu> = {}): TracedPdu => ({
  at: new Date(Date.UTC(2026, 0, 1) + (second += 1) * 1_000).toISOString(),
  slot: 1,
  node: 'a',
  direction: command === 'submit_sm' || command === 'deliver_sm_resp' ? 'out' : 'in',
  command,
  command_status: 'ESME_ROK',
  sequence: 7,
  octets: 70,
  fields: [],
  ...changes,
});
const submit = (messageId: string, changes: Partial<TracedPdu> = {}) => [
  pdu('submit_sm', { message_id: messageId, attempt: 1, ...changes }),
  pdu('submit_sm_resp', { message_id: messageId, attempt: 1, ...changes }),
];
const delivered = (smscId: string, changes: Partial<TracedPdu> = {}, field = 'short_message.id') => [
  pdu('deliver_sm', { fields: [{ name: field, value: smscId }], ...changes }),
  pdu('deliver_sm_resp', changes),
];

const attempt = (changes: Partial<LoggedAttempt> = {}): LoggedAttempt => ({
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  startedAt: new Date(),
  answeredAt: new Date(),
  smscMessageIds: ['0a1'],
  ...changes,
});
const receipt = (changes: Partial<LoggedReceipt> = {}): LoggedReceipt => ({
  state: 'delivered',
  receivedAt: new Date(),
  smscMessageId: '0A1',
  errorCode: null,
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
  ...changes,
});

const commandsOf = (...[message, traces]: Parameters<typeof pdusOf>) =>
  pdusOf(message, traces).data.map(({ command, sequence }) => `${command} ${sequence}`);

test('of what a carrier saw, the PDUs of one message are told, oldest first, and no word of another', () => {
  const pdus = [
    ...submit(OTHER, { sequence: 1 }),
    ...submit(ID, { sequence: 2 }),
    ...delivered('b7', { sequence: 3 }),
    ...delivered('0a1', { sequence: 4 }),
    pdu('enquire_link', { sequence: 2 }),
  ];
  const told = pdusOf({ id: ID, attempts: [attempt()], receipts: [receipt()] }, [trace(pdus)]);
  expect(told.data.map(({ command, sequence }) => [command, sequence])).toEqual([
    ['submit_sm', 2],
    ['submit_sm_resp', 2],
    ['deliver_sm', 4],
    ['deliver_sm_resp', 4],
  ]);
  expect(told).toMatchObject({ missing_nodes: [], is_complete: true });
  for (const one of told.data) expect(one).toMatchObject({ carrier: 'North', attempt: 1 });
});

test('a receipt is found by its TLV, in another writing of the id, and in the form in which it was matched', () => {
  const message = {
    id: ID,
    attempts: [attempt({ smscMessageIds: ['1a'] })],
    receipts: [receipt({ smscMessageId: '26' })],
  };
  const pdus = [
    ...delivered('1A', { sequence: 1 }, 'receipted_message_id'),
    ...delivered('0026', { sequence: 2 }),
    ...delivered('27', { sequence: 3 }),
  ];
  expect(commandsOf(message, [trace(pdus)])).toEqual([
    'deliver_sm 1',
    'deliver_sm_resp 1',
    'deliver_sm 2',
    'deliver_sm_resp 2',
  ]);
});

test('the answer to a receipt is the one of its own bind, and not of the next that has its number', () => {
  const [own, answer] = delivered('0a1', { sequence: 5 });
  const elsewhere = delivered('zz', { sequence: 5, slot: 2 });
  const next = delivered('zz', { sequence: 5 });
  const message = { id: ID, attempts: [attempt()], receipts: [] };
  const found = pdusOf(message, [trace([own!, ...elsewhere, answer!, ...next])]).data;
  expect(found).toHaveLength(2);
  expect(found.map(({ slot }) => slot)).toEqual([1, 1]);
  expect(commandsOf(message, [trace([own!, ...next])])).toEqual(['deliver_sm 5']);
});

test("one carrier's id says nothing at another", () => {
  const message = { id: ID, attempts: [attempt({ carrierId: 'car_south', carrier: 'South' })], receipts: [] };
  expect(commandsOf(message, [trace(delivered('0a1'))])).toEqual([]);
});

test.each<[string, readonly LoggedAttempt[], readonly LoggedReceipt[], readonly TracedPdu[]]>([
  ['an answer', [attempt()], [], submit(ID).slice(0, 1)],
  ['a submit', [attempt()], [], submit(ID).slice(1)],
  ['a part', [attempt({ smscMessageIds: ['0a1', '0a2'] })], [], submit(ID)],
  ['an attempt', [attempt(), attempt({ attempt: 2 })], [], submit(ID)],
  ['a submit that nobody answered', [attempt({ outcome: 'unknown', smscMessageIds: [] })], [], []],
  ['a receipt', [attempt()], [receipt()], submit(ID)],
])('what lacks %s is not called complete', (_, attempts, receipts, pdus) => {
  expect(pdusOf({ id: ID, attempts, receipts }, [trace(pdus)]).is_complete).toBe(false);
});

test('nothing is missing of what was never sent, and of what was refused with a bare nack', () => {
  const refused = attempt({ attempt: 2, outcome: 'refused', smscMessageIds: [] });
  const [sent] = submit(ID, { attempt: 2 });
  const nack = pdu('generic_nack', { message_id: ID, attempt: 2 });
  const attempts = [attempt({ outcome: 'not_sent', smscMessageIds: [] }), refused];
  expect(pdusOf({ id: ID, attempts, receipts: [] }, [trace([sent!, nack])]).is_complete).toBe(true);
});

test('a node that did not answer is named, and then nothing is called complete', () => {
  const traces = [
    trace(submit(ID), { missing_nodes: ['b'] }),
    trace([], { carrierId: 'car_south', missing_nodes: ['b', 'c'] }),
  ];
  const told = pdusOf({ id: ID, attempts: [attempt()], receipts: [] }, traces);
  expect(told).toMatchObject({ missing_nodes: ['b', 'c'], is_complete: false });
});
