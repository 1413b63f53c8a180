import { CarrierSettings } from '@codewire/contracts';
import { actionFor, DEFAULT_STYLE, submitBody } from '@codewire/sms';
import { expect, test } from 'vitest';
import { linkStyleOf, statusActionsOf } from './link-style.js';

const carrierWith = (settings: Partial<CarrierSettings>) => ({ settings: CarrierSettings.parse(settings) });
const bodyFor = (sender: string, settings: Partial<CarrierSettings>) =>
  submitBody(
    {
      sender,
      destination: '12125551212',
      part: { payload: Buffer.from('Hi'), hasUdh: false },
      dataCoding: 0,
      expiresAtMs: 600_000,
      requestReceipt: true,
    },
    linkStyleOf(carrierWith(settings)),
    0,
  )?.toString('hex');

test('a carrier without settings of its own gets what most take', () => {
  expect(linkStyleOf(carrierWith({}))).toEqual({ ...DEFAULT_STYLE, validityAtLeastSeconds: 1 });
});

test('what a carrier’s settings say is in the octets', () => {
  const settings: Partial<CarrierSettings> = {
    sender_addressing: { alphanumeric: { ton: 5, npi: 1 } },
    destination_addressing: { ton: 2, npi: 8 },
    validity: 'none',
    tlvs: [
      { tag: '1401', value: '3233' },
      { tag: '1400', value: '31' },
    ],
  };
  // Sender, destination, flags, neither schedule nor validity, receipt, text, then 1400 before 1401.
  const rest = '0208313231323535353132313200' + '0000000000' + '01000000' + '024869' + '1400000131' + '140100023233';
  expect(bodyFor('Codewire', settings)).toBe('00' + '0501436f64657769726500' + rest);
  expect(bodyFor('22333', settings)).toBe('00' + '0300323233333300' + rest);
});

test('the shortest validity that a carrier takes is kept to', () => {
  // "000000003000000R": half an hour.
  expect(bodyFor('Codewire', { validity_at_least_seconds: 1_800 })).toContain('3030303030303030333030303030305200');
});

test('a carrier’s own rules for its codes are those of its settings', () => {
  const rules = statusActionsOf(
    carrierWith({ status_actions: { '0x00000045': 'permanent', '0x00000401': 'fail_over', '0xFFFFFFFF': 'retry' } }),
  );
  expect([0x45, 0x401, -1, 0x58].map((status) => actionFor(status, rules))).toEqual([
    'permanent',
    'fail_over',
    'retry',
    'retry',
  ]);
  expect(actionFor(0x45)).toBe('retry');
});
