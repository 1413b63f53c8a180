import { AppError } from './app-error.js';

/** A place in a list as callers carry it to and fro: opaque, and of one spelling only. */
export function encodeCursor(place: string): string {
  return Buffer.from(place, 'latin1').toString('base64url');
}

/** What `read` makes of the place in a cursor of ours; refuses whatever it does not know, and any other spelling. */
export function decodeCursor<Place>(cursor: string, read: (place: string) => Place | undefined): Place {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const place = encodeCursor(text) === cursor ? read(text) : undefined;
  if (place !== undefined) return place;
  throw new AppError('request.invalid', {
    field: 'cursor',
    errors: [{ field: 'cursor', reason: 'not_a_cursor' }],
  });
}
