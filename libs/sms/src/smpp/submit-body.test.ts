import fc from 'fast-check';
import smpp from 'smpp';
import { describe, expect, test } from 'vitest';
import { encodeText, type EncodedPart } from '../encoding/text.js';
import { fitsSubmit, submitBody } from './submit-body.js';
import { DEFAULT_STYLE, type SubmitStyle } from './submit-style.js';

const NOW = Date.UTC(2026, 10, 23, 18, 5, 0);
const HI: EncodedPart = { payload: Buffer.from('Hi'), hasUdh: false };
const REQUEST = {
  sender: 'Codewire',
  destination: '12125551212',
  part: HI,
  dataCoding: 0,
  expiresAtMs: NOW + 600_000,
  requestReceipt: true,
} as const;
type Request = Parameters<typeof submitBody>[0];

const bodyOf = (request: Partial<Request> = {}, style: Partial<SubmitStyle> = {}) =>
  submitBody({ ...REQUEST, ...request }, { ...DEFAULT_STYLE, ...style }, NOW)?.toString('hex');

// service_type, sender, destination, esm_class and two flags, no schedule, "000000001000000R", receipt, replace,
// data_coding, default message, sm_length, text.
const SERVICE = '00';
const SENDER = '0500436f64657769726500';
const DESTINATION = '0101313231323535353132313200';
const FLAGS = '000000';
const TEN_MINUTES = '0030303030303030303130303030303052' + '00';
const HI_BODY = SERVICE + SENDER + DESTINATION + FLAGS + TEN_MINUTES + '01000000' + '024869';

test('a text is in the octets that SMPP 3.4 4.4.1 wants', () => {
  expect(bodyOf()).toBe(HI_BODY);
});

test('without a receipt wished for none is asked for, UCS-2 and a header are said', () => {
  expect(bodyOf({ requestReceipt: false })).toBe(HI_BODY.replace('01000000' + '024869', '00000000' + '024869'));
  const part = { payload: Buffer.from('050003cb02010416', 'hex'), hasUdh: true };
  expect(bodyOf({ part, dataCoding: 8 })).toBe(
    `${SERVICE}${SENDER}${DESTINATION}400000${TEN_MINUTES}0100080008050003cb02010416`,
  );
});

describe('addresses', () => {
  const own = { alphanumeric: { ton: 5, npi: 1 }, short: { ton: 6, npi: 9 }, long: { ton: 2, npi: 8 } };

  test.each([
    ['a name', 'My Shop 24', '0500' + '4d792053686f7020323400', '0501' + '4d792053686f7020323400'],
    ['a short code', '22333', '0300' + '323233333300', '0609' + '323233333300'],
    ['a number', '+4930123456', '0101' + '3439333031323334353600', '0208' + '3439333031323334353600'],
  ])(
    'the sender goes out with the type of its kind, and with the carrier’s own: %s',
    (_name, sender, usual, changed) => {
      expect(bodyOf({ sender })).toBe(HI_BODY.replace(SENDER, usual));
      expect(bodyOf({ sender }, { senderAddressing: own })).toBe(HI_BODY.replace(SENDER, changed));
    },
  );

  test('the destination goes out with the carrier’s own type', () => {
    const destinationAddressing = { ton: 0, npi: 18 };
    expect(bodyOf({}, { destinationAddressing })).toBe(HI_BODY.replace(DESTINATION, `0012${DESTINATION.slice(4)}`));
  });

  test.each([
    ['a sender with "@", which would end the field in GSM', { sender: 'Shop@Home' }],
    ['a sender beyond ASCII', { sender: 'ÄÖ' }],
    ['a sender of twelve letters', { sender: 'ABCDEFGHIJKL' }],
    ['a destination with a plus sign', { destination: '+12125551212' }],
    ['a destination of 21 digits', { destination: '1'.repeat(21) }],
    ['255 octets of text, which sm_length cannot say', { part: { payload: Buffer.alloc(255), hasUdh: false } }],
    [
      'more octets than message_payload has',
      { part: { payload: Buffer.alloc(65_536), hasUdh: false, isMessagePayload: true } },
    ],
  ] satisfies [string, Partial<Request>][])('there are no octets for %s', (_name, request) => {
    expect(bodyOf(request)).toBeUndefined();
    expect(fitsSubmit({ ...REQUEST, ...request }, DEFAULT_STYLE)).toBe(false);
  });

  test('254 octets of text fit, and so do twenty digits', () => {
    const part = { payload: Buffer.alloc(254, 0x61), hasUdh: false };
    expect(bodyOf({ part, destination: '1'.repeat(20) })).toContain(`01000000fe${'61'.repeat(254)}`);
  });
});

describe('validity_period', () => {
  const validityIn = (style: Partial<SubmitStyle>, leftMs: number) => {
    const hex = bodyOf({ expiresAtMs: NOW + leftMs }, style) ?? '';
    const start = (SERVICE + SENDER + DESTINATION + FLAGS + '00').length;
    const octets = Buffer.from(hex.slice(start), 'hex');
    return octets.toString('latin1', 0, octets.indexOf(0));
  };

  test('is the life left at the write, as a span', () => {
    expect(validityIn({}, 95_999)).toBe('000000000135000R');
  });

  test('is the time of the end in UTC where the carrier takes no span', () => {
    // "261123181500000+", by the wall's clock and not by the link's, which may be off by then.
    expect(bodyOf({}, { validity: 'absolute', wallClock: () => NOW })).toBe(
      HI_BODY.replace(TEN_MINUTES, '00' + '323631313233313831353030303030' + '2b' + '00'),
    );
    expect(validityIn({ validity: 'absolute', wallClock: () => NOW + 3_600_000 }, 60_000)).toBe('261123190600000+');
  });

  test('is empty where the carrier takes neither', () => {
    expect(bodyOf({}, { validity: 'none' })).toBe(HI_BODY.replace(TEN_MINUTES, '0000'));
  });

  test('is at least what the carrier accepts', () => {
    expect(validityIn({ validityAtLeastSeconds: 300 }, 60_000)).toBe('000000000500000R');
    expect(validityIn({ validityAtLeastSeconds: 300 }, 301_000)).toBe('000000000501000R');
    const absolute = { validity: 'absolute', validityAtLeastSeconds: 300, wallClock: () => NOW } as const;
    expect(validityIn(absolute, 60_000)).toBe('261123181000000+');
  });
});

describe('optional parameters', () => {
  test('a part with sar_* says its place in three', () => {
    const part = { payload: Buffer.from('Hi'), hasUdh: false, sar: { reference: 0xcb, total: 2, sequence: 1 } };
    expect(bodyOf({ part })).toBe(HI_BODY + '020c' + '0002' + '00cb' + '020e' + '0001' + '02' + '020f' + '0001' + '01');
  });

  test('a text in message_payload leaves short_message empty, and may be longer than 254 octets', () => {
    const { parts } = encodeText('a'.repeat(300), { nextReference: () => 0, longTexts: 'message_payload' });
    const [part] = parts as [EncodedPart];
    expect(bodyOf({ part })).toBe(HI_BODY.replace(/024869$/, `00${'0424'}${'012c'}${'61'.repeat(300)}`));
  });

  test('a carrier’s own follow in the order of their tags: India’s entity and template', () => {
    const tlvs = [
      { tag: 0x1401, value: Buffer.from('1107160000000000001\0') },
      { tag: 0x1400, value: Buffer.from('1101000000000000001\0') },
    ];
    expect(bodyOf({}, { tlvs })).toBe(
      HI_BODY +
        '1400' +
        '0014' +
        '3131303130303030303030303030303030303100' +
        '1401' +
        '0014' +
        '3131303731363030303030303030303030303100',
    );
  });

  test('a carrier’s own stand before and behind the text’s, by tag', () => {
    const tlvs = [
      { tag: 0x1400, value: Buffer.from('31', 'hex') },
      { tag: 0x0005, value: Buffer.from('01', 'hex') },
    ];
    const part = { payload: Buffer.from('Hi'), hasUdh: false, isMessagePayload: true } as const;
    expect(bodyOf({ part }, { tlvs })).toBe(
      HI_BODY.replace(/024869$/, '00' + '0005000101' + '042400024869' + '1400000131'),
    );
  });

  test('none of a carrier’s own takes the place of one that the text needs', () => {
    const tlvs = [{ tag: 0x0424, value: Buffer.from('spam') }];
    const part = { payload: Buffer.from('Hi'), hasUdh: false, isMessagePayload: true } as const;
    expect(bodyOf({ part }, { tlvs })).toBe(HI_BODY.replace(/024869$/, '00' + '042400024869'));
  });
});

test('another codec reads every field as it was meant', () => {
  const part: fc.Arbitrary<EncodedPart> = fc.record({
    payload: fc.uint8Array({ maxLength: 254 }).map((octets) => Buffer.from(octets)),
    hasUdh: fc.constant(false),
  });
  const request = fc.record({
    sender: fc.constantFrom('Codewire', '22333', '+4930123456', '3M', 'A b C'),
    destination: fc.stringMatching(/^[1-9]\d{0,19}$/),
    part,
    dataCoding: fc.constantFrom(0, 8) as fc.Arbitrary<0 | 8>,
    expiresAtMs: fc.integer({ min: 1, max: 3_600_000 }).map((left) => NOW + left),
    requestReceipt: fc.boolean(),
  });
  const validity = fc.constantFrom<SubmitStyle['validity']>('relative', 'absolute');
  fc.assert(
    fc.property(request, validity, (submitted, form) => {
      const body = submitBody(submitted, { ...DEFAULT_STYLE, validity: form }, NOW) ?? Buffer.alloc(0);
      const header = Buffer.from('00000000' + '00000004' + '00000000' + '00000007', 'hex');
      header.writeUInt32BE(16 + body.length, 0);
      const read = new smpp.PDU(Buffer.concat([header, body]));
      expect(read).toMatchObject({
        command: 'submit_sm',
        source_addr: submitted.sender.replace('+', ''),
        destination_addr: submitted.destination,
        registered_delivery: submitted.requestReceipt ? 1 : 0,
        data_coding: submitted.dataCoding,
        esm_class: 0,
        protocol_id: 0,
        replace_if_present_flag: 0,
        sm_default_msg_id: 0,
        validity_period: form === 'absolute' ? expect.any(Date) : expect.anything(),
      });
      // The text by its octets: the package reads it in an alphabet of its own choice.
      const start = body.length - submitted.part.payload.length;
      expect(body[start - 1]).toBe(submitted.part.payload.length);
      expect(body.subarray(start)).toEqual(submitted.part.payload);
    }),
  );
});
