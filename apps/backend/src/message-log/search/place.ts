import { decodeCursor, encodeCursor } from '../../platform/cursor.js';
import { isId } from '../../platform/ids.js';

/** Behind the id of a place whose own message is still to be shown, whichever way it goes on. */
const ITSELF = '=';

/** Where a page begins: beside a message. */
export interface Place {
  readonly id: string;
  /** What is older lies below this, and what is newer from this on. */
  readonly belowId: string;
  readonly aboveId: string;
}

/** A place beside a message; with `itself` the message belongs to what comes. Valid while rows come and go. */
export const toPlace = (messageId: string, from: 'beside' | 'itself' = 'beside'): string =>
  encodeCursor(from === 'itself' ? `${messageId}${ITSELF}` : messageId);

export function readPlace(cursor: string): Place {
  return decodeCursor(cursor, (text) => {
    const isItself = text.endsWith(ITSELF);
    const id = isItself ? text.slice(0, -ITSELF.length) : text;
    if (!isId('msg', id)) return undefined;
    // Nothing sorts between an id and itself with a character behind it.
    return isItself ? { id, belowId: `${id}~`, aboveId: id } : { id, belowId: id, aboveId: `${id}~` };
  });
}
