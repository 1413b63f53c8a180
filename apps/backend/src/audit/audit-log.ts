import type { KeyObject } from 'node:crypto';
import type { AuditAction, AuditTargetKind } from '@codewire/contracts';
import type { Statement, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { fieldsOf, linkOf, NO_ENTRY, type ChainedEntry } from './audit-chain.js';

/** What was done to what. Secrets come here only as the word `changed`. */
export interface Deed {
  readonly action: AuditAction;
  readonly target: { readonly kind: AuditTargetKind; readonly id: string; readonly name: string };
  readonly applicationId?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

// Whoever changes something at the same time only waits for the commits before: it must not give up as at a stuck row.
const PATIENCE: Statement = { name: 'audit_patience', text: `set local lock_timeout = '8s'` };

// Entries are numbered without gaps and each covers the one before, so they are written one after the other.
const LOCK: Statement = {
  name: 'audit_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire audit', 0))`,
};

const LAST: Statement = {
  name: 'audit_last',
  text: `select seq, mac, date_trunc('milliseconds', clock_timestamp()) as now
    from (select 1) one left join lateral (select seq, mac from audit order by seq desc limit 1) last on true`,
};

const INSERT: Statement = {
  name: 'audit_insert',
  text: `insert into audit (seq, at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name,
      application_id, before, after, address, request_id, mac)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
};

/** Writes who did what, in the transaction that does it: there is no change without its entry, and no entry without. */
export class AuditLog {
  constructor(private readonly key: KeyObject) {}

  /**
   * Call it last: whoever writes the next entry waits from here to the end of the transaction. Resolves with the
   * entry's number.
   */
  async append(tx: Tx, author: Author, deed: Deed): Promise<number> {
    const [, , [last]] = await Promise.all([
      tx.rows(PATIENCE),
      tx.rows(LOCK),
      tx.rows<{ seq: string | null; mac: Buffer | null; now: Date }>(LAST),
    ]);
    if (last === undefined) throw new Error('the audit does not tell its last entry');
    const entry = entryOf(author, deed, Number(last.seq ?? 0) + 1, last.now);
    await tx.count(INSERT, [...fieldsOf(entry), linkOf(this.key, last.mac ?? NO_ENTRY, entry)]);
    return entry.seq;
  }
}

function entryOf(author: Author, deed: Deed, seq: number, at: Date): ChainedEntry {
  const { action, target, applicationId, before, after } = deed;
  return {
    seq,
    at: at.toISOString(),
    actorKind: author.kind,
    actorId: author.id,
    actorName: author.name,
    action,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    applicationId: applicationId ?? null,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    address: author.address,
    requestId: author.requestId,
  };
}
