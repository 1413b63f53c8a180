import { expect, test } from 'vitest';
import { isReceiptAsked, messageState, receiptText } from './receipt-text.js';

const times = { submittedAt: Date.UTC(2026, 10, 24, 14, 5, 7), doneAt: Date.UTC(2026, 11, 31, 23, 59, 59) };

test('a delivered receipt has the customary text and echoes nothing of the message', () => {
  expect(receiptText({ messageId: '6a04b3c400000001', outcome: 'delivered', ...times })).toBe(
    'id:6a04b3c400000001 sub:001 dlvrd:001 submit date:2611241405 done date:2612312359 stat:DELIVRD err:000 text:',
  );
  expect(messageState('delivered')).toBe(2);
});

test('an undelivered receipt says so in text, count and state', () => {
  expect(receiptText({ messageId: '6a04b3c400000001', outcome: 'undelivered', ...times })).toBe(
    'id:6a04b3c400000001 sub:001 dlvrd:000 submit date:2611241405 done date:2612312359 stat:UNDELIV err:001 text:',
  );
  expect(messageState('undelivered')).toBe(5);
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
