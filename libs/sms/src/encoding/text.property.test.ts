import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import splitSms from 'split-sms';
import { describe, expect, test } from 'vitest';
import { decodeText, encodeText, measureText } from './text.js';
import { stripUdh } from './user-data-header.js';

const GSM_CHARS = [...'@£$¥èéùìòÇ\nØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà'];
const EXTENSION_CHARS = [...'\f^{}\\[~]|€'];
const UCS2_CHARS = [...'Жçא字ひ∞`’😀🚀𝒳'];

const gsmText = fc.string({ unit: fc.constantFrom(...GSM_CHARS, ...EXTENSION_CHARS), maxLength: 700 });
// One code point is one grapheme here: on graphemes of several the libraries do not agree with each other.
const anyText = fc.string({ unit: fc.constantFrom(...GSM_CHARS, ...EXTENSION_CHARS, ...UCS2_CHARS), maxLength: 400 });
const unicodeText = fc.string({ unit: 'binary', maxLength: 400 }).filter((text) => text.isWellFormed());

function partTexts(text: string): string[] {
  const { parts, encoding } = encodeText(text, { nextReference: () => 1 });
  return parts.map(({ payload, hasUdh }) => decodeText(hasUdh ? stripUdh(payload).payload : payload, encoding));
}

describe('any text', () => {
  test('its parts, joined, are the text', () => {
    fc.assert(fc.property(fc.oneof(gsmText, anyText, unicodeText), (text) => partTexts(text).join('') === text));
  });

  test('as many parts are sent as were counted, none above 140 octets on the air', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText, unicodeText), (text) => {
        const { encoding, parts } = encodeText(text, { nextReference: () => 1 });
        expect(parts).toHaveLength(measureText(text).segments);
        const longest = encoding === 'GSM-7' ? 160 : 140;
        for (const { payload, hasUdh } of parts) {
          // Seven septets stand where the six octets of the header go.
          expect(payload.length + (hasUdh && encoding === 'GSM-7' ? 1 : 0)).toBeLessThanOrEqual(longest);
        }
      }),
    );
  });

  test('no part begins or ends inside an escape pair or a surrogate pair', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        const { encoding, parts } = encodeText(text, { nextReference: () => 1 });
        for (const { payload } of parts) {
          if (encoding === 'GSM-7') expect(payload.at(-1)).not.toBe(0x1b);
        }
        for (const part of partTexts(text)) expect(part.isWellFormed()).toBe(true);
      }),
    );
  });

  test('each part joins under the same reference, numbered without a gap', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 255 }), (text, reference) => {
        const { parts } = encodeText(text, { nextReference: () => reference });
        if (parts.length === 1) return;
        parts.forEach(({ payload }, index) => {
          expect(stripUdh(payload).concatenation).toEqual({ reference, total: parts.length, sequence: index + 1 });
        });
      }),
    );
  });
});

describe('other libraries', () => {
  test('split-sms cuts the same text into the same parts', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        const other = splitSms.split(text);
        expect(measureText(text).encoding).toBe(other.characterSet === 'GSM' ? 'GSM-7' : 'UCS-2');
        expect(partTexts(text)).toEqual(other.parts.map((part) => part.content));
      }),
    );
  });

  test('sms-segments-calculator counts the same segments', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        fc.pre(text !== '');
        const other = new SegmentedMessage(text, 'auto', false);
        expect(measureText(text)).toMatchObject({ encoding: other.getEncodingName(), segments: other.segmentsCount });
      }),
    );
  });
});
