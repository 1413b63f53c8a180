import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** What a code is derived from. The key never leaves the keyring; the rest stands in the verification's row. */
export interface CodeInput {
  readonly key: KeyObject;
  readonly applicationId: string;
  /** 16 random bytes. */
  readonly salt: Buffer;
  readonly verificationId: string;
  readonly generation: number;
  /** Characters of the code. */
  readonly length: number;
  /** Decimal digits unless told otherwise; at most 256 characters, all different. */
  readonly alphabet?: string;
}

const DIGITS = '0123456789';
const LENGTH_OCTETS = 4;
const NUMBER_OCTETS = 4;
const COUNTER_OCTETS = 4;

/**
 * The code of a verification's generation: HMAC-SHA-256 over the length-framed input with a block counter, turned into
 * characters by rejection sampling, so that every code of that length is equally likely. Same input, same code.
 */
export function deriveCode(input: CodeInput): string {
  const alphabet = input.alphabet ?? DIGITS;
  const message = frame(input, alphabet);
  const counterAt = message.length - COUNTER_OCTETS;
  // Octets from `limit` on would make the first characters of the alphabet likelier: they are passed over.
  const limit = 256 - (256 % alphabet.length);
  let code = '';
  for (let block = 0; ; block += 1) {
    message.writeUInt32BE(block, counterAt);
    const octets = createHmac('sha256', input.key).update(message).digest();
    for (const octet of octets) {
      if (octet >= limit) continue;
      code += alphabet[octet % alphabet.length];
      if (code.length === input.length) return code;
    }
  }
}

/**
 * Each field behind its length, so that no two different inputs make the same message, and room for the block counter.
 * Written into one buffer: this runs for every start, check and submit, and many small buffers cost more than the HMAC.
 */
function frame({ applicationId, salt, verificationId, generation, length }: CodeInput, alphabet: string): Buffer {
  const fields = ['v1', applicationId, salt, verificationId, generation, length, alphabet];
  const octets = fields.reduce<number>((sum, field) => sum + LENGTH_OCTETS + octetsOf(field), COUNTER_OCTETS);
  const message = Buffer.allocUnsafe(octets);
  let offset = 0;
  for (const field of fields) {
    offset = message.writeUInt32BE(octetsOf(field), offset);
    if (typeof field === 'number') offset = message.writeUInt32BE(field, offset);
    else if (typeof field === 'string') offset += message.write(field, offset);
    else offset += field.copy(message, offset);
  }
  return message;
}

function octetsOf(field: string | number | Buffer): number {
  if (typeof field === 'number') return NUMBER_OCTETS;
  return typeof field === 'string' ? Buffer.byteLength(field) : field.length;
}

/** Compares with every accepted code in constant time; the work does not depend on which one matches, or whether. */
export function matchesAny(candidate: string, codes: readonly string[]): boolean {
  const given = Buffer.from(candidate);
  let matches = false;
  for (const code of codes) {
    const expected = Buffer.from(code);
    // A guess of another length is no secret; it still costs one comparison.
    const isEqual = timingSafeEqual(given.length === expected.length ? given : Buffer.alloc(expected.length), expected);
    matches = (isEqual && given.length === expected.length) || matches;
  }
  return matches;
}
