import { CarrierSettings, type CarrierView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { CERTIFICATE } from '../../lib/sample-certificate';
import { differences, isSame } from './edits';

const carrier = (part: object, settings: object = {}) =>
  ({
    name: 'Acme',
    port: 2775,
    tps: null,
    version: 1,
    settings: CarrierSettings.parse(settings),
    ...part,
  }) as unknown as CarrierView;

test('only what differs is told, whatever order it comes in', () => {
  const before = carrier({}, { sender_addressing: { long: { ton: 1, npi: 1 }, short: { npi: 0, ton: 3 } } });
  const after = carrier({ tps: 5 }, { sender_addressing: { short: { ton: 3, npi: 0 }, long: { npi: 1, ton: 1 } } });
  expect(differences(before, after, {})).toEqual({ before: { tps: null }, after: { tps: 5 } });
});

test('of certificates it is told whom they are for and until when, of a key nothing but that it changed', () => {
  const after = carrier({}, { tls: { certificate: CERTIFICATE } });
  const told = differences(carrier({}), after, { tlsKey: 'PEM' });
  expect(told.before).toEqual({ tls: false, certificate: null });
  expect(told.after).toEqual({
    tls: true,
    certificate: [expect.stringMatching(/\(\d{4}-\d\d-\d\d\)$/)],
    tls_key: 'changed',
  });
  expect(JSON.stringify(told)).not.toMatch(/BEGIN|PEM/);
});

test('lists are in an order', () => {
  expect(isSame([1, 2], [2, 1])).toBe(false);
});
