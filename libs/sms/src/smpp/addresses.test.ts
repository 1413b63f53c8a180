import { expect, test } from 'vitest';
import { destinationAddress, senderAddress } from './addresses.js';

test.each([
  ['a name', 'Codewire', { address: 'Codewire', ton: 5, npi: 0 }],
  ['a name of one letter', 'A', { address: 'A', ton: 5, npi: 0 }],
  ['a name of eleven characters with blank and digit', 'My Bank 24x', { address: 'My Bank 24x', ton: 5, npi: 0 }],
  ['a name that begins with digits', '3M', { address: '3M', ton: 5, npi: 0 }],
  ['a short code of one digit', '7', { address: '7', ton: 3, npi: 0 }],
  ['a short code of six digits', '123456', { address: '123456', ton: 3, npi: 0 }],
  ['seven digits, a number', '1234567', { address: '1234567', ton: 1, npi: 1 }],
  ['fifteen digits, a number', '123456789012345', { address: '123456789012345', ton: 1, npi: 1 }],
  ['a number with its plus sign', '+4930123456', { address: '4930123456', ton: 1, npi: 1 }],
  ['a short number with a plus sign is no short code', '+12345', { address: '12345', ton: 1, npi: 1 }],
])('a sender has the type its writing says: %s', (_name, sender, address) => {
  expect(senderAddress(sender)).toEqual(address);
});

test.each([
  ['nothing', ''],
  ['twelve letters', 'ABCDEFGHIJKL'],
  ['sixteen digits', '1234567890123456'],
  ['a plus sign alone', '+'],
  ['a commercial at, which is NUL in GSM', 'Shop@Home'],
  ['a dot', 'code.wire'],
  ['a hyphen', 'code-wire'],
  ['an underscore', 'code_wire'],
  ['a letter beyond ASCII', 'Müller'],
  ['a Cyrillic look-alike', 'Pаypal'],
  ['a NUL', 'Code\0wire'],
  ['a line feed behind', 'Codewire\n'],
  ['blanks around', ' Codewire'],
  ['a blank behind', 'Codewire '],
  ['blanks only', '   '],
])('a sender that no carrier shows as written is refused without repeating it: %s', (_name, sender) => {
  expect(() => senderAddress(sender)).toThrow(/^sender\.invalid$/);
});

test('a destination is the digits of an international number, at most twenty', () => {
  expect(destinationAddress('12125551212')).toEqual({ address: '12125551212', ton: 1, npi: 1 });
  expect(destinationAddress('1'.repeat(20))).toEqual({ address: '11111111111111111111', ton: 1, npi: 1 });
});

test.each(['', '+12125551212', '1212 5551212', '1'.repeat(21), '1212555\0', '١٢٣', 'abc', '12125551212\n'])(
  'anything else is no destination: %j',
  (digits) => {
    expect(destinationAddress(digits)).toBeUndefined();
  },
);
