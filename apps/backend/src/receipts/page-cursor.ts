import { AppError } from '../platform/app-error.js';
import { isId } from '../platform/ids.js';

/** A row in the order of time: its moment in microseconds, and its id where several have the same. */
export interface PagePosition {
  readonly micros: string;
  readonly id: string;
}

const FORM = /^(\d{1,17})\|(.+)$/;

/** The cursor after a row: opaque to callers, valid while rows come and go. */
export function toCursor({ micros, id }: PagePosition): string {
  return Buffer.from(`${micros}|${id}`, 'latin1').toString('base64url');
}

/** The position in a cursor of ours, of rows with that prefix of ids; refuses anything else. */
export function readCursor(prefix: string, cursor: string): PagePosition {
  const [, micros, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (micros !== undefined && id !== undefined && isId(prefix, id) && toCursor({ micros, id }) === cursor) {
    return { micros, id };
  }
  throw new AppError('request.invalid', {
    field: 'cursor',
    errors: [{ field: 'cursor', reason: 'not_a_cursor' }],
  });
}
