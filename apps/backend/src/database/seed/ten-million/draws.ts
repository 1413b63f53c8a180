import { randomFillSync } from 'node:crypto';

const BLOCK = 64 * 1024;
/** As ids have them. */
const LETTERS = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 'latin1');

/**
 * Random letters and octets for rows that never were, drawn in blocks of which each is one string: an id costs a slice.
 * Blocks stay in memory, so none of it is fit for a secret.
 */
export class Draws {
  private letters = '';
  private lettersUsed = 0;
  private hexes = '';
  private hexesUsed = 0;
  private block: Buffer = Buffer.alloc(0);
  private blockUsed = 0;

  /** Letters and digits, uniform. */
  text(length: number): string {
    if (this.lettersUsed + length > this.letters.length) {
      this.letters = manyLetters();
      this.lettersUsed = 0;
    }
    this.lettersUsed += length;
    return this.letters.slice(this.lettersUsed - length, this.lettersUsed);
  }

  hex(length: number): string {
    if (this.hexesUsed + length > this.hexes.length) {
      this.hexes = manyOctets().toString('hex');
      this.hexesUsed = 0;
    }
    this.hexesUsed += length;
    return this.hexes.slice(this.hexesUsed - length, this.hexesUsed);
  }

  octets(length: number): Buffer {
    if (this.blockUsed + length > this.block.length) {
      this.block = manyOctets();
      this.blockUsed = 0;
    }
    this.blockUsed += length;
    return this.block.subarray(this.blockUsed - length, this.blockUsed);
  }
}

const manyOctets = () => randomFillSync(Buffer.allocUnsafeSlow(BLOCK));

/** 62 of 64 values of an octet's low six bits are taken. */
function manyLetters(): string {
  const octets = manyOctets();
  let kept = 0;
  for (const octet of octets) {
    const value = octet & 63;
    if (value < LETTERS.length) octets[kept++] = LETTERS[value]!;
  }
  return octets.toString('latin1', 0, kept);
}
