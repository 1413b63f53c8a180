import { CarrierSettings } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { carrierOf } from '../test/carriers.js';
import type { Carrier } from './carrier.store.js';
import { rebindsOf } from './rebinds.js';

const settings = (change: Partial<CarrierSettings>) => ({ settings: CarrierSettings.parse(change) });
const TLS = { server_name: null, ca: null, pin: null, certificate: null };
const before = carrierOf('car_a', { binds: 3 });

test.each<[string, Partial<Carrier>]>([
  ['nothing', {}],
  ['a name', { name: 'Other' }],
  ['a pause', { status: 'paused' }],
  ['a speed', { tps: 20 }],
  ['one more bind', { binds: 4 }],
  ['a version', { version: 7 }],
  ['what is done without an answer', settings({ unknown_outcome: 'wait' })],
  ['the patience for receipts', settings({ receipt_within_seconds: 30 })],
  ['the form of receipt ids', settings({ receipt_ids: 'same' })],
  ['a key for TLS without TLS', { tlsKeySealed: Buffer.from('key') }],
])('of a running carrier %s ends no bind', (_what, change) => {
  expect(rebindsOf(before, { ...before, ...change })).toEqual([]);
});

test.each<[string, Partial<Carrier>]>([
  ['a host', { host: 'other.example.com' }],
  ['a port', { port: 2776 }],
  ['a system id', { systemId: 'b' }],
  ['a system type', { systemType: 'OTP' }],
  ['a password', { passwordSealed: Buffer.from('sealed') }],
  ['a window', { windowSize: 20 }],
  ['an end', { status: 'disabled' }],
  ['a pair of binds', settings({ bind_mode: 'transmitter_receiver' })],
  ['TLS', settings({ tls: TLS })],
  ['a timeout', settings({ response_timeout_ms: 5_000 })],
  ['a validity', settings({ validity: 'absolute' })],
  ['TLVs', settings({ tlvs: [{ tag: '1400', value: '31' }] })],
  ['meanings of statuses', settings({ status_actions: { '0x00000045': 'permanent' } })],
])('of a running carrier another %s ends all binds', (_what, change) => {
  expect(rebindsOf(before, { ...before, ...change })).toEqual([1, 2, 3]);
});

test('with TLS another private key ends all binds', () => {
  const secure = { ...before, ...settings({ tls: TLS }), tlsKeySealed: Buffer.from('key') };
  expect(rebindsOf(secure, { ...secure, tlsKeySealed: Buffer.from('other') })).toEqual([1, 2, 3]);
});

test('with fewer binds those beyond end', () => {
  expect(rebindsOf(before, { ...before, binds: 1 })).toEqual([2, 3]);
});

test('a carrier without binds has none that end', () => {
  const disabled = { ...before, status: 'disabled' } as const;
  expect(rebindsOf(disabled, { ...before, host: 'other.example.com' })).toEqual([]);
});
