import { AppError } from '../platform/app-error.js';
import { isId } from '../platform/ids.js';

/** The cursor after a message: opaque to callers, valid while rows come and go. */
export function toCursor(messageId: string): string {
  return Buffer.from(messageId, 'latin1').toString('base64url');
}

/** The message id in a cursor of ours; refuses anything else. */
export function readCursor(cursor: string): string {
  const messageId = Buffer.from(cursor, 'base64url').toString('latin1');
  if (isId('msg', messageId) && toCursor(messageId) === cursor) return messageId;
  throw new AppError('request.invalid', {
    field: 'cursor',
    errors: [{ field: 'cursor', reason: 'not_a_cursor' }],
  });
}
