import type { VerificationDetail } from '@codewire/contracts';
import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import en from '../../messages/en.json';
import { rowOf, verificationOf } from './verification-fixture';
import { toldSentence } from './verification-sentence';

const t = createTranslator({
  locale: 'en',
  messages: en,
  namespace: 'verification.sentence',
  onError: (error) => {
    throw error;
  },
});
const inSeconds = (milliseconds: number) => `${milliseconds / 1_000} s`;
const ended = '2026-11-25T12:00:08.200Z';

test.each<[string, Partial<VerificationDetail>]>([
  ['Waiting for the code: 5 checks are left.', {}],
  ['Waiting for the code: one check is left.', { checks_used: 4, checks_left: 1 }],
  ['Approved 8.2 s after the start, at the first check.', { status: 'approved', ended_at: ended, checks_used: 1 }],
  ['Approved 8.2 s after the start, at the second check.', { status: 'approved', ended_at: ended, checks_used: 2 }],
  ['Approved 8.2 s after the start, at the third check.', { status: 'approved', ended_at: ended, checks_used: 3 }],
  ['Approved 8.2 s after the start, at check number 4.', { status: 'approved', ended_at: ended, checks_used: 4 }],
  ['Locked: one wrong code was entered, and no more is allowed.', { status: 'exhausted', checks_used: 1 }],
  ['Locked: 5 wrong codes were entered, and no more are allowed.', { status: 'exhausted', checks_used: 5 }],
  ['Expired after one wrong code.', { status: 'expired', checks_used: 1 }],
  ['Expired after 2 wrong codes.', { status: 'expired', checks_used: 2 }],
  ['Expired: the code was on the phone, and nobody entered it.', { status: 'expired' }],
  [
    'Expired: nobody entered the code, and whether it reached the phone is not known.',
    { status: 'expired', messages: [rowOf({ status: 'submitted' })] },
  ],
  [
    'Expired: the code did not reach the phone.',
    { status: 'expired', messages: [rowOf({ status: 'failed' }), rowOf({ status: 'expired' })] },
  ],
  ['Cancelled 8.2 s after the start.', { status: 'cancelled', ended_at: ended }],
  ['Replaced after 8.2 s by a newer start for the same number.', { status: 'superseded', ended_at: ended }],
])('%s', (sentence, changes) => {
  const { key, values } = toldSentence(verificationOf(changes), inSeconds);
  expect(t(key, values)).toBe(sentence);
});
