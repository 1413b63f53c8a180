import type { BindView } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';

/** A bind that this node may hold. */
export interface BindLease {
  readonly carrierId: string;
  readonly slot: number;
  /** As text, for it is a bigint. */
  readonly fence: string;
}

export type TakeOutcome =
  /** Ours from now on; to be used after so long, when whoever had it before has certainly let go. */
  | { readonly kind: 'taken'; readonly lease: BindLease; readonly usableInMs: number }
  /** Another node was quicker by a moment: there may be more. */
  | { readonly kind: 'contested' }
  | { readonly kind: 'none' };

/** A bind as its holder last told it. */
export interface HeldBinds {
  readonly carrierId: string;
  readonly slot: number;
  readonly node: string;
  readonly state: readonly BindView[];
}

export interface Share {
  readonly carrierId: string;
  readonly node: string;
  /** See processIdentity. */
  readonly process: string;
  /** Those whose lease is over are not among them. */
  readonly slots: number;
}

/** Who asks for one more bind, and what it knows. */
export interface Taker {
  readonly node: string;
  readonly process: string;
  /** Slots of the carrier that it has. */
  readonly known: readonly number[];
  /** Nodes whose processes have certainly ended, and their connections with them. */
  readonly ended: readonly string[];
}

export interface LeaseTimes {
  /** A lease that is not renewed for so long is over. */
  readonly heldMs: number;
  /** So long after it is over its earlier holder may still be about to close. */
  readonly graceMs: number;
  /** So much longer a process is waited for that stands still: it answers nobody, and its connections stand too. */
  readonly standingMs: number;
}

// By the database's clock alone. A lease that is over belongs to whoever asks first, but for two: its own holder has it
// back as it was, and one whose process still has sessions here is not dead. It stands still, and so do its binds at the
// carrier: one more would be one too many. What the insert finds changed meanwhile it leaves alone.
const TAKE: Statement = {
  name: 'bind_lease_take',
  text: `with candidate as (
      select c.id, s.slot from carrier c cross join lateral generate_series(1, c.binds) as s(slot)
      left join bind_lease l on l.carrier_id = c.id and l.slot = s.slot
      where c.id = $1 and c.status <> 'disabled' and not s.slot = any ($3::smallint[]) and (
        l.slot is null or l.node in ('', $2) or l.node = any ($8::text[])
        or l.held_until <= statement_timestamp() and (
          l.held_until <= statement_timestamp() - $6::integer * interval '1 ms'
          or not exists (select from pg_stat_get_activity(null) a where a.application_name = 'codewire ' || l.node)))
      order by coalesce(l.node, '') = $2 desc, coalesce(l.node, '') = '' desc, s.slot limit 1
    ), taken as (
      insert into bind_lease as l (carrier_id, slot, node, process, held_until, usable_from)
      select id, slot, $2, $7, statement_timestamp() + $4::integer * interval '1 ms', statement_timestamp() from candidate
      on conflict (carrier_id, slot) do update set node = excluded.node, process = excluded.process, fence = l.fence + 1,
        held_until = excluded.held_until, state = '[]', told_at = statement_timestamp(),
        usable_from = case when l.node in ('', excluded.node) or l.node = any ($8::text[]) then greatest(l.usable_from, statement_timestamp())
          else clock_timestamp() + $5::integer * interval '1 ms' end
      where l.node in ('', excluded.node) or l.node = any ($8::text[]) or l.held_until <= statement_timestamp()
      returning l.slot, l.fence, l.usable_from
    )
    select t.slot, t.fence,
      greatest(0, extract(epoch from t.usable_from - clock_timestamp()) * 1000)::float8 as "usableInMs"
    from candidate left join taken t on true`,
};

const RENEW: Statement = {
  name: 'bind_lease_renew',
  text: `update bind_lease l set held_until = statement_timestamp() + $2::integer * interval '1 ms', state = i.state,
      told_at = statement_timestamp()
    from unnest($3::text[], $4::smallint[], $5::bigint[], $6::jsonb[]) as i(carrier_id, slot, fence, state)
    where l.carrier_id = i.carrier_id and l.slot = i.slot and l.node = $1 and l.fence = i.fence
    returning l.carrier_id as "carrierId", l.slot`,
};

// One that was never used because its time had not come keeps that time.
const GIVE_BACK: Statement = {
  name: 'bind_lease_give_back',
  text: `with given as (
      update bind_lease l set node = '', state = '[]', held_until = statement_timestamp(),
        usable_from = greatest(l.usable_from, statement_timestamp()), told_at = statement_timestamp()
      from unnest($2::text[], $3::smallint[], $4::bigint[]) as i(carrier_id, slot, fence)
      where l.carrier_id = i.carrier_id and l.slot = i.slot and l.node = $1 and l.fence = i.fence
      returning l.slot
    ) select pg_notify('codewire_binds', '') from given limit 1`,
};

const LIST_HELD: Statement = {
  name: 'bind_lease_list',
  text: `select carrier_id as "carrierId", slot, node, state from bind_lease
    where node <> '' and held_until > statement_timestamp() order by carrier_id, slot`,
};

const LIST_SHARES: Statement = {
  name: 'bind_lease_shares',
  text: `select carrier_id as "carrierId", node, process,
      count(*) filter (where held_until > statement_timestamp())::integer as slots
    from bind_lease where carrier_id = any ($1) and node <> '' group by carrier_id, node, process`,
};

const ASK: Statement = { name: 'bind_lease_ask', text: `select pg_notify('codewire_binds', $1)` };

/** Who holds which bind. Each method is one statement, and safe in parallel with all of them on any number of nodes. */
export class BindLeaseStore {
  constructor(
    private readonly sql: Queryable,
    private readonly times: LeaseTimes,
  ) {}

  /** One more bind of a carrier; also one whose taking the node was never told of. */
  async take(carrierId: string, { node, process, known, ended }: Taker): Promise<TakeOutcome> {
    const { heldMs, graceMs, standingMs } = this.times;
    const [row] = await this.sql.rows<{ slot: number | null; fence: string; usableInMs: number }>(TAKE, [
      carrierId,
      node,
      known,
      heldMs,
      graceMs,
      standingMs,
      process,
      ended,
    ]);
    if (row === undefined) return { kind: 'none' };
    const { slot, fence, usableInMs } = row;
    return slot === null ? { kind: 'contested' } : { kind: 'taken', lease: { carrierId, slot, fence }, usableInMs };
  }

  /** Renews and tells their state; returns those that are still the node's. */
  renew(
    node: string,
    leases: readonly (BindLease & { readonly state: readonly BindView[] })[],
  ): Promise<Pick<BindLease, 'carrierId' | 'slot'>[]> {
    const states = leases.map(({ state }) => JSON.stringify(state));
    return this.sql.rows(RENEW, [node, this.times.heldMs, ...columns(leases), states]);
  }

  /** For others to use at once: call it when nothing is bound on them any more. Wakes every node. */
  async giveBack(node: string, leases: readonly BindLease[]): Promise<void> {
    await this.sql.rows(GIVE_BACK, [node, ...columns(leases)]);
  }

  /** Those that are held, by carrier and slot. What a node that died has told is not among them for long. */
  listHeld(): Promise<HeldBinds[]> {
    return this.sql.rows<HeldBinds>(LIST_HELD);
  }

  /** Who holds binds of these carriers, or was the last to. */
  listShares(carrierIds: readonly string[]): Promise<Share[]> {
    return this.sql.rows<Share>(LIST_SHARES, [carrierIds]);
  }

  /** Says something to every node that listens. */
  async say(words: string): Promise<void> {
    await this.sql.rows(ASK, [words]);
  }
}

function columns(leases: readonly BindLease[]): [string[], number[], string[]] {
  return [leases.map(({ carrierId }) => carrierId), leases.map(({ slot }) => slot), leases.map(({ fence }) => fence)];
}
