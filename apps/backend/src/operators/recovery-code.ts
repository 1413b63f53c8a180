import { RECOVERY_CODES } from '@codewire/contracts';
import { randomBytes } from 'node:crypto';
import { hashToken } from './secret-token.js';

/** Crockford's base32: no letter that is taken for a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LOOKALIKES: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
/** 80 bits: nobody tries them out, so SHA-256 is enough to store. */
const BYTES = 10;
const LENGTH = 16;

/** New codes in groups of four, to be shown once. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => encode(randomBytes(BYTES)).match(/.{4}/g)!.join('-'));
}

/** What is stored of a code, however it was typed: small or large, with gaps or without. */
export function hashRecoveryCode(typed: string): Buffer {
  const plain = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return hashToken(plain.replace(/[ILO]/g, (letter) => LOOKALIKES[letter] ?? letter));
}

function encode(octets: Buffer): string {
  let rest = BigInt(`0x${octets.toString('hex')}`);
  let text = '';
  while (text.length < LENGTH) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}
