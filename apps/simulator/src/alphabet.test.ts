import { describe, expect, test } from 'vitest';
import { decode, encode, readUserData, segmentsOf } from './alphabet.js';
import type { Submit } from './wire.js';

describe('a text of a phone', () => {
  test.each([
    ['@£$¥èéùìòÇ\nØø\rÅå', '000102030405060708090a0b0c0d0e0f'],
    ['Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ', '101112131415161718191a1c1d1e1f'],
    ['¡ÄÖÑÜ§¿äöñüà', '405b5c5d5e5f607b7c7d7e7f'],
    ['\f^{}\\[~]|€', '1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65'],
  ])('in the GSM alphabet is read as it was written: %s', (text, octets) => {
    expect(encode(text)).toEqual({ octets: Buffer.from(octets, 'hex'), dataCoding: 0 });
    expect(decode(Buffer.from(octets, 'hex'), 'GSM-7')).toBe(text);
  });

  test.each([
    ['ç', '00e7'],
    ['a\u001bb', '0061001b0062'],
    ['😀', 'd83dde00'],
  ])('that the alphabet lacks is UCS-2: %o', (text, octets) => {
    expect(encode(text)).toEqual({ octets: Buffer.from(octets, 'hex'), dataCoding: 8 });
    expect(decode(Buffer.from(octets, 'hex'), 'UCS-2')).toBe(text);
  });
});

test.each([
  [160, 'GSM-7', 1],
  [161, 'GSM-7', 2],
  [307, 'GSM-7', 3],
  [140, 'UCS-2', 1],
  [142, 'UCS-2', 2],
] as const)('%i octets of %s sent as one are %i segments', (octets, encoding, segments) => {
  expect(segmentsOf(Buffer.alloc(octets), encoding)).toBe(segments);
});

test.each([
  ['a header longer than the text is none', 'c8000301', { payload: 'c8000301' }],
  ['a header without concatenation', '0405020b84 41', { payload: '41' }],
  [
    'other elements before the concatenation are skipped',
    '0905020b84 0003a70201 41',
    { payload: '41', concatenation: { reference: 0xa7, total: 2, sequence: 1 } },
  ],
  ['a part beyond its total is no part', '050003a70203 41', { payload: '41' }],
])('%s', (_, hex, { payload, ...concatenation }) => {
  const submit = { esmClass: 0x40, octets: Buffer.from(hex.replaceAll(' ', ''), 'hex'), tlvs: new Map() };
  expect(readUserData(submit as unknown as Submit)).toEqual({ payload: Buffer.from(payload, 'hex'), ...concatenation });
});
