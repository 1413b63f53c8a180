import { decodeCursor, encodeCursor } from '../../platform/cursor.js';
import { isId } from '../../platform/ids.js';
import type { Place, Stretch } from './wanted-verifications.js';

/** Behind a place whose own verification is still to be shown, whichever way it goes on. */
const ITSELF = '=';
const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (\S+?)(=?)$/;

/** Where a page begins: beside a verification, or with it. */
export interface Cursor {
  readonly place: Place;
  readonly isWithIt: boolean;
}

/** Valid while rows come and go. */
export const toCursor = ({ at, id }: Place, from: 'beside' | 'itself' = 'beside'): string =>
  encodeCursor(`${at} ${id}${from === 'itself' ? ITSELF : ''}`);

/** What a cursor of ours says; refuses anything else. */
export function readCursor(cursor: string): Cursor {
  return decodeCursor(cursor, (text) => {
    const [, at = '', id = '', itself = ''] = FORM.exec(text) ?? [];
    if (!isId('ver', id) || !isTime(at)) return undefined;
    return { place: { at, id }, isWithIt: itself !== '' };
  });
}

/** PostgreSQL knows no year 0000, no 30 February and no hour 24, and refuses to look. */
function isTime(at: string): boolean {
  const ms = Date.parse(at);
  if (Number.isNaN(ms) || at.startsWith('0000')) return false;
  return new Date(ms).toISOString().slice(0, 'YYYY-MM-DDThh'.length) === at.slice(0, 'YYYY-MM-DDThh'.length);
}

/** The part of a stretch on one side of a cursor. */
export function beside(
  stretch: Stretch,
  direction: 'older' | 'newer',
  { place: { at, id }, isWithIt }: Cursor,
): Stretch {
  if (direction === 'older') return { ...stretch, before: { at, id: isWithIt ? `${id}~` : id } };
  // Of ids that begin alike up to their last character there is one.
  return { ...stretch, after: { at, id: isWithIt ? id.slice(0, -1) : id } };
}
