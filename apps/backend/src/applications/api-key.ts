import { createHash, randomBytes, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 8;
const SECRET_LENGTH = 43; // 62^43 > 2^256
const CHECKSUM_LENGTH = 6; // 62^6 > 2^32
const FORM = /^cw_(live|test)_([0-9A-Za-z]{8})([0-9A-Za-z]{43})([0-9A-Za-z]{6})$/;

export interface NewApiKey {
  /** Shown once, stored nowhere. */
  readonly key: string;
  readonly id: string;
  readonly secretHash: Buffer;
}

/** `cw_live_` or `cw_test_`, a public id, 256 random bits, and a checksum that lets scanners tell a key from chance. */
export function createApiKey(mode: 'live' | 'test'): NewApiKey {
  const id = randomText(ID_LENGTH);
  const secret = randomText(SECRET_LENGTH);
  const body = `cw_${mode}_${id}${secret}`;
  const key = body + checksum(body);
  return { key, id, secretHash: hashKey(key) };
}

/** The public id of a well-formed key, or undefined: a mistyped key is refused without a look-up. */
export function readKeyId(key: string): string | undefined {
  const match = FORM.exec(key);
  if (match === null || checksum(key.slice(0, -CHECKSUM_LENGTH)) !== match[4]) return undefined;
  return match[2];
}

export function hashKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function randomText(length: number): string {
  if (length === SECRET_LENGTH) return toBase62(BigInt(`0x${randomBytes(32).toString('hex')}`), length);
  return Array.from({ length }, () => BASE62[randomInt(BASE62.length)]).join('');
}

function checksum(text: string): string {
  return toBase62(BigInt(crc32(text)), CHECKSUM_LENGTH);
}

function toBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = BASE62[Number(rest % 62n)] + text;
  return text;
}
