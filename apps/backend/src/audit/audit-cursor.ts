import { AppError } from '../platform/app-error.js';

/** An entry's number in digits, as far as JavaScript counts. */
const NUMBER = /^[1-9]\d{0,14}$/;

/** The cursor after an entry: opaque to callers, valid for ever. */
export function toCursor(seq: number): string {
  return Buffer.from(String(seq), 'latin1').toString('base64url');
}

/** The number in a cursor of ours; refuses anything else. */
export function readCursor(cursor: string): number {
  const seq = readSeq(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (seq !== undefined && toCursor(seq) === cursor) return seq;
  throw new AppError('request.invalid', {
    field: 'cursor',
    errors: [{ field: 'cursor', reason: 'not_a_cursor' }],
  });
}

/** The number that stands in a permalink; undefined where no entry can have it. */
export function readSeq(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
