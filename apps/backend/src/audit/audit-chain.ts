import { createHmac, type KeyObject } from 'node:crypto';

/** Columns of an entry in the order that its link covers them; `before` and `after` as the text that is stored. */
export interface ChainedEntry {
  readonly seq: number;
  readonly at: Date;
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

const FORMAT = 'codewire audit 1';
/** What the first entry is linked to. */
export const NO_ENTRY = Buffer.alloc(32);

/**
 * The link of an entry to all before it: HMAC-SHA-256 under a subkey of the keyring, which the database has not. Every
 * field is framed by its length, so that nothing can be moved from one field to the next; null is told from empty.
 */
export function linkOf(key: KeyObject, previous: Buffer, entry: ChainedEntry): Buffer {
  const hmac = createHmac('sha256', key);
  for (const field of [FORMAT, previous.toString('hex'), ...fieldsOf(entry)]) {
    if (field === null) hmac.update('-1:');
    else hmac.update(`${Buffer.byteLength(field)}:${field}`);
  }
  return hmac.digest();
}

function fieldsOf(entry: ChainedEntry): (string | null)[] {
  return [
    String(entry.seq),
    entry.at.toISOString(),
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
