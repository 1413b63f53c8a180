import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { isId } from '../platform/ids.js';

/** The cursor after a message: valid while rows come and go. */
export const toCursor = (messageId: string): string => encodeCursor(messageId);

/** The message id in a cursor of ours; refuses anything else. */
export function readCursor(cursor: string): string {
  return decodeCursor(cursor, (text) => (isId('msg', text) ? text : undefined));
}
