import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createKeyring } from '../../../platform/keyring-file.js';
import { Keyring } from '../../../platform/keyring.js';
import { BulkSealer } from './bulk-sealer.js';
import { Draws } from './draws.js';

const folder = mkdtempSync(join(tmpdir(), 'bulk-sealer-'));
const file = join(folder, 'keyring.json');
createKeyring({ file, development: true });
const keyring = Keyring.load(file);
const sealer = new BulkSealer(keyring.sealKey(), new Draws());

afterAll(() => rmSync(folder, { recursive: true }));

test('what is sealed in bulk is opened by the keyring, at every length, in its own place and nowhere else', () => {
  for (let length = 0; length <= 16; length += 1) {
    const text = '+123456789012345'.slice(0, length);
    for (const aad of ['', 'a'.repeat(length), 'verification.number|one|another', 'b'.repeat(97)]) {
      const sealed = sealer.seal(text, aad);
      expect(keyring.decrypt(sealed, aad)).toBe(text);
      expect(() => keyring.decrypt(sealed, `${aad}x`)).toThrow();
    }
  }
});

test('no two have a nonce in common, however many are sealed', () => {
  const { header } = keyring.sealKey();
  const nonces = Array.from({ length: 1_500 }, () => {
    const sealed = sealer.seal('+12125551212', 'a');
    expect(keyring.decrypt(sealed, 'a')).toBe('+12125551212');
    return sealed.toString('hex', header.length, header.length + 12);
  });
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('what is too long for it is refused', () => {
  expect(() => sealer.seal('+1234567890123456', 'a')).toThrow('too long');
  expect(() => sealer.seal('+1', 'a'.repeat(1_000))).toThrow('too long');
});
