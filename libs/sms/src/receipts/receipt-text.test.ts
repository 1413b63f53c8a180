import { describe, expect, test } from 'vitest';
import { readReceiptFields, receiptStateOf } from './receipt-text.js';

test.each([
  ['DELIVRD', 'delivered'],
  ['delivrd', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['DELIV', 'delivered'],
  ['UNDELIV', 'undelivered'],
  ['UNDELIVRD', 'undelivered'],
  ['UNDELIVERED', 'undelivered'],
  ['UNDELIVERABLE', 'undelivered'],
  ['UNDEL', 'undelivered'],
  ['FAILED', 'undelivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'deleted'],
  ['REJECTD', 'rejected'],
  ['REJECTED', 'rejected'],
  ['ACCEPTD', 'accepted'],
  ['ACCEPTED', 'accepted'],
  ['ENROUTE', 'enroute'],
  ['ACKED', 'enroute'],
  ['BUFFRED', 'enroute'],
  ['BUFFERD', 'enroute'],
  ['BUFFERED', 'enroute'],
  ['UNKNOWN', 'unknown'],
])('carriers write %s for %s', (word, state) => {
  expect(receiptStateOf(word)).toBe(state);
});

test.each([
  '',
  'D',
  'DELI',
  'UNDE',
  'on',
  'OK',
  'DELIVRDX',
  'NOTDELIVRD',
  'SENT',
  '0',
  'null',
  'constructor',
  '__proto__',
])('a word no carrier is known to write is no state, least of all delivered: %j', (word) => {
  expect(receiptStateOf(word)).toBeUndefined();
});

describe('fields', () => {
  test('are each cut to their first word', () => {
    expect(readReceiptFields('id:a b stat:DELIVRD now err: 001 002')).toMatchObject({
      id: 'a',
      stat: 'DELIVRD',
      err: '001',
    });
  });

  test('keep colons inside a word', () => {
    expect(readReceiptFields('id:a:b:c stat:DELIVRD').id).toBe('a:b:c');
  });

  test('of the same name: the first counts', () => {
    expect(readReceiptFields('id:1 id:2 stat:DELIVRD stat:UNDELIV')).toMatchObject({ id: '1', stat: 'DELIVRD' });
  });

  test('that are empty are absent', () => {
    expect(readReceiptFields('id: sub: dlvrd: stat: err: text:')).toEqual({});
  });

  test('of another word that ends alike are not taken', () => {
    expect(readReceiptFields('paid:1 substat:2 xerr:3')).toEqual({});
  });
});
