import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LongTexts } from './segments.js';
import { decodeText, encodeText, measureText, type EncodedPart } from './text.js';
import { stripUdh } from './user-data-header.js';

const MODES: LongTexts[] = ['udh_8', 'udh_16', 'sar', 'message_payload'];
const nextReference = () => 0x12cb;

function hexParts(text: string, longTexts: LongTexts): string[] {
  return encodeText(text, { nextReference, longTexts }).parts.map(({ payload }) => payload.toString('hex'));
}

describe('a text of two parts on the wire', () => {
  const text = 'a'.repeat(161);

  test('with a reference of 8 bits: six octets, 153 letters', () => {
    expect(hexParts(text, 'udh_8')).toEqual([`050003cb0201${'61'.repeat(153)}`, `050003cb0202${'61'.repeat(8)}`]);
  });

  test('with a reference of 16 bits: seven octets, 152 letters', () => {
    expect(hexParts(text, 'udh_16')).toEqual([`06080412cb0201${'61'.repeat(152)}`, `06080412cb0202${'61'.repeat(9)}`]);
    expect(hexParts('Ж'.repeat(71), 'udh_16')).toEqual([
      `06080412cb0201${'0416'.repeat(66)}`,
      `06080412cb0202${'0416'.repeat(5)}`,
    ]);
  });

  test('with sar_*: no header, the place beside it, cut so that the carrier’s header fits', () => {
    expect(encodeText(text, { nextReference, longTexts: 'sar' }).parts).toEqual([
      { payload: Buffer.from('a'.repeat(153)), hasUdh: false, sar: { reference: 0xcb, total: 2, sequence: 1 } },
      { payload: Buffer.from('a'.repeat(8)), hasUdh: false, sar: { reference: 0xcb, total: 2, sequence: 2 } },
    ]);
  });

  test('with message_payload: one submit that counts as two segments', () => {
    expect(encodeText(text, { nextReference, longTexts: 'message_payload' }).parts).toEqual([
      { payload: Buffer.from(text), hasUdh: false, isMessagePayload: true, segments: 2 },
    ]);
  });
});

test('a text of one part is the same in all four ways', () => {
  for (const text of ['', 'Your code is 123456', 'a'.repeat(160), 'Ж'.repeat(70)]) {
    const [first, ...others] = MODES.map((longTexts) => encodeText(text, { nextReference, longTexts }));
    expect(first?.parts).toEqual([{ payload: expect.any(Buffer) as Buffer, hasUdh: false }]);
    for (const other of others) expect(other).toEqual(first);
  }
});

test.each([
  ['304 a', 'a'.repeat(304), 2, 2],
  ['305 a', 'a'.repeat(305), 2, 3],
  ['152 ]', ']'.repeat(152), 2, 2],
  ['151 a, euro, 151 a: the pair does not fit before the cut', `${'a'.repeat(151)}€${'a'.repeat(151)}`, 2, 3],
  ['132 Zhe', 'Ж'.repeat(132), 2, 2],
  ['133 Zhe', 'Ж'.repeat(133), 2, 3],
  ['65 Zhe, emoji, 65 Zhe: likewise', `${'Ж'.repeat(65)}😀${'Ж'.repeat(65)}`, 2, 3],
])('the longer header makes more segments sooner: %s', (_name, text, segments, with16Bits) => {
  expect(measureText(text).segments).toBe(segments);
  expect(measureText(text, 'udh_16').segments).toBe(with16Bits);
});

const CHARS = [...'@£aZé09{}[]~|€\n', ...'Жç字ひ∞’😀🚀𝒳'];
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...CHARS), maxLength: 500 }),
  fc.string({ unit: fc.constantFrom(...CHARS.slice(0, 14)), maxLength: 700 }),
  fc.string({ unit: 'binary', maxLength: 400 }).filter((one) => one.isWellFormed()),
);

/** As a handset reads it, from the octets and what stands beside them. */
function read({ payload, hasUdh }: EncodedPart, dataCoding: 0 | 8): string {
  return decodeText(hasUdh ? stripUdh(payload).payload : payload, dataCoding === 0 ? 'GSM-7' : 'UCS-2');
}

describe.each(MODES)('in the way %s', (longTexts) => {
  test('what is read is what was written', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { parts, dataCoding } = encodeText(written, { nextReference, longTexts });
        expect(parts.map((part) => read(part, dataCoding)).join('')).toBe(written);
      }),
    );
  });

  test('what was counted is what is sent, none above 140 octets on the air', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { parts, segments, encoding, units } = encodeText(written, { nextReference, longTexts });
        expect({ encoding, units, segments }).toEqual(pick(measureText(written, longTexts)));
        expect(parts.reduce((sum, part) => sum + (part.segments ?? 1), 0)).toBe(segments);
        for (const part of parts)
          if (!part.isMessagePayload) expect(bitsOnAir(part, encoding)).toBeLessThanOrEqual(1120);
      }),
    );
  });

  test('the parts name one reference, their total and their places without a gap', () => {
    fc.assert(
      fc.property(text, (written) => {
        const { parts } = encodeText(written, { nextReference, longTexts });
        if (parts.length === 1) return;
        const reference = longTexts === 'udh_16' ? 0x12cb : 0xcb;
        expect(parts.map(({ payload, hasUdh, sar }) => (hasUdh ? stripUdh(payload).concatenation : sar))).toEqual(
          parts.map((_, index) => ({ reference, total: parts.length, sequence: index + 1 })),
        );
      }),
    );
  });
});

function pick({ encoding, units, segments }: ReturnType<typeof measureText>) {
  return { encoding, units, segments };
}

/** 3GPP TS 23.040 9.2.3.24: septets begin at the next septet boundary behind the header. */
function bitsOnAir({ payload, hasUdh, sar }: EncodedPart, encoding: 'GSM-7' | 'UCS-2'): number {
  const headerOctets = hasUdh ? 1 + payload.readUInt8(0) : sar ? 6 : 0;
  const octets = hasUdh ? payload.length - headerOctets : payload.length;
  return encoding === 'GSM-7' ? (Math.ceil((headerOctets * 8) / 7) + octets) * 7 : (headerOctets + octets) * 8;
}
