import { expect, test } from 'vitest';
import type { LoggedAttempt, LoggedDetail, LoggedReceipt } from './message-log.store.js';
import { timelineOf } from './timeline.js';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 14, 3, 0) + seconds * 1_000);
const clock = (seconds: number) => at(seconds).toISOString();

const message = (changes: Partial<LoggedDetail> = {}): LoggedDetail => ({
  id: 'msg_0UcZ8Wfo00000000000000',
  verificationId: 'ver_x',
  applicationId: 'app_x',
  numberSealed: Buffer.from('+12125550117'),
  country: 'US',
  language: 'en',
  languageReason: 'country',
  status: 'queued',
  carrier: null,
  encoding: 'GSM-7',
  segments: 1,
  body: 'Your code is {code}.',
  templateVersion: 3,
  createdAt: at(0),
  submittedAt: null,
  endedAt: null,
  expiresAt: at(600),
  error: null,
  rule: 'Germany',
  nextCarriers: [{ id: 'car_north', name: 'North' }],
  ...changes,
});

const attempt = (changes: Partial<LoggedAttempt>): LoggedAttempt => ({
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
  outcome: 'submitted',
  reason: null,
  commandStatus: null,
  startedAt: at(0.01),
  answeredAt: at(0.03),
  smscMessageIds: ['a1'],
  ...changes,
});

const receipt = (changes: Partial<LoggedReceipt>): LoggedReceipt => ({
  state: 'delivered',
  receivedAt: at(3),
  smscMessageId: 'a1',
  errorCode: '000',
  attempt: 1,
  carrierId: 'car_north',
  carrier: 'North',
  ...changes,
});

const ACCEPTED = {
  at: clock(0),
  kind: 'accepted',
  facts: { country: 'US', language: 'en', language_reason: 'country' },
};
const RENDERED = { at: clock(0), kind: 'rendered', facts: { template_version: 3, encoding: 'GSM-7', segments: 1 } };
const ROUTED = { at: clock(0), kind: 'routed', facts: { rule: 'Germany', carriers: 'North' } };

test('a message that waits has been accepted, rendered and routed, and that is all', () => {
  expect(timelineOf(message(), [], [])).toEqual([ACCEPTED, RENDERED, ROUTED]);
});

test('a delivered message tells its whole way, with the time each step took', () => {
  const sent = message({ status: 'delivered', endedAt: at(3) });
  expect(timelineOf(sent, [attempt({})], [receipt({})])).toEqual([
    ACCEPTED,
    RENDERED,
    ROUTED,
    { at: clock(0.01), kind: 'attempted', facts: { attempt: 1, carrier: 'North' } },
    { at: clock(0.03), kind: 'submitted', facts: { attempt: 1, carrier: 'North', ms: 20 } },
    {
      at: clock(3),
      kind: 'receipt',
      facts: { state: 'delivered', attempt: 1, carrier: 'North', error_code: '000' },
    },
    { at: clock(3), kind: 'delivered', facts: { ms: 3_000 } },
  ]);
});

test('one that waits where no rule leads tells no routing, and one of before the rules tells its carriers', () => {
  expect(timelineOf(message({ rule: null, nextCarriers: [] }), [], [])).toEqual([ACCEPTED, RENDERED]);
  const [, , routed] = timelineOf(message({ rule: null }), [], []);
  expect(routed?.facts).toEqual({ carriers: 'North' });
});

test('the carriers that are out stand before those that are left, each once', () => {
  const left = [
    { id: 'car_west', name: 'West' },
    { id: 'car_north', name: 'North' },
  ];
  const attempts = [
    attempt({ carrierId: 'car_south', carrier: 'South', outcome: 'refused' }),
    attempt({ attempt: 2 }),
    attempt({ attempt: 3 }),
  ];
  const [, , routed] = timelineOf(message({ nextCarriers: left }), attempts, []);
  expect(routed?.facts).toEqual({ rule: 'Germany', carriers: 'South, West, North' });
});

test('a refusal is told by the name of its status, the next carrier by its name and why it had its turn', () => {
  const failedOver = message({ status: 'submitted', nextCarriers: [] });
  const attempts = [
    attempt({ outcome: 'refused', reason: 'ESME_RTHROTTLED', commandStatus: 0x58, smscMessageIds: [] }),
    attempt({
      attempt: 2,
      carrierId: 'car_south',
      carrier: 'South',
      startedAt: at(1),
      answeredAt: at(1.5),
      smscMessageIds: ['b2'],
    }),
  ];
  expect(timelineOf(failedOver, attempts, []).slice(3)).toEqual([
    { at: clock(0.01), kind: 'attempted', facts: { attempt: 1, carrier: 'North' } },
    {
      at: clock(0.03),
      kind: 'refused',
      facts: { attempt: 1, carrier: 'North', command_status: 'ESME_RTHROTTLED', ms: 20 },
    },
    { at: clock(1), kind: 'attempted', facts: { attempt: 2, carrier: 'South', turn: 'refused' } },
    { at: clock(1.5), kind: 'submitted', facts: { attempt: 2, carrier: 'South', ms: 500 } },
  ]);
});

test('an attempt that is not answered yet has begun and no more', () => {
  const open = attempt({ outcome: 'open', answeredAt: null, smscMessageIds: [] });
  expect(timelineOf(message({ status: 'submitting' }), [open], []).slice(3)).toEqual([
    { at: clock(0.01), kind: 'attempted', facts: { attempt: 1, carrier: 'North' } },
  ]);
});

test('what nobody knows and what never left are told apart, each with its reason', () => {
  const attempts = [
    attempt({ outcome: 'unknown', reason: 'timeout', answeredAt: at(10.01), smscMessageIds: [] }),
    attempt({ attempt: 2, outcome: 'not_sent', reason: 'not_bound', startedAt: at(11), answeredAt: at(11) }),
  ];
  const kinds = timelineOf(message({ status: 'submitting' }), attempts, []).slice(3);
  expect(kinds).toEqual([
    { at: clock(0.01), kind: 'attempted', facts: { attempt: 1, carrier: 'North' } },
    {
      at: clock(10.01),
      kind: 'unanswered',
      facts: { attempt: 1, carrier: 'North', reason: 'timeout', ms: 10_000 },
    },
    { at: clock(11), kind: 'attempted', facts: { attempt: 2, carrier: 'North', turn: 'unanswered' } },
    { at: clock(11), kind: 'not_sent', facts: { attempt: 2, carrier: 'North', reason: 'not_bound', ms: 0 } },
  ]);
});

test('a receipt that came before the answer was written stands before it', () => {
  const quick = timelineOf(
    message({ status: 'delivered', endedAt: at(0.5) }),
    [attempt({ answeredAt: at(0.4) })],
    [receipt({ receivedAt: at(0.2) })],
  );
  expect(quick.map(({ kind }) => kind)).toEqual([
    'accepted',
    'rendered',
    'routed',
    'attempted',
    'receipt',
    'submitted',
    'delivered',
  ]);
});

test.each([
  ['undelivered', 'carrier_undelivered'],
  ['expired', 'not_sent_in_time'],
  ['failed', 'ESME_RINVDSTADR'],
] as const)('a message that ended %s says so, and why', (status, error) => {
  const ended = timelineOf(message({ status, error, endedAt: at(42) }), [], []);
  expect(ended.at(-1)).toEqual({ at: clock(42), kind: status, facts: { ms: 42_000, error } });
});
