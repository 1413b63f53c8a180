import { expect, test } from 'vitest';
import { readUserData } from './user-data.js';

test.each([
  ['8-bit reference', '050003a70201 4869', { reference: 0xa7, parts: 2, part: 1 }, '4869'],
  ['16-bit reference', '060804beef0302 4869', { reference: 0xbeef, parts: 3, part: 2 }, '4869'],
  ['after another element', '0a 2401 03 ff00 0003a70202 4869', { reference: 0xa7, parts: 2, part: 2 }, '4869'],
  ['ports only', '06050400000b84 4869', null, '4869'],
  ['part 0 is ignored', '050003a70200 4869', null, '4869'],
  ['a part over the number of parts is ignored', '050003a70203 4869', null, '4869'],
  ['an element longer than the header is ignored', '05000aa70201 4869', null, '4869'],
  ['a header longer than the message is text', '48656c6c6f', null, '48656c6c6f'],
  ['an empty message', '', null, ''],
])('user data header, %s', (_, hex, concatenation, body) => {
  const read = readUserData(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 0x40);
  expect(read.concatenation).toEqual(concatenation);
  expect(read.body.toString('hex')).toBe(body);
});

test('without the UDH indicator everything is text', () => {
  const read = readUserData(Buffer.from('050003a70201', 'hex'), 0x00);
  expect(read.concatenation).toBe(null);
  expect(read.body.toString('hex')).toBe('050003a70201');
});
