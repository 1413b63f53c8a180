import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StartRequest } from '@codewire/contracts';
import { afterAll, expect, test } from 'vitest';
import { createKeyring } from '../platform/keyring-file.js';
import { Keyring } from '../platform/keyring.js';
import { fingerprint } from './prepare-start.js';

const folder = mkdtempSync(join(tmpdir(), 'fingerprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function keyring(name: string): Keyring {
  const file = join(folder, name);
  createKeyring({ file, development: true });
  return Keyring.load(file);
}

const REQUEST = { number: '12125551212', language: 'en', metadata: { order: '7', shop: 'a' } };

test('a repeat has the fingerprint of the first, whatever the order of its labels', () => {
  const one = keyring('same.json');
  const repeat = { ...REQUEST, metadata: { shop: 'a', order: '7' } };
  expect(fingerprint(one, repeat).equals(fingerprint(one, REQUEST))).toBe(true);
});

test('a repeat whose variables come in another order has it too', () => {
  const one = keyring('variables.json');
  const [first, repeat] = [
    { ...REQUEST, variables: { a: 1, b: 'x' } },
    { ...REQUEST, variables: { b: 'x', a: 1 } },
  ];
  expect(fingerprint(one, repeat).equals(fingerprint(one, first))).toBe(true);
});

const amount = { value: '1', currency: 'EUR' };

test.each<[string, Partial<StartRequest>]>([
  ['purpose', { purpose: 'login' }],
  ['brand', { brand: 'Shop' }],
  ['amount', { amount }],
  ['currency', { amount: { ...amount, currency: 'USD' } }],
  ['payee', { payee: 'Shop' }],
  ['variable', { variables: { shop: 'a' } }],
  ['app', { app_hash: 'FA+9qCX9VSu' }],
  ['host', { host: 'example.com' }],
  ['frame', { embedded_host: 'example.com' }],
])('what is asked of the text is in it: %s', (what, asked) => {
  const one = keyring(`text-${what}.json`);
  const prints = [REQUEST, { ...REQUEST, ...asked }, { ...REQUEST, payee: 'example.com' }].map((request) =>
    fingerprint(one, request).toString('hex'),
  );
  expect(new Set(prints).size).toBe(3);
});

test.each([
  ['number', { ...REQUEST, number: '12125551213' }],
  ['language', { ...REQUEST, language: 'de' }],
  ['country', { ...REQUEST, country: 'US' }],
  ['labels', { ...REQUEST, metadata: { order: '8', shop: 'a' } }],
])('another %s has another fingerprint', (what, other) => {
  const one = keyring(`${what}.json`);
  expect(fingerprint(one, other).equals(fingerprint(one, REQUEST))).toBe(false);
});

test('without the keyring a number cannot be guessed from it', () => {
  expect(fingerprint(keyring('one.json'), REQUEST).equals(fingerprint(keyring('other.json'), REQUEST))).toBe(false);
});
