import { decodeCursor, encodeCursor } from '../platform/cursor.js';

/** An entry's number in digits, as far as JavaScript counts. */
const NUMBER = /^[1-9]\d{0,14}$/;

/** The cursor after an entry: valid for ever. */
export const toCursor = (seq: number): string => encodeCursor(String(seq));

/** The number in a cursor of ours; refuses anything else. */
export const readCursor = (cursor: string): number => decodeCursor(cursor, readSeq);

/** The number that stands in a permalink; undefined where no entry can have it. */
export function readSeq(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
