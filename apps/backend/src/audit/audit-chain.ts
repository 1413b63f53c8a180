import { createHmac, type KeyObject } from 'node:crypto';
import type { Keyring } from '../platform/keyring.js';

/** Columns of an entry in the order that its link covers them; `before` and `after` as the text that is stored. */
export interface ChainedEntry {
  readonly seq: number;
  /** ISO 8601 in UTC, to the millisecond. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly targetName: string;
  readonly applicationId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** What entries are linked under; a rotated keyring still has it. */
export function auditKey(keyring: Keyring): KeyObject {
  return keyring.lookupKey('audit');
}

const FORMAT = 'codewire audit 1';
/** What the first entry is linked to. */
export const NO_ENTRY = Buffer.alloc(32);

/**
 * The link of an entry to all before it: HMAC-SHA-256 under a subkey of the keyring, which the database has not. Every
 * field is framed by its length, so that nothing can be moved from one field to the next; null is told from empty.
 */
export function linkOf(key: KeyObject, previous: Buffer, entry: ChainedEntry): Buffer {
  const fields = [FORMAT, previous.toString('hex'), ...fieldsOf(entry)];
  return createHmac('sha256', key).update(fields.map(framed).join('')).digest();
}

function framed(field: string | null): string {
  return field === null ? '-1:' : `${Buffer.byteLength(field)}:${field}`;
}

/** An entry's columns as they are written and as its link covers them: in one order, so that none is left out. */
export function fieldsOf(entry: ChainedEntry): (string | null)[] {
  return [
    String(entry.seq),
    entry.at,
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    entry.action,
    entry.targetKind,
    entry.targetId,
    entry.targetName,
    entry.applicationId,
    entry.before,
    entry.after,
    entry.address,
    entry.requestId,
  ];
}
