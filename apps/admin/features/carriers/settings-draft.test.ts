import { CarrierChange, CarrierSettings, type CarrierView } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { changeOf } from './edits';
import { draftOf, editsOf, faultsOf, type SettingsDraft } from './settings-draft';

const carrier = {
  name: 'Acme',
  host: 'smsc.acme.example',
  port: 2775,
  system_id: 'acme',
  system_type: '',
  binds: 2,
  window_size: 10,
  tps: null,
  version: 7,
  settings: CarrierSettings.parse({
    tlvs: [{ tag: '1400', value: '0102' }],
    sender_addressing: { long: { ton: 2, npi: 1 } },
  }),
} as unknown as CarrierView;

const whole = draftOf(carrier);

test('a draft that nobody has touched changes nothing, and has no faults', () => {
  expect(faultsOf(whole)).toEqual({});
  expect(editsOf(whole, whole)).toEqual({ account: {} });
});

test('only what was touched is asked for; settings go along whole', () => {
  const draft = { ...whole, tps: '20.5', alphanumeric: '5 / 0', tlvs: '1400=0AFF\n\n1401 01' };
  expect(changeOf(carrier, editsOf(whole, draft), true)).toEqual({
    version: 7,
    dry_run: true,
    tps: 20.5,
    settings: {
      ...carrier.settings,
      sender_addressing: { alphanumeric: { ton: 5, npi: 0 }, long: { ton: 2, npi: 1 } },
      tlvs: [
        { tag: '1400', value: '0aff' },
        { tag: '1401', value: '01' },
      ],
    },
  });
});

test('what is made empty is taken away', () => {
  const set = { ...carrier, tps: 5, settings: { ...carrier.settings, receipt_within_seconds: 30 } };
  const before = draftOf(set);
  const edits = editsOf(before, { ...before, tps: '', receipt_within_seconds: ' ', long: '', tlvs: '' });
  expect(edits).toEqual({
    account: { tps: null },
    settings: { receipt_within_seconds: null, sender_addressing: {}, tlvs: [] },
  });
});

describe('a draft is without faults exactly when the contract takes it', () => {
  const taken: Partial<SettingsDraft>[] = [
    { name: '  Acme Ä  ' },
    { host: '2001:db8::1' },
    { host: 'a_b.example' },
    { port: '65535' },
    { system_id: 'x'.repeat(15) },
    { system_type: 'x'.repeat(12) },
    { binds: '16' },
    { window_size: '255' },
    { tps: '0.1' },
    { tps: '10000' },
    { connect_timeout_ms: '1000' },
    { enquire_link_ms: '300000' },
    { validity_at_least_seconds: '3600' },
    { receipt_within_seconds: '5' },
    { destination_addressing: '6/18' },
    { short: '0/0' },
    { tlvs: Array.from({ length: 20 }, () => '1400 00').join('\n') },
  ];
  test.each(taken)('%j', (part) => {
    const draft = { ...whole, ...part };
    expect(faultsOf(draft)).toEqual({});
    expect(CarrierChange.safeParse(changeOf(carrier, editsOf(whole, draft), false)).success).toBe(true);
  });

  const refused: Partial<SettingsDraft>[] = [
    { name: ' ' },
    { name: 'x'.repeat(61) },
    { host: 'smpp://acme' },
    { host: '-acme' },
    { port: '65536' },
    { port: '0' },
    { system_id: '' },
    { system_id: 'x'.repeat(16) },
    { system_id: 'a b' },
    { system_type: 'x'.repeat(13) },
    { binds: '17' },
    { binds: '1.5' },
    { window_size: '256' },
    { tps: '0.01' },
    { tps: '10001' },
    { connect_timeout_ms: '999' },
    { response_timeout_ms: '60001' },
    { enquire_link_ms: '4999' },
    { validity_at_least_seconds: '0' },
    { receipt_within_seconds: '4' },
  ];
  test.each(refused)('%j is refused by both', (part) => {
    const draft = { ...whole, ...part };
    expect(Object.keys(faultsOf(draft))).toEqual(Object.keys(part));
    expect(CarrierChange.safeParse(changeOf(carrier, editsOf(whole, draft), false)).success).toBe(false);
  });

  test.each<Partial<SettingsDraft>>([
    { port: '' },
    { binds: 'two' },
    { destination_addressing: '' },
    { destination_addressing: '7/0' },
    { alphanumeric: '5/19' },
    { tlvs: '1400 0' },
    { tlvs: '14 00' },
    { tlvs: Array.from({ length: 21 }, () => '1400 00').join('\n') },
  ])('%j says nothing that could be sent', (part) => {
    expect(Object.keys(faultsOf({ ...whole, ...part }))).toEqual(Object.keys(part));
  });
});
