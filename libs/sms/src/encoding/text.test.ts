import { describe, expect, test } from 'vitest';
import { decodeText, encodeText, measureText } from './text.js';
import { stripUdh } from './user-data-header.js';

function hexParts(text: string, reference: number): string[] {
  return encodeText(text, { nextReference: () => reference }).parts.map(({ payload }) => payload.toString('hex'));
}

describe('octets', () => {
  test('a GSM text is one septet per octet, extension characters behind ESC', () => {
    expect(hexParts('@Aé€', 0)).toEqual(['0041051b65']);
  });

  test('a UCS-2 text is big endian, without a byte order mark', () => {
    expect(hexParts('Ж😀', 0)).toEqual(['0416d83dde00']);
  });

  test('each part of a long text carries reference, total and its number', () => {
    const [first, second] = hexParts('a'.repeat(161), 0xcb);
    expect(first).toBe(`050003cb0201${'61'.repeat(153)}`);
    expect(second).toBe(`050003cb0202${'61'.repeat(8)}`);
  });

  test('an escape pair at the cut goes whole into the next part', () => {
    const [first, second] = hexParts(`${'a'.repeat(152)}€${'a'.repeat(8)}`, 1);
    expect(first).toBe(`050003010201${'61'.repeat(152)}`);
    expect(second).toBe(`0500030102021b65${'61'.repeat(8)}`);
  });

  test('a surrogate pair at the cut goes whole into the next part', () => {
    const [first, second] = hexParts(`${'Ж'.repeat(66)}😀ЖЖЖ`, 1);
    expect(first).toBe(`050003010201${'0416'.repeat(66)}`);
    expect(second).toBe('050003010202d83dde00041604160416');
  });

  test('only the low eight bits of the reference are used', () => {
    expect(hexParts('a'.repeat(161), 0x1ff)[1]).toBe(`050003ff0202${'61'.repeat(8)}`);
  });

  test('255 parts are sent, 256 are refused', () => {
    expect(encodeText('a'.repeat(255 * 153), { nextReference: () => 0 }).parts).toHaveLength(255);
    expect(measureText('a'.repeat(255 * 153 + 1)).segments).toBe(256);
    expect(() => encodeText('a'.repeat(255 * 153 + 1), { nextReference: () => 0 })).toThrow('text.too_long');
  });

  test('a refusal does not repeat the text', () => {
    expect(() => encodeText('secret 123456 \ud800', { nextReference: () => 0 })).toThrow(/^text\.lone_surrogate$/);
  });
});

describe('reading', () => {
  test('every septet of both tables reads as the standard prints it, and is written back the same', () => {
    const septets = [...Array(128).keys()].filter((septet) => septet !== 0x1b);
    const extensions = [0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65].flatMap((septet) => [0x1b, septet]);
    const text =
      '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
      '¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€';
    const octets = Buffer.from([...septets, ...extensions]);
    expect(decodeText(octets, 'GSM-7')).toBe(text);
    expect(encodeText(text, { nextReference: () => 0 }).parts.map(({ payload }) => payload)).toEqual([octets]);
  });

  test('an unknown extension shows the basic character, a double ESC a space, a foreign octet a replacement', () => {
    expect(decodeText(Buffer.from('1b411b1b80ff', 'hex'), 'GSM-7')).toBe('A \ufffd\ufffd');
  });

  test('an ESC at the end and an odd octet of UCS-2 do not fail', () => {
    expect(decodeText(Buffer.from('611b', 'hex'), 'GSM-7')).toBe('a ');
    expect(decodeText(Buffer.from('041604', 'hex'), 'UCS-2')).toBe('Ж');
  });

  test('reading leaves the octets as they were', () => {
    const octets = Buffer.from('0416', 'hex');
    decodeText(octets, 'UCS-2');
    expect(octets.toString('hex')).toBe('0416');
  });
});

describe('user data header', () => {
  test('an 8 bit concatenation is read', () => {
    expect(stripUdh(Buffer.from('050003cb0201616263', 'hex'))).toEqual({
      concatenation: { reference: 203, total: 2, sequence: 1 },
      payload: Buffer.from('abc'),
    });
  });

  test('a 16 bit concatenation is read, behind other elements too', () => {
    expect(stripUdh(Buffer.from('0924010108041234030261', 'hex'))).toEqual({
      concatenation: { reference: 0x1234, total: 3, sequence: 2 },
      payload: Buffer.from('a'),
    });
  });

  test.each([
    ['a header longer than the octets', 'c8616263', 'c8616263'],
    ['an element cut short', '0300ff0161', '61'],
    ['a part number beyond the total', '05000301020361', '61'],
    ['a part number of zero', '05000301020061', '61'],
    ['nothing at all', '', ''],
  ])('%s is no concatenation', (_name, octets, payload) => {
    expect(stripUdh(Buffer.from(octets, 'hex'))).toEqual({ payload: Buffer.from(payload, 'hex') });
  });
});
