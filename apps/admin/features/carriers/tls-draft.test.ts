import { CarrierTls, type CarrierView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { isPin, tlsDraftOf, tlsEdits } from './tls-draft';

const PIN = 'b6ced7e9cf0e9fc7242f7be7a354e5163c643bba9b612e61b2897c2019440b9e';
const carrier = (tls: CarrierTls | null) => ({ settings: { tls } }) as unknown as CarrierView;
const plain = tlsDraftOf(carrier(null));

test('what is read is written as it was', () => {
  const tls = { server_name: 'smsc.test', ca: 'PEM', pin: PIN, certificate: 'PEM' };
  expect(tlsEdits(tlsDraftOf(carrier(tls)), true)).toEqual({ settings: { tls } });
  expect(tlsEdits(plain, false)).toEqual({ settings: { tls: null } });
});

test('a pin may be pasted with its colons, in capitals', () => {
  const pasted = PIN.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:');
  expect(isPin(pasted)).toBe(true);
  expect(tlsEdits({ ...plain, isOn: true, pin: pasted }, false).settings?.tls?.pin).toBe(PIN);
  expect(isPin(PIN.slice(2))).toBe(false);
});

test('the key goes with its certificate, stays while nothing is said, and waits while there is no TLS', () => {
  const on = { ...plain, isOn: true };
  expect(tlsEdits(on, true).tlsKey).toBeNull();
  expect(tlsEdits(on, false)).not.toHaveProperty('tlsKey');
  expect(tlsEdits({ ...on, certificate: 'PEM' }, true)).not.toHaveProperty('tlsKey');
  expect(tlsEdits({ ...on, certificate: 'PEM', key: 'KEY' }, true).tlsKey).toBe('KEY');
  expect(tlsEdits(plain, true)).not.toHaveProperty('tlsKey');
});
