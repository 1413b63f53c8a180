import type { KeyObject } from 'node:crypto';
import type { AuditVerification } from '@codewire/contracts';
import type { Snapshots, Statement, Tx } from '../database/sql.js';
import { linkOf, NO_ENTRY, type ChainedEntry } from './audit-chain.js';

/** Few enough that a server answers others between two batches. */
const BATCH_ROWS = 500;
const LONGEST_MS = 600_000;
/** Below any number that a row can have. */
const FIRST = '-9223372036854775808';

// The texts as they are stored, and the time to the microsecond: what was written ends with zeros, which are left out.
const READ: Statement = {
  name: 'audit_read_chain',
  text: `select seq, regexp_replace(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '000$', '') || 'Z' as at,
      actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", action, target_kind as "targetKind",
      target_id as "targetId", target_name as "targetName", application_id as "applicationId", before::text, after::text,
      address, request_id as "requestId", mac
    from audit where seq >= $1 order by seq limit $2`,
};

type StoredEntry = Omit<ChainedEntry, 'seq'> & { readonly seq: string; readonly mac: Buffer };

export type ChainReport = Pick<AuditVerification, 'entries' | 'head' | 'broken'>;

/** A point of the chain that was noted down elsewhere. */
export interface KnownPoint {
  readonly seq: number;
  readonly mac: string;
}

/**
 * Follows the chain from its first entry to its last and stops at the first that does not fit: `missing` where a number
 * is left out, `changed` where an entry is not what was written. Hands each entry that fits to `onEntry`. Entries cut
 * off at the end leave a chain that fits: only a point noted down before shows that.
 */
export function verifyChain(
  sql: Snapshots,
  key: KeyObject,
  onEntry: (point: KnownPoint) => void = () => undefined,
): Promise<ChainReport> {
  // Every batch sees the same entries, whatever is added meanwhile.
  return sql.snapshot((tx) => follow(tx, key, onEntry), { mostMs: LONGEST_MS });
}

/** Of the part that fits. */
interface End {
  readonly seq: number;
  readonly mac: Buffer;
}

async function follow(tx: Tx, key: KeyObject, onEntry: (point: KnownPoint) => void): Promise<ChainReport> {
  let last: End = { seq: 0, mac: NO_ENTRY };
  for (let from = FIRST; ; from = String(last.seq + 1)) {
    const batch = await tx.rows<StoredEntry>(READ, [from, BATCH_ROWS]);
    for (const entry of batch) {
      const broken = misfit(key, last, entry);
      if (broken !== null) return { ...report(last), entries: last.seq + 1, broken };
      last = { seq: last.seq + 1, mac: entry.mac };
      onEntry({ seq: last.seq, mac: entry.mac.toString('hex') });
    }
    if (batch.length < BATCH_ROWS) return report(last);
  }
}

function misfit(key: KeyObject, last: End, entry: StoredEntry): ChainReport['broken'] {
  const seq = Number(entry.seq);
  if (seq > last.seq + 1) return { seq: last.seq + 1, reason: 'missing' };
  const fits = seq === last.seq + 1 && linkOf(key, last.mac, { ...entry, seq }).equals(entry.mac);
  return fits ? null : { seq, reason: 'changed' };
}

function report({ seq, mac }: End): ChainReport {
  return { entries: seq, head: seq === 0 ? null : { seq, mac: mac.toString('hex') }, broken: null };
}
