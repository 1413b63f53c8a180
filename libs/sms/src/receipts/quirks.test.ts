import { describe, expect, test } from 'vitest';
import { readDelivered } from '../smpp/read-delivered.js';
import { RECEIPT_QUIRKS } from '../testing/receipt-quirks.js';
import { parseReceipt } from './parse-receipt.js';
import type { Receipt } from './receipt.js';
import { smscIdForms, smscIdKey } from './smsc-id.js';

function read(hex: string): Receipt | undefined {
  const delivered = readDelivered(Buffer.from(hex, 'hex'));
  if (delivered.kind === 'malformed') throw new Error('a sound PDU was refused');
  return parseReceipt(delivered.message);
}

test.each(RECEIPT_QUIRKS)('$about: $promise', ({ pdu, read: expected }) => {
  const receipt = read(pdu);
  if (expected === undefined) expect(receipt).toBeUndefined();
  else expect(receipt).toMatchObject(expected);
});

/** message_id of a submit_sm_resp and the id of its receipt, both as octets. */
describe('an answer and its receipt find each other', () => {
  test.each([
    ['hex answered, decimal told', '3339663939646435', '393732363630313831'],
    ['decimal answered, hex told', '393732363630313831', '3339663939646435'],
    ['twenty digits, beyond 63 bits', '3138343436373434303733373039353531363137', '3130303030303030303030303030303031'],
    ['a zero too many told', '4238424531 39', '3030423842453139'],
    ['a zero too many answered', '3030423842453139', '423842453139'],
    ['lower case told', '3030423842453139', '6238626531 39'],
    ['a UUID that begins with zero, cut and in another case', '30463846 2d41', '66386 62d61'],
    ['a blank and a NUL behind', '313233', '3132332000'],
  ])('%s', (_, answered, told) => {
    const text = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
    const keys = smscIdForms(text(told)).map(({ key }) => key);
    expect(keys).toContain(smscIdKey(text(answered)));
  });
});
