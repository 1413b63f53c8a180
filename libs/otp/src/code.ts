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

/**
 * The code of a verification's generation: HMAC-SHA-256 over the length-framed input with a block counter, turned into
 * characters by rejection sampling, so that every code of that length is equally likely. Same input, same code.
 */
export function deriveCode(input: CodeInput): string {
  const alphabet = input.alphabet ?? DIGITS;
  const message = frame(input, alphabet);
  // Octets from `limit` on would make the first characters of the alphabet likelier: they are passed over.
  const limit = 256 - (256 % alphabet.length);
  let code = '';
  for (let block = 0; ; block += 1) {
    const octets = createHmac('sha256', input.key).update(message).update(uint32(block)).digest();
    for (const octet of octets) {
      if (octet >= limit) continue;
      code += alphabet[octet % alphabet.length];
      if (code.length === input.length) return code;
    }
  }
}

/** Each field behind its length, so that no two different inputs make the same message. */
function frame(input: CodeInput, alphabet: string): Buffer {
  const fields = [
    Buffer.from('v1'),
    Buffer.from(input.applicationId),
    input.salt,
    Buffer.from(input.verificationId),
    uint32(input.generation),
    uint32(input.length),
    Buffer.from(alphabet),
  ];
  return Buffer.concat(fields.flatMap((field) => [uint32(field.length), field]));
}

function uint32(value: number): Buffer {
  const octets = Buffer.allocUnsafe(4);
  octets.writeUInt32BE(value);
  return octets;
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
