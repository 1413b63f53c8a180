import type { MessageInspection } from '@codewire/contracts';
import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import { attemptOf, messageOf } from './message-fixture';
import { toldSentence, type ReadersWords } from './sentence';

const t = createTranslator({
  locale: 'en',
  messages: en,
  namespace: 'detail.sentence',
  onError: (error) => {
    throw error;
  },
});

const words: Readonly<Record<string, string>> = en.cause;
const READER: ReadersWords = {
  causes: { has: (word) => word in words, inWords: (word) => words[word] ?? word },
  duration: (milliseconds) => `${milliseconds / 1_000} s`,
};

function told(changes: Partial<MessageInspection>): string {
  const { key, values } = toldSentence(messageOf(changes), READER);
  return t(key, values);
}

const ended = '2026-11-25T12:00:03.400Z';
const submitted = '2026-11-25T12:00:01.000Z';
const refused = (command_status: number, command_status_name: string): Partial<MessageInspection> => ({
  status: 'failed',
  error: command_status_name,
  attempts: [attemptOf({ command_status, command_status_name })],
});

test.each<[string, Partial<MessageInspection>]>([
  ['Waiting for a carrier that can take it.', { status: 'queued', carrier: null }],
  ['Being submitted to North.', { status: 'submitting' }],
  ['North has it. No receipt from the phone yet.', { status: 'submitted' }],
  ['Delivered by North in 3.4 s.', { status: 'delivered', ended_at: ended, attempts: [attemptOf({})] }],
  [
    'Delivered by North in 3.4 s after 2 attempts.',
    { status: 'delivered', ended_at: ended, attempts: [attemptOf({}), attemptOf({ attempt: 2 })] },
  ],
  [
    'North could not deliver it: the phone could not be reached (error 027).',
    { status: 'undelivered', error: 'carrier_undelivered', error_code: '027' },
  ],
  [
    'North could not deliver it: the carrier rejected it.',
    { status: 'undelivered', error: 'carrier_rejected', error_code: '000' },
  ],
  [
    'North could not deliver it: the carrier deleted it.',
    { status: 'undelivered', error: 'carrier_deleted', error_code: null },
  ],
  ['No carrier took it before the code expired.', { status: 'expired', error: 'not_sent_in_time' }],
  [
    'North had it, but it did not reach the phone before the code expired.',
    { status: 'expired', error: 'carrier_expired', submitted_at: submitted },
  ],
  [
    'North refused it: the carrier does not accept this number (ESME_RINVDSTADR 0x0000000B).',
    refused(0x0b, 'ESME_RINVDSTADR'),
  ],
  [
    'North refused it: the carrier does not accept this sender (ESME_RINVSRCADR 0x0000000A).',
    refused(0x0a, 'ESME_RINVSRCADR'),
  ],
  [
    'North refused it: too many messages at once for the carrier (ESME_RTHROTTLED 0x00000058).',
    refused(0x58, 'ESME_RTHROTTLED'),
  ],
  ['North refused it: the carrier’s queue is full (ESME_RMSGQFUL 0x00000014).', refused(0x14, 'ESME_RMSGQFUL')],
  ['North refused it: a fault at the carrier (ESME_RSYSERR 0x00000008).', refused(0x08, 'ESME_RSYSERR')],
  ['North refused it: ESME_RX_P_APPN 0x00000065.', refused(0x65, 'ESME_RX_P_APPN')],
  ['North refused it: 0x00000401.', refused(0x401, '0x00000401')],
  ['North refused it: 0x80000000.', refused(-0x80000000, '0x80000000')],
  ['It could not be sent: the message could not be encoded.', { status: 'failed', error: 'not_encodable' }],
  ['It could not be sent: replaced by a newer code.', { status: 'failed', error: 'superseded' }],
  ['It could not be sent: –.', { status: 'failed' }],
])('%s', (sentence, changes) => expect(told(changes)).toBe(sentence));

test('of several refusals the last is told, of the carrier that gave it', () => {
  const attempts = [
    attemptOf({}),
    attemptOf({ attempt: 2, carrier: 'South', command_status: 0x58, command_status_name: 'ESME_RTHROTTLED' }),
  ];
  expect(told({ status: 'failed', carrier: 'North', attempts })).toMatch(/^South refused it: too many messages/);
});
