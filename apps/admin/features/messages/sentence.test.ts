import type { Attempt, MessageDetail } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { sentenceOf } from './sentence';

const message = (changes: Partial<MessageDetail>): MessageDetail => ({
  id: 'msg_1',
  verification_id: 'ver_1',
  number: '+1 ********42',
  country: 'US',
  language: 'en',
  status: 'queued',
  carrier: 'Acme',
  encoding: 'GSM-7',
  segments: 1,
  created_at: '2026-11-25T12:00:00.000Z',
  submitted_at: null,
  ended_at: null,
  error: null,
  language_reason: 'requested',
  text: 'Your code is {code}.',
  template_version: 1,
  expires_at: '2026-11-25T12:10:00.000Z',
  attempts: [],
  receipts: [],
  timeline: [],
  ...changes,
});

const refused = (name: string | null): Attempt => ({
  attempt: 1,
  carrier: 'Acme',
  outcome: 'refused',
  started_at: '2026-11-25T12:00:00.000Z',
  answered_at: '2026-11-25T12:00:01.000Z',
  command_status: 11,
  command_status_name: name,
  command_status_meaning: 'The destination number is invalid.',
  command_status_cause: 'No such number.',
  reason: name,
  smsc_message_ids: [],
});

const hasWords = (word: string) => word === 'ESME_RINVDSTADR';
const submitted = '2026-11-25T12:00:01.000Z';

test.each<[string, Partial<MessageDetail>, object]>([
  ['waiting', { status: 'queued' }, { key: 'queued' }],
  ['on its way', { status: 'submitting' }, { key: 'submitting', carrier: 'Acme' }],
  ['without a receipt', { status: 'submitted' }, { key: 'submitted', carrier: 'Acme' }],
  [
    'delivered',
    { status: 'delivered', ended_at: '2026-11-25T12:00:02.500Z', attempts: [refused(null), refused(null)] },
    { key: 'delivered', carrier: 'Acme', milliseconds: 2_500, attempts: 2 },
  ],
  [
    'undelivered',
    { status: 'undelivered', error: 'carrier_undelivered' },
    { key: 'undelivered', carrier: 'Acme', error: 'carrier_undelivered' },
  ],
  ['expired before any submit', { status: 'expired' }, { key: 'expiredUnsent' }],
  [
    'expired at the carrier',
    { status: 'expired', submitted_at: submitted },
    { key: 'expiredWithCarrier', carrier: 'Acme' },
  ],
  [
    'refused, with words for it',
    { status: 'failed', attempts: [refused('ESME_RINVDSTADR')] },
    { key: 'refused', carrier: 'Acme', status: 'ESME_RINVDSTADR', error: 'ESME_RINVDSTADR' },
  ],
  [
    'refused, without',
    { status: 'failed', attempts: [refused('ESME_RX_P_APPN')] },
    { key: 'refusedPlain', carrier: 'Acme', status: 'ESME_RX_P_APPN' },
  ],
  ['failed by itself', { status: 'failed', error: 'not_encodable' }, { key: 'failed', error: 'not_encodable' }],
  ['failed, nobody knows why', { status: 'failed' }, { key: 'failed', error: '–' }],
])('a message that is %s', (_state, changes, sentence) => {
  expect(sentenceOf(message(changes), hasWords)).toEqual(sentence);
});
