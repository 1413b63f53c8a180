import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PduFramer } from './framer.js';

const ENQUIRE_LINK = '00000010000000150000000000000007';
const SUBMIT_RESP = '00000014800000040000000000000009616200ff';

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}

function pushAll(framer: PduFramer, chunks: Buffer[]): string[] {
  return chunks.flatMap((chunk) => framer.push(chunk).pdus).map((pdu) => pdu.toString('hex'));
}

describe('whole PDUs', () => {
  test('come out of a stream of single bytes', () => {
    const chunks = [...bytes(ENQUIRE_LINK + SUBMIT_RESP)].map((octet) => Buffer.from([octet]));
    expect(pushAll(new PduFramer(), chunks)).toEqual([ENQUIRE_LINK, SUBMIT_RESP]);
  });

  test('ten in one chunk come out at once, the start of the eleventh is kept', () => {
    const framer = new PduFramer();
    const { pdus } = framer.push(bytes(`${SUBMIT_RESP.repeat(10)}00000010 0000`));
    expect(pdus.map((pdu) => pdu.toString('hex'))).toEqual(Array(10).fill(SUBMIT_RESP));
    expect(pushAll(framer, [bytes('0015 00000000 00000007')])).toEqual([ENQUIRE_LINK]);
  });

  test('the longest, 16,384 octets, passes', () => {
    const pdu = `00004000${'ab'.repeat(16_380)}`;
    expect(pushAll(new PduFramer(), [bytes(pdu)])).toEqual([pdu]);
  });

  test('however the stream is cut, the same PDUs come out', () => {
    const stream = bytes(ENQUIRE_LINK + SUBMIT_RESP + ENQUIRE_LINK);
    const cuts = fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (unsorted) => {
        const ends = [...unsorted.sort((one, other) => one - other), stream.length];
        const chunks = ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
        expect(pushAll(new PduFramer(), chunks)).toEqual([ENQUIRE_LINK, SUBMIT_RESP, ENQUIRE_LINK]);
      }),
    );
  });
});

describe('a length that cannot be', () => {
  test.each([
    ['0', '00000000', 0],
    ['3', '00000003', 3],
    ['4', '00000004', 4],
    ['15', '0000000f', 15],
    ['16,385', '00004001', 16_385],
    ['0x7FFFFFFF', '7fffffff', 0x7fffffff],
    ['0xFFFFFFFF', 'ffffffff', 0xffffffff],
    ['the text HTTP', '48545450', 1_213_486_160],
  ])('%s is a fault as soon as its four octets are there', (_name, length, commandLength) => {
    const framer = new PduFramer();
    expect(framer.push(bytes(length.slice(0, 6)))).toEqual({ pdus: [] });
    expect(framer.push(bytes(length.slice(6)))).toEqual({ pdus: [], fault: { kind: 'bad_length', commandLength } });
  });

  test('an answer of a web server is a fault', () => {
    const { fault } = new PduFramer().push(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(fault).toEqual({ kind: 'bad_length', commandLength: 0x48545450 });
  });

  test('PDUs before the fault are handed on, nothing after it', () => {
    const framer = new PduFramer();
    const { pdus, fault } = framer.push(bytes(`${ENQUIRE_LINK}00000003${ENQUIRE_LINK}`));
    expect(pdus.map((pdu) => pdu.toString('hex'))).toEqual([ENQUIRE_LINK]);
    expect(fault).toEqual({ kind: 'bad_length', commandLength: 3 });
    expect(framer.push(bytes(ENQUIRE_LINK))).toEqual({ pdus: [], fault: { kind: 'bad_length', commandLength: 3 } });
  });
});
