import { randomOctets } from '../platform/random-octets.js';
import { hashToken } from './secret-token.js';

/** Crockford's Base32: no letter looks like a digit, and none is needed to tell two apart. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** 100 random bits in five groups of four, to be read off a terminal, and what is stored of them. */
export function newSetupToken(): { readonly token: string; readonly hash: Buffer } {
  // 32 values of a letter divide the 256 of an octet: each is as likely as any other.
  const letters = [...randomOctets(GROUPS * GROUP_LENGTH)].map((octet) => ALPHABET[octet % ALPHABET.length]);
  const groups = Array.from({ length: GROUPS }, (_, at) => letters.slice(at * GROUP_LENGTH, (at + 1) * GROUP_LENGTH));
  const token = groups.map((group) => group.join('')).join('-');
  return { token, hash: hashSetupToken(token) };
}

/** However it is typed: in small letters, without the dashes, with O for 0 and with I or L for 1. */
export function hashSetupToken(typed: string): Buffer {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return hashToken(letters);
}
