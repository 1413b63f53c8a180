import { describe, expect, test } from 'vitest';
import { decodeText, encodeText, measureText, type EncodedText } from './text.js';
import { stripUdh } from './user-data-header.js';

const GSM = 'GSM-7';
const UCS = 'UCS-2';

// [name, text, encoding, units, segments]; units and cuts after 3GPP TS 23.038 and TS 23.040, checked with three libraries.
const VECTORS: [string, string, 'GSM-7' | 'UCS-2', number, number][] = [
  ['empty', '', GSM, 0, 1],
  ['plain', 'Your code is 123456', GSM, 19, 1],
  ['160 a', 'a'.repeat(160), GSM, 160, 1],
  ['161 a', 'a'.repeat(161), GSM, 161, 2],
  ['306 a', 'a'.repeat(306), GSM, 306, 2],
  ['307 a', 'a'.repeat(307), GSM, 307, 3],
  ['459 a', 'a'.repeat(459), GSM, 459, 3],
  ['460 a', 'a'.repeat(460), GSM, 460, 4],
  ['euro', '€', GSM, 2, 1],
  ['80 euro', '€'.repeat(80), GSM, 160, 1],
  ['79 euro + a', `${'€'.repeat(79)}a`, GSM, 159, 1],
  ['81 euro', '€'.repeat(81), GSM, 162, 2],
  ['152 a, euro, 8 a', `${'a'.repeat(152)}€${'a'.repeat(8)}`, GSM, 162, 2],
  ['152 a, euro, 151 a', `${'a'.repeat(152)}€${'a'.repeat(151)}`, GSM, 305, 2],
  ['152 a, euro, 152 a', `${'a'.repeat(152)}€${'a'.repeat(152)}`, GSM, 306, 3],
  ['152 ]', ']'.repeat(152), GSM, 304, 2],
  ['153 ]', ']'.repeat(153), GSM, 306, 3],
  ['extension characters', '^{}\\[~]|', GSM, 16, 1],
  ['form feed', 'a\fb', GSM, 4, 1],
  ['line feed', 'a\nb', GSM, 3, 1],
  ['CR LF', 'a\r\nb', GSM, 4, 1],
  ['escape', 'a\u001bb', UCS, 3, 1],
  ['tab', 'a\tb', UCS, 3, 1],
  ['currency, inverted marks, section', '¤¡¿§', GSM, 4, 1],
  ['160 @', '@'.repeat(160), GSM, 160, 1],
  ['80 a, CR LF, 79 a', `${'a'.repeat(80)}\r\n${'a'.repeat(79)}`, GSM, 161, 2],
  ['Turkish', 'ğışĞİŞ', UCS, 6, 1],
  ['backtick', 'a`b', UCS, 3, 1],
  ['C cedilla', 'Ç', GSM, 1, 1],
  ['c cedilla', 'ç', UCS, 1, 1],
  ['grave accents', 'àèéìòù', GSM, 6, 1],
  ['acute accents', 'áíóú', UCS, 4, 1],
  ['Greek capitals of the alphabet', 'ΔΦΓΛΩΠΨΣΘΞ', GSM, 10, 1],
  ['Greek Alpha', '\u0391', UCS, 1, 1],
  ['curly quote', 'don\u2019t', UCS, 5, 1],
  ['en dash', 'a\u2013b', UCS, 3, 1],
  ['no-break space', 'a\u00a0b', UCS, 3, 1],
  ['zero width space', 'a\u200bb', UCS, 3, 1],
  ['ohm sign', '\u2126', UCS, 1, 1],
  ['micro sign', 'µ', UCS, 1, 1],
  ['70 Zhe', 'Ж'.repeat(70), UCS, 70, 1],
  ['71 Zhe', 'Ж'.repeat(71), UCS, 71, 2],
  ['134 Zhe', 'Ж'.repeat(134), UCS, 134, 2],
  ['135 Zhe', 'Ж'.repeat(135), UCS, 135, 3],
  ['emoji', '😀', UCS, 2, 1],
  ['35 emoji', '😀'.repeat(35), UCS, 70, 1],
  ['36 emoji', '😀'.repeat(36), UCS, 72, 2],
  ['67 emoji', '😀'.repeat(67), UCS, 134, 3],
  ['66 a, emoji, 4 a', `${'a'.repeat(66)}😀${'a'.repeat(4)}`, UCS, 72, 2],
  ['66 Zhe, emoji, 65 Zhe', `${'Ж'.repeat(66)}😀${'Ж'.repeat(65)}`, UCS, 133, 2],
  ['66 Zhe, emoji, 66 Zhe', `${'Ж'.repeat(66)}😀${'Ж'.repeat(66)}`, UCS, 134, 3],
  ['68 Zhe, family emoji', `${'Ж'.repeat(68)}👨\u200d👩\u200d👦`, UCS, 76, 2],
  ['18 flags', '🇩🇪'.repeat(18), UCS, 72, 2],
  ['e with combining acute', 'e\u0301', UCS, 2, 1],
  ['66 Zhe, combining, 66 Zhe', `${'Ж'.repeat(66)}e\u0301${'Ж'.repeat(66)}`, UCS, 134, 2],
  ['35 pipes + Zhe', `${'|'.repeat(35)}Ж`, UCS, 36, 1],
  ['69 pipes + infinity', `${'|'.repeat(69)}∞`, UCS, 70, 1],
  ['Cyrillic', 'Код: 123456', UCS, 11, 1],
];

function textOf({ parts, encoding }: EncodedText): string {
  return parts
    .map(({ payload, hasUdh }) => decodeText(hasUdh ? stripUdh(payload).payload : payload, encoding))
    .join('');
}

describe.each(VECTORS)('%s', (_name, text, encoding, units, segments) => {
  test('is measured as the standard counts it', () => {
    expect(measureText(text)).toMatchObject({ encoding, units, segments });
  });

  test('is sent in as many parts as were counted, and reads the same', () => {
    const encoded = encodeText(text, { nextReference: () => 7 });
    expect(encoded.parts).toHaveLength(segments);
    expect({ encoding: encoded.encoding, units: encoded.units }).toEqual({ encoding, units });
    expect(encoded.dataCoding).toBe(encoding === GSM ? 0 : 8);
    expect(textOf(encoded)).toBe(text);
  });
});

test('a lone surrogate is measured and refused', () => {
  expect(measureText('a\ud83db')).toMatchObject({ encoding: UCS, units: 3, segments: 1 });
  expect(() => encodeText('a\ud83db', { nextReference: () => 0 })).toThrow('text.lone_surrogate');
});
