import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeliveredMessage } from './delivered-message.js';
import { parseReceipt } from './parse-receipt.js';

const ID = 0x001e;
const NETWORK_ERROR = 0x0423;
const PAYLOAD = 0x0424;
const STATE = 0x0427;

type Tlv = [tag: number, hex: string];

interface Given {
  text?: string;
  shortMessage?: Buffer;
  esmClass?: number;
  dataCoding?: number;
  tlvs?: Tlv[];
}

function delivered({ text = '', tlvs = [], ...rest }: Given): DeliveredMessage {
  return {
    sourceAddress: '12125551212',
    destinationAddress: 'me',
    esmClass: 4,
    dataCoding: 0,
    shortMessage: Buffer.from(text, 'latin1'),
    ...rest,
    tlvs: new Map(tlvs.map(([tag, hex]) => [tag, Buffer.from(hex, 'hex')])),
  };
}

const FULL =
  'id:0123456789 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD err:000 text:Your code';

const READ = {
  smscMessageId: '0123456789',
  state: 'delivered',
  isFinal: true,
  errorCode: '000',
  submittedParts: 1,
  deliveredParts: 1,
  doneAtText: '2611231201',
  from: '12125551212',
  to: 'me',
  isFlagged: true,
};

describe('the text of SMPP 3.4 appendix B', () => {
  test.each([
    ['as printed', FULL],
    ['in upper case', FULL.toUpperCase()],
    ['with "Text:"', FULL.replace('text:', 'Text:')],
    ['with blanks behind the colons', FULL.replaceAll(':', ': ')],
    ['with blanks before the colons', FULL.replaceAll(':', ' :')],
    ['with tabs and line feeds between', FULL.replaceAll(' sub', '\tsub').replaceAll(' stat', '\r\nstat')],
    ['with "submit_date" and "done_date"', FULL.replaceAll(' date', '_date')],
    ['with "submitdate" and "donedate"', FULL.replaceAll(' date', 'date')],
    ['without a text', FULL.replace(' text:Your code', '')],
    [
      'in another order',
      'err:000 stat:DELIVRD done date:2611231201 submit date:2611231200 dlvrd:001 sub:001 id:0123456789',
    ],
    ['with fields of a vendor between', FULL.replace(' stat', ' mccmnc:26201 stat')],
    ['behind octets of a header', `\u0005\u0000\u0003\u00cb\u0001\u0001${FULL}`],
    ['with a NUL behind', `${FULL.replace(' text:Your code', '')}\0`],
  ])('is read %s', (_name, text) => {
    expect(parseReceipt(delivered({ text }))).toEqual(READ);
  });

  test.each([
    ['sub', / sub:\w+/, 'submittedParts'],
    ['dlvrd', / dlvrd:\w+/, 'deliveredParts'],
    ['submit date', / submit date:\w+/, undefined],
    ['done date', / done date:\w+/, 'doneAtText'],
    ['err', / err:\w+/, 'errorCode'],
  ])('is read without %s', (_name, field, absent) => {
    const expected: Record<string, unknown> = { ...READ };
    if (absent !== undefined) delete expected[absent];
    expect(parseReceipt(delivered({ text: FULL.replace(field, '') }))).toEqual(expected);
  });

  test('without a state is a receipt whose state is unknown, when it is flagged', () => {
    const text = FULL.replace(' stat:DELIVRD', '');
    expect(parseReceipt(delivered({ text }))).toEqual({ ...READ, state: 'unknown', isFinal: false });
    expect(parseReceipt(delivered({ text, esmClass: 0 }))).toBeUndefined();
  });

  test('without an id is none', () => {
    expect(parseReceipt(delivered({ text: FULL.replace('id:0123456789 ', '') }))).toBeUndefined();
    expect(parseReceipt(delivered({ text: FULL.replace('0123456789', '') }))).toBeUndefined();
  });

  test('takes no field out of the message’s own words when the receipt has it', () => {
    const text = 'id:1 stat:UNDELIV err:011 text:id:2 stat:DELIVRD err:000';
    expect(parseReceipt(delivered({ text }))).toMatchObject({
      smscMessageId: '1',
      state: 'undelivered',
      errorCode: '011',
    });
  });

  test('holds nothing of the message’s own words', () => {
    expect(JSON.stringify(parseReceipt(delivered({ text: FULL })))).not.toContain('code');
  });
});

test.each([
  ['0032', '0032'],
  ['00A', '00A'],
  ['E', 'E'],
  ['0000', '0000'],
  ['-1', '-1'],
  ['', undefined],
  ['x'.repeat(17), undefined],
])('the error code %j is kept as the text it is', (err, errorCode) => {
  expect(parseReceipt(delivered({ text: `id:1 stat:UNDELIV err:${err}` }))?.errorCode).toBe(errorCode);
});

test.each([
  ['10 digits', '2611231201', '2611231201'],
  ['12 digits', '261123120159', '261123120159'],
  ['14 digits', '20261123120159', '20261123120159'],
  ['16 characters of SMPP time', '261123120159003+', '261123120159003+'],
  ['no time', '0000000000', '0000000000'],
  ['ISO 8601', '2026-11-23T12:01:59', '2026-11-23T12:01:59'],
  ['words', 'tomorrow', undefined],
])('a done date of %s does not fail the receipt', (_name, date, doneAtText) => {
  const receipt = parseReceipt(delivered({ text: `id:1 stat:DELIVRD done date:${date} err:000` }));
  expect(receipt).toMatchObject({ smscMessageId: '1', state: 'delivered', errorCode: '000' });
  expect(receipt?.doneAtText).toBe(doneAtText);
});

describe('TLVs', () => {
  test('alone are a receipt, flagged or not', () => {
    const tlvs: Tlv[] = [
      [ID, '37623100'],
      [STATE, '02'],
    ];
    const receipt = {
      smscMessageId: '7b1',
      state: 'delivered',
      isFinal: true,
      from: '12125551212',
      to: 'me',
      isFlagged: true,
    };
    expect(parseReceipt(delivered({ tlvs }))).toEqual(receipt);
    expect(parseReceipt(delivered({ tlvs, esmClass: 0 }))).toEqual(receipt);
  });

  test.each<[string, Tlv[], string, string, string]>([
    ['the id from the TLV, the state from the text', [[ID, '3762']], 'stat:EXPIRED', '7b', 'expired'],
    ['the state from the TLV, the id from the text', [[STATE, '05']], 'id:9', '9', 'undelivered'],
    [
      'the TLVs where text and TLVs differ',
      [
        [ID, '3762'],
        [STATE, '02'],
      ],
      'id:9 stat:UNDELIV',
      '7b',
      'delivered',
    ],
    [
      'the text where the state TLV says "unknown"',
      [
        [ID, '3762'],
        [STATE, '07'],
      ],
      'id:9 stat:UNDELIV',
      '7b',
      'undelivered',
    ],
    ['the text where the state TLV is broken', [[STATE, '0002']], 'id:9 stat:UNDELIV', '9', 'undelivered'],
    ['the text where the id TLV is empty', [[ID, '00']], 'id:9 stat:UNDELIV', '9', 'undelivered'],
    ['an id TLV without a state anywhere', [[ID, '3762']], '', '7b', 'unknown'],
  ])('and text fill each other’s gaps: %s', (_name, tlvs, text, smscMessageId, state) => {
    expect(parseReceipt(delivered({ tlvs, text }))).toMatchObject({ smscMessageId, state });
  });

  test.each([
    ['00', 'enroute', false],
    ['01', 'enroute', false],
    ['02', 'delivered', true],
    ['03', 'expired', true],
    ['04', 'deleted', true],
    ['05', 'undelivered', true],
    ['06', 'accepted', false],
    ['07', 'unknown', false],
    ['08', 'rejected', true],
    ['09', 'undelivered', true],
    ['0a', 'unknown', false],
    ['ff', 'unknown', false],
  ])('message_state %s is %s, final: %s', (hex, state, isFinal) => {
    expect(
      parseReceipt(
        delivered({
          tlvs: [
            [ID, '31'],
            [STATE, hex],
          ],
        }),
      ),
    ).toMatchObject({ state, isFinal });
  });

  test('network_error_code is type and number', () => {
    const text = 'id:1 stat:UNDELIV err:001';
    expect(parseReceipt(delivered({ text, tlvs: [[NETWORK_ERROR, '030102']] }))).toMatchObject({
      errorCode: '001',
      networkError: { type: 3, code: 258 },
    });
    expect(parseReceipt(delivered({ text, tlvs: [[NETWORK_ERROR, '0301']] }))).not.toHaveProperty('networkError');
  });
});

describe('data_coding, which many receipts get wrong, is not asked', () => {
  test('ASCII octets flagged UCS-2 are read', () => {
    expect(parseReceipt(delivered({ text: FULL, dataCoding: 8 }))).toEqual(READ);
  });

  test('ASCII octets behind binary ones flagged UCS-2 are read', () => {
    expect(parseReceipt(delivered({ text: `\u0001\u00ff\u0080 ${FULL}`, dataCoding: 8 }))).toEqual(READ);
  });

  test('real UCS-2 is read, flagged so or not', () => {
    const shortMessage = Buffer.from('id:7b stat:DELIVRD', 'utf16le').swap16();
    expect(parseReceipt(delivered({ shortMessage, dataCoding: 8 }))).toMatchObject({
      smscMessageId: '7b',
      state: 'delivered',
    });
    expect(parseReceipt(delivered({ shortMessage, dataCoding: 0 }))).toMatchObject({
      smscMessageId: '7b',
      state: 'delivered',
    });
  });

  test('a Latin-1 letter in the message’s own words does no harm', () => {
    expect(parseReceipt(delivered({ text: 'id:1 stat:DELIVRD err:000 text:fa\u00e7ade' }))).toMatchObject({
      smscMessageId: '1',
    });
  });
});

test('a text in message_payload is read when short_message has none', () => {
  const payload = Buffer.from('id:7b stat:DELIVRD').toString('hex');
  expect(parseReceipt(delivered({ tlvs: [[PAYLOAD, payload]] }))).toMatchObject({
    smscMessageId: '7b',
    state: 'delivered',
  });
});

describe('what is a receipt', () => {
  test.each([
    ['delivery receipt', 0x04],
    ['intermediate notification', 0x20],
    ['a receipt with the header bit', 0x44],
    ['a receipt with reply path', 0x84],
  ])('esm_class says so: %s', (_name, esmClass) => {
    expect(parseReceipt(delivered({ text: 'id:1 stat:DELIVRD', esmClass }))).toMatchObject({ isFlagged: true });
  });

  test('without a flag, an id and a state a carrier would write', () => {
    expect(parseReceipt(delivered({ text: 'id:1 stat:DELIVRD', esmClass: 0 }))).toMatchObject({
      smscMessageId: '1',
      isFlagged: false,
    });
  });

  test.each(['id:1 stat:on', 'id:1', 'stat:DELIVRD', 'STOP', '', 'valid:1 thermostat:DELIVRD', 'id 1 stat DELIVRD'])(
    'not a message that a phone may send: %j',
    (text) => {
      expect(parseReceipt(delivered({ text, esmClass: 0 }))).toBeUndefined();
    },
  );
});

test.each([
  ['blanks and NULs around', '2020313200 20'],
  ['a NUL behind', '313200'],
])('an id TLV with %s is trimmed', (_name, hex) => {
  expect(parseReceipt(delivered({ tlvs: [[ID, hex.replaceAll(' ', '')]] }))?.smscMessageId).toBe('12');
});

test('an id longer than the standard’s 64 octets is kept whole', () => {
  const id = 'f'.repeat(200);
  expect(parseReceipt(delivered({ text: `id:${id} stat:DELIVRD` }))?.smscMessageId).toBe(id);
});

test('no octets whatever make it fail, and a receipt always has an id', () => {
  const messages = fc.record({
    shortMessage: fc.oneof(
      fc.uint8Array({ maxLength: 254 }).map((octets) => Buffer.from(octets)),
      fc
        .array(fc.constantFrom('id:', 'stat:', 'DELIVRD', ' ', 'err:', 'text:', '\0', ':', 'done date:', '1', 'é'), {
          maxLength: 30,
        })
        .map((words) => Buffer.from(words.join(''), 'latin1')),
    ),
    esmClass: fc.integer({ min: 0, max: 255 }),
    tlvs: fc.array(
      fc.tuple(fc.constantFrom(ID, NETWORK_ERROR, PAYLOAD, STATE, 0x1400), fc.uint8Array({ maxLength: 20 })),
      { maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(messages, ({ shortMessage, esmClass, tlvs }) => {
      const hex = tlvs.map(([tag, octets]): Tlv => [tag, Buffer.from(octets).toString('hex')]);
      const receipt = parseReceipt(delivered({ shortMessage, esmClass, tlvs: hex }));
      if (receipt !== undefined) expect(receipt.smscMessageId).toMatch(/^\S/);
    }),
    { numRuns: 1_000 },
  );
});

test('a text of 64 KB is read at once', () => {
  const shortMessage = Buffer.from(`${'id '.repeat(20_000)}id:1 stat:DELIVRD ${'stat '.repeat(1_000)}`);
  expect(parseReceipt(delivered({ shortMessage }))).toMatchObject({ smscMessageId: '1', state: 'delivered' });
});
