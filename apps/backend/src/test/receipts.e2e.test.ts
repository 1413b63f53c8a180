import type { InboundPage, UnmatchedPage } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Backend } from '../../../../tools/testing/services.js';
import { Browser } from './browser.js';
import type { Switches } from './carrier.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { insertOperator, insertSession } from './operators.js';
import { NO_LIMITS, startSystem, untilMessage, type System } from './system.js';

/** Behind the code: a text of two segments. */
const FILLER = ` ${'0123456789 '.repeat(14)}`.trimEnd();
const PATIENCE = { timeout: 30_000, interval: 20 };

/** Nothing of it is true but the octets of the text. */
const STRAY: Switches = {
  receipt_tlvs: 'none',
  receipt_data_coding: 8,
  receipt_esm_class: 0x44,
  receipt_prefix: '01ff',
};

let system: System;
/** Each holds one bind of the carrier. */
let nodes: [Backend, Backend];
let short: Client;
let long: Client;

beforeAll(async () => {
  system = await startSystem({ backends: 0, binds: 2, env: { CODEWIRE_POLL_MS: '100' } });
  const { pool } = system.database;
  await pool.query('update template set max_segments = 2');
  await pool.query(`update template_version set body = body || $1 where locale = 'de'`, [FILLER]);
  nodes = [await system.startBackend(), await system.startBackend()];
  const applications = [
    await system.addApplication({ policy: NO_LIMITS }),
    await system.addApplication({ policy: NO_LIMITS }),
  ];
  [short, long] = applications.map(({ client }) => client.at(nodes[0].url)) as [Client, Client];
  await vi.waitUntil(async () => (await sessions()) === 2, PATIENCE);
});

afterAll(() => system.stop());

const sessions = async () => (await system.carrier.state()).accounts['codewire']?.bound.all;

/** A message whose receipts the carrier treats like that. */
async function begin(switches: Switches, { client = short, language = 'en' } = {}) {
  const number = freshNumber();
  await system.carrier.set({ receipt_delay_ms: 40, ...switches }, number);
  const { status, body } = await client.start({ number, language });
  expect(status).toBe(201);
  return { number, messageId: body.message.id, client };
}

async function delivered(switches: Switches) {
  const { messageId, client } = await begin(switches);
  return untilMessage(client, messageId, 'delivered');
}

describe('a message is delivered by its receipt', () => {
  test.each<[string, Switches]>([
    ['in one chunk with the answer, before it', { receipt_when: 'before_answer' }],
    ['in one chunk with the answer, behind it', { receipt_when: 'after_answer' }],
    ['a second before the answer', { answer_delay_ms: 1_000, receipt_delay_ms: 0 }],
    ['on the bind of another process', { receipt_bind: 'other' }],
    ['on the bind of another process, before the answer', { receipt_bind: 'other', receipt_when: 'before_answer' }],
    ['by data_sm', { receipt_command: 'data_sm', receipt_body: 'message_payload' }],
    ['in message_payload', { receipt_body: 'message_payload' }],
    ['by parameters alone', { receipt_body: 'empty' }],
    ['said to be UCS-2, with a header bit, behind octets that are no text', STRAY],
    ['with the addresses swapped', { receipt_addresses: 'swapped' }],
    ['with another form of the number', { receipt_addresses: 'national' }],
    ['with zeros before the id', { receipt_id: 'leading_zeros', receipt_tlvs: 'none' }],
    ['with the id in upper case and blanks behind it in the answer', { answer_id: 'blanks', receipt_id: 'upper' }],
    ['in fields of another order, without most of them', { receipt_text: 'stat:{stat} id:{id}', receipt_tlvs: 'none' }],
    ['with a stat cut to five letters', { receipt_stat: 'DELIV', receipt_tlvs: 'none' }],
  ])('%s', async (_, switches) => {
    const detail = await delivered(switches);
    expect(detail.receipts).toMatchObject([{ state: 'delivered', attempt: 1 }]);
  });

  test.each<[string, Switches]>([
    ['hex answered, decimal told', { message_id: 'u32', answer_id: 'hex', receipt_id: 'decimal' }],
    ['decimal answered, hex told', { message_id: 'u32', answer_id: 'decimal', receipt_id: 'hex' }],
    ['beyond 63 bits', { message_id: 'u64', answer_id: 'decimal', receipt_id: 'hex' }],
  ])('whose id is written otherwise than in the answer: %s', async (_, switches) => {
    expect((await delivered({ ...switches, receipt_tlvs: 'none' })).receipts).toHaveLength(1);
  });

  test('three times over, with what is on its way before and too late behind', async () => {
    const detail = await delivered({ receipt_copies: 3, receipt_before: ['ACCEPTD'], receipt_after: ['ENROUTE'] });
    await vi.waitUntil(async () => (await short.message(detail.id)).body.receipts.length >= 5, PATIENCE);
    const { status, receipts } = (await short.message(detail.id)).body;
    expect(status).toBe('delivered');
    expect(receipts.filter(({ state }) => state === 'delivered')).toHaveLength(3);
  });
});

describe('a text that nobody flagged', () => {
  const UNFLAGGED: Switches = { receipt_esm_class: 0, receipt_tlvs: 'none' };

  test.each<[string, Switches]>([
    ['is a receipt when it names a message and comes from its phone', {}],
    ['is one also when it comes before the answer', { receipt_when: 'before_answer' }],
  ])('%s', async (_, switches) => {
    const detail = await delivered({ ...UNFLAGGED, ...switches });
    expect(detail.receipts).toMatchObject([{ state: 'delivered' }]);
  });
});

/** One receipt that speaks of both parts. */
const COUNTED: Switches = { receipt_text: 'id:{id} sub:002 dlvrd:002 stat:{stat}', receipt_tlvs: 'none' };

describe('a text of two segments', () => {
  const send = (switches: Switches) => begin(switches, { client: long, language: 'de' });

  test.each<[string, Switches]>([
    ['each part', {}],
    ['each part, answered the wrong way round', { answers_reversed: 2 }],
    ['all of it, counted in the receipt of its first part', { receipt_parts: 'first', ...COUNTED }],
    ['all of it, counted in the receipt of its last part', { receipt_parts: 'last', ...COUNTED }],
    ['all of it under the first id, when all has arrived', { receipt_parts: 'one', ...COUNTED }],
  ])('is delivered when its carrier reports %s', async (_, switches) => {
    const { number, messageId } = await send(switches);
    await untilMessage(long, messageId, 'delivered');
    expect(await system.carrier.submissions(number)).toHaveLength(2);
  });

  test('fails when one part does', async () => {
    const { messageId } = await send({ receipt_fail_part: 2 });
    expect(await untilMessage(long, messageId, 'undelivered')).toMatchObject({ error: 'carrier_undelivered' });
  });
});

describe('what no message explains', () => {
  const look = async <Page>(path: string): Promise<Page> => {
    const { pool } = system.database;
    const session = await insertSession(pool, await insertOperator(pool, { role: 'connectivity' }));
    const { status, body } = await Browser.signedIn(nodes[1].adminPort, session).get<Page>(path);
    expect(status).toBe(200);
    return body;
  };

  test('what a phone sends is shown to those who look after carriers, its number masked', async () => {
    const number = freshNumber();
    expect(await system.carrier.sendFromPhone(number, { to: 'Codewire', text: 'STOP 4711' })).toBe(0);
    const { data } = await look<InboundPage>('inbound');
    expect(data[0]).toMatchObject({ to: 'Codewire', text: 'STOP ••••', from: expect.stringContaining('*') });
    expect(JSON.stringify(data)).not.toContain(number.slice(1, -2));
  });

  test('a receipt of nobody is kept and listed', async () => {
    const text = 'id:feedbeef00 stat:DELIVRD err:000';
    await system.carrier.sendFromPhone(freshNumber(), { to: 'Codewire', text, esm_class: 4 });
    const { data } = await look<UnmatchedPage>('receipts/unmatched');
    expect(data).toMatchObject([{ smsc_message_id: 'feedbeef00', state: 'delivered', likely_cause: 'early' }]);
  });
});

test('a receipt that comes when its sender was killed is taken by whoever binds next', async () => {
  const { messageId, client } = await begin({ receipt_delay_ms: 4_000 });
  await untilMessage(client, messageId, 'submitted');
  await Promise.all(system.backends.splice(0).map((node) => node.kill()));
  const { url } = await system.startBackend();
  const detail = await untilMessage(client.at(url), messageId, 'delivered', 40_000);
  expect(detail.receipts).toMatchObject([{ state: 'delivered', attempt: 1 }]);
});
