import type { AuditAction, AuditEntry, AuditTargetKind } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';

/** An entry as it is shown. */
export interface LoggedEntry {
  readonly seq: string;
  readonly at: Date;
  readonly actorKind: AuditEntry['actor']['kind'];
  readonly actorId: string | null;
  readonly actorName: string;
  readonly action: AuditAction;
  readonly targetKind: AuditTargetKind;
  readonly targetId: string;
  readonly targetName: string;
  readonly applicationId: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly mac: Buffer;
}

export interface Conditions {
  readonly target: string | null;
  readonly actor: string | null;
  readonly action: string | null;
  /** This and later. */
  readonly from: Date | null;
  /** Before this. */
  readonly to: Date | null;
}

/** Numbers above one and below the other. */
export interface Stretch {
  readonly above: number;
  readonly below: number;
}

export interface Scan {
  readonly entries: readonly LoggedEntry[];
  readonly scanned: number;
  /** The last number that was looked at. */
  readonly reached: number | null;
}

const COLUMNS = `a.seq, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId", a.actor_name as "actorName", a.action,
  a.target_kind as "targetKind", a.target_id as "targetId", a.target_name as "targetName",
  a.application_id as "applicationId", a.before, a.after, a.address, a.request_id as "requestId", a.mac`;

type Direction = 'newest first' | 'oldest first';
type Lead = keyof typeof LEADS | 'seq';

/** The conditions that have an index of their own: what it sorts by before the number, and where that is asked for. */
const LEADS = {
  target: { column: 'target_id', value: '$5' },
  actor: { column: 'actor_id', value: '$6' },
  action: { column: 'action', value: '$7' },
} as const;

/**
 * The entries of a lead from number $1 to $2, both left out. Compared as pairs, which only the index of the lead can
 * answer: of one who did little the planner would rather look through all numbers.
 */
function rangeOf(lead: Lead, order: string): string {
  if (lead === 'seq') return `where seq > $1 and seq < $2 order by seq ${order}`;
  const { column, value } = LEADS[lead];
  return `where (${column}, seq) > (${value}, $1) and (${column}, seq) < (${value}, $2) order by ${column} ${order}, seq ${order}`;
}

/**
 * Looks at no more than $3 rows, whatever the conditions: one that nothing fulfils must not read the whole table. A text
 * for each lead, because one that says "this or any" would use no index well.
 */
function scanStatement(direction: Direction, lead: Lead): Statement {
  const isDown = direction === 'newest first';
  const order = isDown ? 'desc' : 'asc';
  return {
    name: `audit_scan_${isDown ? 'down' : 'up'}_${lead}`,
    text: `with looked as materialized (
        select seq, at, target_id, actor_id, action from audit
        ${rangeOf(lead, order)} limit $3
      ), found as (
        select seq from looked
        where ($5::text is null or target_id = $5) and ($6::text is null or actor_id = $6) and ($7::text is null or action = $7)
          and ($8::timestamptz is null or at >= $8) and ($9::timestamptz is null or at < $9)
        order by seq ${order} limit $4
      )
      select s.scanned, s.reached, ${COLUMNS}
      from (select count(*)::int as scanned, ${isDown ? 'min' : 'max'}(seq) as reached from looked) s
        left join found on true
        left join audit a on a.seq = found.seq
      order by a.seq ${order}`,
  };
}

const SCANS = {
  'newest first': scansOf('newest first'),
  'oldest first': scansOf('oldest first'),
} as const;

function scansOf(direction: Direction): Readonly<Record<Lead, Statement>> {
  const scan = (lead: Lead) => scanStatement(direction, lead);
  return { target: scan('target'), actor: scan('actor'), action: scan('action'), seq: scan('seq') };
}

// Numbers and times rise together, but for the database's clock being set back: no further than a day is taken for
// granted. The times themselves are compared as well.
const FIND_BOUNDS: Statement = {
  name: 'audit_find_bounds',
  text: `select (select seq from audit where at < $1::timestamptz - interval '1 day' order by at desc, seq desc limit 1) as above,
      (select seq from audit where at >= $2::timestamptz + interval '1 day' order by at, seq limit 1) as below`,
};

const FIND: Statement = { name: 'audit_find', text: `select ${COLUMNS} from audit a where a.seq = $1` };

/** The read side of the audit. */
export class AuditStore {
  constructor(private readonly sql: Queryable) {}

  /** Looks at the first `most` entries of a stretch and returns up to `wanted` that fulfil the conditions. */
  async scan(
    direction: Direction,
    { above, below }: Stretch,
    conditions: Conditions,
    { most, wanted }: { most: number; wanted: number },
  ): Promise<Scan> {
    const { target, actor, action, from, to } = conditions;
    const values = [above, below, most, wanted, target, actor, action, from, to];
    const rows = await this.sql.rows<ScanRow>(SCANS[direction][leadOf(conditions)], values);
    const entries = rows.filter((row): row is ScanRow & LoggedEntry => row.seq !== null);
    const reached = rows[0]?.reached ?? null;
    return { entries, scanned: rows[0]?.scanned ?? 0, reached: reached === null ? null : Number(reached) };
  }

  /** Between which numbers everything of that time lies. */
  async findStretch({ from, to }: Conditions): Promise<Stretch> {
    if (from === null && to === null) return EVERYTHING;
    const [bounds] = await this.sql.rows<{ above: string | null; below: string | null }>(FIND_BOUNDS, [from, to]);
    return {
      above: Number(bounds?.above ?? EVERYTHING.above),
      below: Number(bounds?.below ?? EVERYTHING.below),
    };
  }

  async find(seq: number): Promise<LoggedEntry | undefined> {
    return (await this.sql.rows<LoggedEntry>(FIND, [seq]))[0];
  }
}

type ScanRow = { scanned: number; reached: string | null; seq: string | null };

const EVERYTHING: Stretch = { above: 0, below: Number.MAX_SAFE_INTEGER };

/** The one that fewest entries fulfil. */
function leadOf({ target, actor, action }: Conditions): Lead {
  if (target !== null) return 'target';
  if (actor !== null) return 'actor';
  return action === null ? 'seq' : 'action';
}
