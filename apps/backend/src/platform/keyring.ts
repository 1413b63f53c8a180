import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { randomOctets } from './random-octets.js';
import { readKeyringFile, type KeyringContent } from './keyring-file.js';

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The keys that live outside the database. Every use has a subkey of its own (HKDF-SHA-256, RFC 5869), made once as a
 * KeyObject: a Buffer as key costs four times as much at every call.
 */
export class Keyring {
  readonly isDevelopment: boolean;
  readonly currentKeyId: string;
  private readonly keys: ReadonlyMap<string, Buffer>;
  private readonly subkeys = new Map<string, KeyObject>();
  private readonly currentHeader: Buffer;
  private readonly lookup: Buffer;
  private readonly numberKey: KeyObject;

  private constructor(content: KeyringContent) {
    this.isDevelopment = content.isDevelopment;
    this.currentKeyId = content.current;
    this.keys = content.keys;
    this.currentHeader = headerOf(content.current);
    this.lookup = content.lookup;
    this.numberKey = this.lookupKey('number look-up');
  }

  /** Throws with words for the operator when the file is missing, readable by others or malformed. */
  static load(file: string): Keyring {
    return new Keyring(readKeyringFile(file));
  }

  /**
   * AES-256-GCM under the current key with a fresh 96-bit nonce: header (format, key id), nonce, ciphertext, tag. `aad`
   * names what the value belongs to; elsewhere it does not open.
   */
  encrypt(plain: string, aad: string): Buffer {
    const header = this.currentHeader;
    const nonce = randomOctets(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key(this.currentKeyId, 'seal'), nonce);
    cipher.setAAD(additional(header, aad));
    return Buffer.concat([header, nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  /** Throws when the value was changed, belongs elsewhere, or its key is not in the keyring. */
  decrypt(sealed: Buffer, aad: string): string {
    const header = readHeader(sealed);
    const rest = sealed.subarray(header.length);
    if (rest.length < NONCE_BYTES + TAG_BYTES) throw new Error('a sealed value is too short');
    const key = this.key(header.toString('latin1', 2), 'seal');
    const decipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(additional(header, aad));
    decipher.setAuthTag(rest.subarray(-TAG_BYTES));
    const plain = decipher.update(rest.subarray(NONCE_BYTES, -TAG_BYTES));
    // In this mode it holds nothing back, and only tells whether all is as it was sealed.
    decipher.final();
    return plain.toString('utf8');
  }

  /** 32 bytes to find a number by. The key of look-ups outlives rotations: hashes in the database stay comparable. */
  numberHash(e164: string): Buffer {
    return createHmac('sha256', this.numberKey).update(e164).digest();
  }

  /** A key for hashes that are compared with stored ones, one for each purpose. Rotations leave it as it is. */
  lookupKey(purpose: string): KeyObject {
    const name = `look-up|${purpose}`;
    const known = this.subkeys.get(name) ?? derive(this.lookup, purpose);
    this.subkeys.set(name, known);
    return known;
  }

  /** What codes are derived under. Throws for a key id that the keyring does not have. */
  codeKey(keyId: string): KeyObject {
    return this.key(keyId, 'code');
  }

  /** The current key and the header of what it seals, for who seals by the million and cannot pay for a cipher each. */
  sealKey(): { readonly header: Buffer; readonly key: KeyObject } {
    return { header: this.currentHeader, key: this.key(this.currentKeyId, 'seal') };
  }

  private key(keyId: string, purpose: string): KeyObject {
    const name = `${keyId}|${purpose}`;
    const known = this.subkeys.get(name);
    if (known !== undefined) return known;
    const root = this.keys.get(keyId);
    if (root === undefined) throw new Error(`the keyring has no key "${keyId}"`);
    const made = derive(root, purpose);
    this.subkeys.set(name, made);
    return made;
  }
}

function derive(root: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', root, '', `codewire v1 ${purpose}`, 32)));
}

function headerOf(keyId: string): Buffer {
  return Buffer.concat([Buffer.from([FORMAT, keyId.length]), Buffer.from(keyId, 'latin1')]);
}

function readHeader(sealed: Buffer): Buffer {
  if (sealed[0] !== FORMAT) throw new Error('a sealed value has an unknown format');
  return sealed.subarray(0, 2 + (sealed[1] ?? 0));
}

/** The header is covered too: nobody can point a value at another key. */
function additional(header: Buffer, aad: string): Buffer {
  return Buffer.concat([header, Buffer.from(aad, 'utf8')]);
}
