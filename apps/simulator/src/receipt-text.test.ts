import { expect, test } from 'vitest';
import { isReceiptAsked, messageState, receiptText, type DateForm } from './receipt-text.js';

const FIELDS = {
  id: '6a04b3c400000001',
  err: null,
  submittedAt: Date.UTC(2026, 10, 24, 14, 5, 7),
  doneAt: Date.UTC(2026, 11, 31, 23, 59, 59),
  dates: 'YYMMDDhhmm',
  text: 'Your code is',
} as const;

test('a delivered receipt has the customary text and echoes nothing of the message', () => {
  expect(receiptText({ ...FIELDS, stat: 'DELIVRD' })).toBe(
    'id:6a04b3c400000001 sub:001 dlvrd:001 submit date:2611241405 done date:2612312359 stat:DELIVRD err:000 text:',
  );
  expect(messageState('DELIVRD')).toBe(2);
});

test('an undelivered receipt says so in text, count and state', () => {
  expect(receiptText({ ...FIELDS, stat: 'UNDELIV' })).toBe(
    'id:6a04b3c400000001 sub:001 dlvrd:000 submit date:2611241405 done date:2612312359 stat:UNDELIV err:001 text:',
  );
  expect(messageState('UNDELIV')).toBe(5);
});

test('a word that SMPP does not have has no state', () => {
  expect(messageState('ACKED')).toBe(null);
});

test.each<[DateForm, string]>([
  ['YYMMDDhhmm', '2611241405'],
  ['YYMMDDhhmmss', '261124140507'],
  ['YYYYMMDDhhmm', '202611241405'],
  ['YYYYMMDDhhmmss', '20261124140507'],
  ['YYMMDDhhmmsstnn+', '261124140507912+'],
  ['zeros', '0000000000'],
  ['empty', ''],
])('a date in the form %s is %s', (dates, written) => {
  expect(receiptText({ ...FIELDS, stat: 'DELIVRD', dates }, '{submitted}')).toBe(written);
});

test('a template has its own order, and keeps what names nothing', () => {
  const template = 'Text:{text} stat:{stat} id:{id} err:{err} {braces}';
  expect(receiptText({ ...FIELDS, stat: 'BUFFRED', err: '00A' }, template)).toBe(
    'Text:Your code is stat:BUFFRED id:6a04b3c400000001 err:00A {braces}',
  );
});

test.each([
  [0x00, false, false],
  [0x01, true, true],
  [0x02, false, true],
  [0x03, true, false],
  // Intermediate notifications (0x10) and acknowledgements (0x04, 0x08) are other wishes.
  [0x1c, false, false],
  [0x11, true, true],
])('registered_delivery %i asks for a receipt on delivery: %s, on failure: %s', (asked, onDelivery, onFailure) => {
  expect(isReceiptAsked(asked, 'delivered')).toBe(onDelivery);
  expect(isReceiptAsked(asked, 'undelivered')).toBe(onFailure);
});
