import { expect, test } from 'vitest';
import { maskedAddress, withoutCodes } from './inbound-mask.js';

test.each([
  ['+4915112345678', '+49 *********78'],
  ['4915112345678', '+49 *********78'],
  ['004915112345678', '+49 *********78'],
  ['12345', '12345'],
  ['INFO', 'INFO'],
])('of the address %s is shown %s', (address, shown) => {
  expect(maskedAddress(address)).toBe(shown);
});

test.each([
  ['Your code is 123456', 'Your code is ••••'],
  ['id:7b2 stat:DELIVRD err:000 text:1234', 'id:7b2 stat:DELIVRD err:000 text:••••'],
  ['12 34', '••••'],
  ['123.456', '••••'],
  ['123–456', '••••'],
  ['123 - 456', '••••'],
  ['12/34/56', '••••'],
  ['1\u200b2\u200b3\u200b4', '••••'],
  ['١٢٣٤٥٦', '••••'],
  ['9 to 5, 24 hours', '9 to 5, 24 hours'],
  ['STOP 123', 'STOP 123'],
  ['', ''],
])('of the text %j is shown %j', (text, shown) => {
  expect(withoutCodes(text)).toBe(shown);
});
