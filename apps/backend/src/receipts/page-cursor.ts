import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { isId } from '../platform/ids.js';

/** A row in the order of time: its moment in microseconds, and its id where several have the same. */
export interface PagePosition {
  readonly micros: string;
  readonly id: string;
}

const FORM = /^(\d{1,17})\|(.+)$/;

/** The cursor after a row: valid while rows come and go. */
export const toCursor = ({ micros, id }: PagePosition): string => encodeCursor(`${micros}|${id}`);

/** The position in a cursor of ours, of rows with that prefix of ids; refuses anything else. */
export function readCursor(prefix: string, cursor: string): PagePosition {
  return decodeCursor(cursor, (text) => {
    const [, micros, id] = FORM.exec(text) ?? [];
    return micros !== undefined && id !== undefined && isId(prefix, id) ? { micros, id } : undefined;
  });
}
