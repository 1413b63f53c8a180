import type { Queryable, Statement } from '../database/sql.js';

/** What the newest entry was at a time: kept elsewhere, it shows later that entries were cut off or written anew. */
export interface Anchor {
  readonly seq: number;
  /** Hexadecimal; empty where there is no entry yet. */
  readonly mac: string;
  readonly count: number;
}

const ANCHOR: Statement = {
  name: 'audit_anchor',
  text: `select coalesce(seq, 0)::float8 as seq, coalesce(encode(mac, 'hex'), '') as mac, n::float8 as count
    from (select count(*) as n from audit) counted
      left join lateral (select seq, mac from audit order by seq desc limit 1) last on true`,
};

export class AuditAnchor {
  constructor(private readonly sql: Queryable) {}

  async read(): Promise<Anchor> {
    const [anchor] = await this.sql.rows<{ seq: number; mac: string; count: number }>(ANCHOR);
    if (anchor === undefined) throw new Error('the audit does not tell its last entry');
    return anchor;
  }
}
