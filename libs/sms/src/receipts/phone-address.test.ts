import { expect, test } from 'vitest';
import { isAddressOf, phoneTail } from './phone-address.js';

const NUMBER = '+4915112345678';

test.each([
  ['as it is', '+4915112345678'],
  ['without the plus', '4915112345678'],
  ['with the international prefix', '004915112345678'],
  ['national, with the trunk prefix', '015112345678'],
  ['national, without it', '15112345678'],
  ['with blanks and signs', '+49 151 12345-678'],
])('a carrier may write a number %s', (_, address) => {
  expect(isAddressOf(address, NUMBER)).toBe(true);
  expect(phoneTail(address)).toBe(phoneTail(NUMBER));
});

test.each([
  ['another number', '+4915112345679'],
  ['another country with the same end', '+115112345678'],
  ['a longer number with the same end', '994915112345678'],
  ['a short code', '45678'],
  ['a name', 'Codewire'],
  ['nothing', ''],
  ['zeros', '0000000'],
])('no other address is taken for it: %s', (_, address) => {
  expect(isAddressOf(address, NUMBER)).toBe(false);
});

test('a short code, a name and nothing have no end that tells a phone', () => {
  expect(['45678', 'Codewire', '', 'CODE123456'].map(phoneTail)).toEqual([undefined, undefined, undefined, undefined]);
});
