import { expect, test } from 'vitest';
import type { z } from 'zod';
import {
  AttemptOutcome,
  BindState,
  CHECK_STATUSES,
  CheckStatus,
  Encoding,
  LanguageReason,
  MESSAGE_STATUSES,
  MessageStatus,
  ReceiptState,
  VERIFICATION_STATUSES,
  VerificationStatus,
} from './states.js';

// Clients switch on these words: a list that grows or shrinks is a change of the API.
test.each<[string, z.ZodEnum, string]>([
  ['verification', VerificationStatus, 'pending approved expired exhausted cancelled superseded'],
  ['check', CheckStatus, 'approved wrong expired exhausted already_approved cancelled superseded'],
  ['message', MessageStatus, 'queued submitting submitted delivered undelivered expired failed'],
  ['attempt', AttemptOutcome, 'open submitted refused unknown not_sent'],
  ['language', LanguageReason, 'requested requested_fallback country application'],
  ['encoding', Encoding, 'GSM-7 UCS-2'],
  ['receipt', ReceiptState, 'delivered undelivered expired accepted enroute deleted rejected unknown'],
  ['bind', BindState, 'idle connecting binding bound throttled draining down'],
])('the words for the state of a %s are exactly these', (_name, schema, words) => {
  expect(schema.options).toEqual(words.split(' '));
  expect(schema.safeParse('sent').success).toBe(false);
});

test('the lists and their schemas say the same', () => {
  expect([VERIFICATION_STATUSES, CHECK_STATUSES, MESSAGE_STATUSES]).toEqual([
    VerificationStatus.options,
    CheckStatus.options,
    MessageStatus.options,
  ]);
});
