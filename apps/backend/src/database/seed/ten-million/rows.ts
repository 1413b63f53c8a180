/** Of the columns that are filled; what PostgreSQL calls them. */
export type ColumnType = 'text' | 'int2' | 'int4' | 'bool' | 'bytea' | 'timestamptz';

/** A time is milliseconds since 1970. */
export type Value = string | number | boolean | Buffer | null;

/** PostgreSQL counts microseconds, from the year 2000 on. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const HIGH = 2 ** 32;
const FIRST_OCTETS = 64 * 1024;
/** A value without its text or octets. */
const MOST_FIXED = 12;
/** Of a character in UTF-8, for one in a string. */
const MOST_WIDE = 3;

/** Rows of one table in the binary form of COPY: most of the work of a large seed is writing these. */
export class Rows {
  private octets = Buffer.allocUnsafeSlow(FIRST_OCTETS);
  private end = 0;

  constructor(private readonly types: readonly ColumnType[]) {}

  /** Values in the order of the columns; one of another type is a bug. */
  add(values: readonly Value[]): void {
    const { types } = this;
    if (values.length !== types.length) throw new Error(`a row has ${types.length} values, not ${values.length}`);
    this.makeRoom(2);
    this.end = this.octets.writeInt16BE(types.length, this.end);
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
    if (value === null) this.addNull();
    else if (type === 'text') this.addText(value as string);
    else if (type === 'timestamptz') this.addTime(value as number);
    else if (type === 'bytea') this.addOctets(value as Buffer);
    else this.addFixed(type, Number(value));
  }

  private addNull(): void {
    this.makeRoom(MOST_FIXED);
    this.end = this.octets.writeInt32BE(-1, this.end);
  }

  private addText(text: string): void {
    this.makeRoom(MOST_FIXED + text.length * MOST_WIDE);
    const length = this.octets.write(text, this.end + 4, 'utf8');
    this.end = this.octets.writeInt32BE(length, this.end) + length;
  }

  private addTime(ms: number): void {
    const micros = Math.round(ms - EPOCH_MS) * 1_000;
    const high = Math.floor(micros / HIGH);
    this.makeRoom(MOST_FIXED);
    this.octets.writeInt32BE(8, this.end);
    this.octets.writeInt32BE(high, this.end + 4);
    this.end = this.octets.writeUInt32BE(micros - high * HIGH, this.end + 8);
  }

  private addOctets(octets: Buffer): void {
    this.makeRoom(MOST_FIXED + octets.length);
    this.end = this.octets.writeInt32BE(octets.length, this.end);
    this.octets.set(octets, this.end);
    this.end += octets.length;
  }

  private addFixed(type: 'int2' | 'int4' | 'bool', value: number): void {
    this.makeRoom(MOST_FIXED);
    const at = this.octets.writeInt32BE(OCTETS[type], this.end);
    if (type === 'int4') this.end = this.octets.writeInt32BE(value, at);
    else if (type === 'int2') this.end = this.octets.writeInt16BE(value, at);
    else this.end = this.octets.writeUInt8(value, at);
  }

  private makeRoom(octets: number): void {
    if (this.end + octets <= this.octets.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.octets.length * 2, this.end + octets));
    this.octets.copy(larger, 0, 0, this.end);
    this.octets = larger;
  }
}

const OCTETS = { int2: 2, int4: 4, bool: 1 } as const;
