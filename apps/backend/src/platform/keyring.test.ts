import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createKeyring, rotateKeyring } from './keyring-file.js';
import { Keyring } from './keyring.js';

const folder = mkdtempSync(join(tmpdir(), 'keyring-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** 32 equal bytes each, so that expected values can be computed elsewhere. */
const FIXED = {
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 1).toString('base64') },
  lookup: Buffer.alloc(32, 2).toString('base64'),
  development: false,
};

let file: string;
let count = 0;
beforeEach(() => {
  file = join(folder, `${(count += 1)}.json`);
});

function write(content: unknown, mode = 0o600): string {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content), { mode });
  return file;
}

describe('sealing', () => {
  test('what was sealed opens in its own place and nowhere else', () => {
    const keyring = Keyring.load(write(FIXED));
    const sealed = keyring.encrypt('+12125551212', 'message|1');
    expect(keyring.decrypt(sealed, 'message|1')).toBe('+12125551212');
    expect(() => keyring.decrypt(sealed, 'message|2')).toThrow();
  });

  test('equal texts seal differently, and no part of the text shows', () => {
    const keyring = Keyring.load(write(FIXED));
    const [first, second] = [keyring.encrypt('12125551212', 'a'), keyring.encrypt('12125551212', 'a')];
    expect(first.equals(second)).toBe(false);
    expect(first.includes('2125551212')).toBe(false);
  });

  test('a changed byte anywhere is noticed', () => {
    const keyring = Keyring.load(write(FIXED));
    const sealed = keyring.encrypt('12125551212', 'a');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => keyring.decrypt(changed, 'a'), `byte ${at}`).toThrow();
    }
  });

  test('a value cut short is refused at every length', () => {
    const keyring = Keyring.load(write(FIXED));
    const sealed = keyring.encrypt('1', 'a');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => keyring.decrypt(sealed.subarray(0, length), 'a'), `${length} bytes`).toThrow();
    }
  });
});

describe('derived keys', () => {
  test('hashes and keys stay what they are from release to release', () => {
    const keyring = Keyring.load(write(FIXED));
    // HMAC-SHA-256 under HKDF-SHA-256(key of bytes 02, info "codewire v1 number look-up"), computed with Python's hmac.
    expect(keyring.numberHash('+12125551212').toString('hex')).toBe(
      '000cc672f0c54734540bd85fff115dd04b20021e881b615fec9cf84d567d33e3',
    );
    expect(keyring.codeKey('k1').export().toString('hex')).toBe(
      '61e408a8536a774f759c700370943f2069565e12ac2dd841eacde56746bcab48',
    );
  });

  test('no two purposes share a key', () => {
    const keyring = Keyring.load(write(FIXED));
    const keys = [keyring.codeKey('k1'), keyring.lookupKey('number look-up'), keyring.lookupKey('start fingerprint')];
    expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(3);
  });

  test('a key is made once', () => {
    const keyring = Keyring.load(write(FIXED));
    expect(keyring.codeKey('k1')).toBe(keyring.codeKey('k1'));
    expect(keyring.lookupKey('a')).toBe(keyring.lookupKey('a'));
  });

  test('a key id that is not there is an error', () => {
    expect(() => Keyring.load(write(FIXED)).codeKey('k9')).toThrow('the keyring has no key "k9"');
  });
});

describe('the file', () => {
  test('is made for its owner alone and never overwritten', () => {
    createKeyring({ file, development: true });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = readFileSync(file, 'utf8');
    expect(() => createKeyring({ file, development: true })).toThrow(`${file} exists already`);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(Keyring.load(file)).toMatchObject({ currentKeyId: 'k1', isDevelopment: true });
  });

  test('a rotation keeps old values readable and number hashes comparable', () => {
    createKeyring({ file, development: false });
    const before = Keyring.load(file);
    const sealed = before.encrypt('12125551212', 'a');
    expect(rotateKeyring(file)).toBe('k2');
    const after = Keyring.load(file);
    expect(after.currentKeyId).toBe('k2');
    expect(after.decrypt(sealed, 'a')).toBe('12125551212');
    expect(after.numberHash('+1').equals(before.numberHash('+1'))).toBe(true);
    expect(after.codeKey('k1').equals(before.codeKey('k1'))).toBe(true);
    expect(after.codeKey('k2').equals(after.codeKey('k1'))).toBe(false);
    expect(() => before.decrypt(after.encrypt('1', 'a'), 'a')).toThrow('the keyring has no key "k2"');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test.each([0o640, 0o604, 0o644, 0o666, 0o620])('is refused with mode %o: others may use it', (mode) => {
    write(FIXED);
    chmodSync(file, mode);
    expect(() => Keyring.load(file)).toThrow(
      `The keyring ${file} has mode ${mode.toString(8)}: others may use it. Run: chmod 600 ${file}`,
    );
  });

  test.each([
    ['a key of another size', { ...FIXED, keys: { k1: 'AAAA' } }, 'keys.k1: must be 32 bytes in base64'],
    ['a look-up key of another size', { ...FIXED, lookup: '' }, 'lookup: must be 32 bytes in base64'],
    ['a current key that is not there', { ...FIXED, current: 'k2' }, 'current: names a key that is not among "keys"'],
    [
      'no mark',
      { ...FIXED, development: undefined },
      'development: Invalid input: expected boolean, received undefined',
    ],
  ])('is refused with %s', (_what, content, words) => {
    expect(() => Keyring.load(write(content))).toThrow(words);
  });

  test('that is no JSON is refused without a word of its content', () => {
    const load = () => Keyring.load(write('{"keys": "c2VjcmV0'));
    expect(load).toThrow(`The keyring ${file} is not valid JSON.`);
    expect(load).not.toThrow('c2VjcmV0');
  });

  test('that is missing names the command that makes one', () => {
    expect(() => Keyring.load(file)).toThrow('node bundle/cli.js keyring create --file <path>');
  });
});
