/** Of the columns that are filled; what PostgreSQL calls them. */
export type ColumnType = 'text' | 'int2' | 'int4' | 'bool' | 'bytea' | 'timestamptz';

/** A time is milliseconds since 1970; a text is one, or its octets in UTF-8. */
export type Value = string | number | boolean | Buffer | null;

/** PostgreSQL counts microseconds, from the year 2000 on. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const HIGH = 2 ** 32;
const FIRST_OCTETS = 64 * 1024;
/** A value without its text or octets. */
const MOST_FIXED = 12;
/** Of a character in UTF-8, for one in a string. */
const MOST_WIDE = 3;
const MOST_ASCII = 0x7f;

/** Longer texts cost less by a call of the runtime. */
const MOST_BY_LETTER = 48;

/**
 * Rows of one table in the binary form of COPY: most of the work of a large seed is writing these, so octets are put one
 * by one: for a few of them a call of Buffer's costs more.
 */
export class Rows {
  private octets = Buffer.allocUnsafeSlow(FIRST_OCTETS);
  private end = 0;

  constructor(private readonly types: readonly ColumnType[]) {}

  /** Values in the order of the columns; one of another type is a bug. */
  add(values: readonly Value[]): void {
    const { types } = this;
    if (values.length !== types.length) throw new Error(`a row has ${types.length} values, not ${values.length}`);
    this.makeRoom(MOST_FIXED);
    this.put16(types.length);
    for (let index = 0; index < types.length; index += 1) this.addValue(types[index]!, values[index]!);
  }

  /** What was added since; begins anew. */
  take(): Buffer {
    const taken = this.octets.subarray(0, this.end);
    // What is taken is still being sent while the next is written.
    this.octets = Buffer.allocUnsafeSlow(this.octets.length);
    this.end = 0;
    return taken;
  }

  private addValue(type: ColumnType, value: Value): void {
    if (typeof value === 'string') this.addText(value);
    else if (value === null) this.addNull();
    else if (type === 'timestamptz') this.addTime(value as number);
    else if (typeof value === 'object') this.addOctets(value);
    else this.addFixed(type as keyof typeof OCTETS, Number(value));
  }

  private addNull(): void {
    this.makeRoom(MOST_FIXED);
    this.put32(-1);
  }

  private addText(text: string): void {
    const { length } = text;
    this.makeRoom(MOST_FIXED + length * MOST_WIDE);
    const { octets } = this;
    const from = this.end + 4;
    let at = from;
    if (length <= MOST_BY_LETTER) {
      for (; at < from + length; at += 1) {
        const letter = text.charCodeAt(at - from);
        if (letter > MOST_ASCII) break;
        octets[at] = letter;
      }
    }
    if (at < from + length) at = from + octets.write(text, from, 'utf8');
    this.put32(at - from);
    this.end = at;
  }

  private addTime(ms: number): void {
    const micros = Math.round(ms - EPOCH_MS) * 1_000;
    const high = Math.floor(micros / HIGH);
    this.makeRoom(MOST_FIXED);
    this.put32(8);
    this.put32(high);
    this.put32(micros - high * HIGH);
  }

  private addOctets(octets: Buffer): void {
    this.makeRoom(MOST_FIXED + octets.length);
    this.put32(octets.length);
    this.octets.set(octets, this.end);
    this.end += octets.length;
  }

  private addFixed(type: keyof typeof OCTETS, value: number): void {
    this.makeRoom(MOST_FIXED);
    this.put32(OCTETS[type]);
    if (type === 'int4') this.put32(value);
    else if (type === 'int2') this.put16(value);
    else this.octets[this.end++] = value;
  }

  private put16(value: number): void {
    const { octets, end } = this;
    octets[end] = value >> 8;
    octets[end + 1] = value;
    this.end = end + 2;
  }

  private put32(value: number): void {
    const { octets, end } = this;
    octets[end] = value >> 24;
    octets[end + 1] = value >> 16;
    octets[end + 2] = value >> 8;
    octets[end + 3] = value;
    this.end = end + 4;
  }

  private makeRoom(octets: number): void {
    if (this.end + octets <= this.octets.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.octets.length * 2, this.end + octets));
    this.octets.copy(larger, 0, 0, this.end);
    this.octets = larger;
  }
}

const OCTETS = { int2: 2, int4: 4, bool: 1 } as const;
