import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textOf } from './data-coding.js';

test.each([
  ['the default alphabet', 0x00, '021b65', '$€'],
  ['ASCII', 0x01, '24', '$'],
  ['Latin-1', 0x03, 'e724', 'ç$'],
  ['octets', 0x04, '02ff', '\u0002ÿ'],
  ['Cyrillic', 0x06, 'baded4', 'Код'],
  ['Hebrew', 0x07, 'e0', 'א'],
  ['UCS-2', 0x08, '0416d83dde00', 'Ж😀'],
  ['ISO-2022-JP', 0x0a, '1b24422422', 'あ'],
  ['Korean', 0x0e, 'b0a1', '가'],
  ['GSM with a class, which the low bits alone would also say', 0x10, '021b65', '$€'],
  ['8 bits with a class', 0x14, '02e7', '\u0002ç'],
  ['UCS-2 with a class, which is no alphabet by its low bits', 0x18, '0416', 'Ж'],
  ['UCS-2 with a class, flash', 0x1a, '0416', 'Ж'],
  ['GSM, marked for deletion', 0x40, '02', '$'],
  ['UCS-2, marked for deletion', 0x48, '0416', 'Ж'],
  ['message waiting in GSM', 0xc8, '02', '$'],
  ['message waiting, kept, in GSM', 0xd8, '02', '$'],
  ['message waiting in UCS-2', 0xe0, '0416', 'Ж'],
  ['GSM, coding and class', 0xf0, '021b65', '$€'],
  ['GSM, coding and class, for the SIM', 0xf2, '02', '$'],
  ['8 bits, coding and class', 0xf5, '02e7', '\u0002ç'],
  ['compressed, which is no text', 0x20, 'e7', 'ç'],
])('data_coding says what the octets are: %s', (_name, dataCoding, octets, text) => {
  expect(textOf(Buffer.from(octets, 'hex'), dataCoding)).toBe(text);
});

test('no octets under no data_coding fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(255), (octets, dataCoding) => {
      expect(typeof textOf(Buffer.from(octets), dataCoding)).toBe('string');
    }),
  );
});
