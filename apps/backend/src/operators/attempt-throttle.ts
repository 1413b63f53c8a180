import { createHmac, type KeyObject } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { FOR_A_CALLER, type Sql, type Statement, type Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';

/** So many attempts in a window; then one after each wait of 1, 2, 4, 8, 15, 15, ... minutes. */
interface Rule {
  readonly limit: number;
  readonly windowMinutes: number;
  /** A success forgets all failures of this key, or only gives back its own attempt. */
  readonly onSuccess: 'forget' | 'give_back';
}

export interface ThrottleKey {
  readonly hash: Buffer;
  readonly rule: Rule;
  /** Passed over where the thing with this hash has been trusted. */
  readonly unlessTrusted?: Buffer;
}

/** Attempts that may be made now; what becomes of them is told by `succeed` or `giveBack`. */
export interface Spent {
  readonly keys: readonly ThrottleKey[];
  /** True when the next attempt has to wait: this one was the last for now. */
  readonly isLast: boolean;
}

const LONGEST_WAIT_MINUTES = 15;
/** Doublings beyond the longest wait. */
const MOST_DOUBLINGS = 4;
const TRUSTED_DAYS = 30;

const RULES = {
  accountFromAddress: { limit: 5, windowMinutes: 15, onSuccess: 'forget' },
  account: { limit: 30, windowMinutes: 60, onSuccess: 'give_back' },
  address: { limit: 100, windowMinutes: 15, onSuccess: 'give_back' },
  // Whoever comes here knows the password: a whole day counts, so that nobody waits out the window.
  secondFactor: { limit: 5, windowMinutes: 1_440, onSuccess: 'forget' },
} as const satisfies Record<string, Rule>;

// What a flood meets: no lock, no write. Also tells which of the keys are trusted.
const LOOK: Statement = {
  name: 'throttle_look',
  text: `select key_hash, case when blocked_until > statement_timestamp() then blocked_until end as until
    from attempt_throttle
    where key_hash = any($1::bytea[])
      and (blocked_until > statement_timestamp() or window_ends_at > statement_timestamp())`,
};

// In the order of the keys, so that two never wait for each other. It only makes the rows and holds them.
const HOLD: Statement = {
  name: 'throttle_hold',
  text: `insert into attempt_throttle as t (key_hash, failures, window_ends_at, blocked_until)
    select key_hash, 0, '-infinity', '-infinity' from unnest($1::bytea[]) as i(key_hash) order by key_hash
    on conflict (key_hash) do update set failures = t.failures`,
};

// All keys or none: an attempt that one of them refuses uses up nothing of the others.
const SPEND: Statement = {
  name: 'throttle_spend',
  text: `update attempt_throttle t set
      failures = n.failures,
      blocked_until = n.blocked_until,
      window_ends_at = greatest(
        case when t.window_ends_at > statement_timestamp() then t.window_ends_at
          else statement_timestamp() + make_interval(mins => i.window_minutes) end,
        n.blocked_until + make_interval(mins => i.window_minutes))
    from unnest($1::bytea[], $2::int[], $3::int[]) as i(key_hash, attempts, window_minutes)
      join attempt_throttle o on o.key_hash = i.key_hash
      cross join lateral (
        select case when o.window_ends_at > statement_timestamp() then o.failures + 1 else 1 end as failures
      ) f
      cross join lateral (
        select f.failures, case when f.failures < i.attempts then '-infinity' else statement_timestamp()
          + make_interval(mins => least(${LONGEST_WAIT_MINUTES}, (2 ^ least(${MOST_DOUBLINGS}, f.failures - i.attempts))::int))
          end as blocked_until
      ) n
    where t.key_hash = i.key_hash and not exists (
      select 1 from attempt_throttle b where b.key_hash = any($1::bytea[]) and b.blocked_until > statement_timestamp()
    )
    returning t.blocked_until > statement_timestamp() as "isLast"`,
};

const BLOCKED_UNTIL: Statement = {
  name: 'throttle_blocked_until',
  text: `select max(blocked_until) as until from attempt_throttle
    where key_hash = any($1::bytea[]) and blocked_until > statement_timestamp()`,
};

const FORGET: Statement = {
  name: 'throttle_forget',
  text: `delete from attempt_throttle where key_hash = any($1::bytea[])`,
};

const GIVE_BACK: Statement = {
  name: 'throttle_give_back',
  text: `update attempt_throttle t set failures = greatest(0, t.failures - 1),
      blocked_until = case when t.failures <= i.attempts then '-infinity' else t.blocked_until end
    from unnest($1::bytea[], $2::int[]) as i(key_hash, attempts) where t.key_hash = i.key_hash`,
};

const TRUST: Statement = {
  name: 'throttle_trust',
  text: `insert into attempt_throttle (key_hash, failures, window_ends_at, blocked_until)
    select key_hash, 0, statement_timestamp() + interval '${TRUSTED_DAYS} days', '-infinity' from unnest($1::bytea[]) as i(key_hash)
    on conflict (key_hash) do update set window_ends_at = excluded.window_ends_at`,
};

/**
 * Limits how often someone may guess. An attempt is spent before it is looked at, by the statement that also says
 * whether it may be made, so ten thousand at once are no more than ten thousand one after the other. Every wait ends by
 * itself within a quarter of an hour.
 */
export class AttemptThrottle {
  constructor(
    private readonly sql: Sql,
    private readonly key: KeyObject,
  ) {}

  /**
   * Of a sign-in by password. An address is whatever was typed: an unknown one is throttled as a known one is. What
   * strangers do elsewhere delays nobody who has signed in from here before.
   */
  passwordKeys(email: string, address: string): ThrottleKey[] {
    const network = networkOf(address);
    const trusted = this.hash('trusted', email, network);
    return [
      { hash: this.hash('account from address', email, network), rule: RULES.accountFromAddress },
      { hash: this.hash('account', email), rule: RULES.account, unlessTrusted: trusted },
      { hash: this.hash('address', network), rule: RULES.address },
    ];
  }

  /** Of questions for a passkey, where nobody is known yet. */
  addressKeys(address: string): ThrottleKey[] {
    return [{ hash: this.hash('address', networkOf(address)), rule: RULES.address }];
  }

  secondFactorKeys(operatorId: string): ThrottleKey[] {
    return [{ hash: this.hash('second factor', operatorId), rule: RULES.secondFactor }];
  }

  /**
   * Of what an operator who is signed in may guess at: the present password, or the first code of a new app. Apart, for
   * whoever has the browser knows the second and must not wipe out with it what he got wrong of the first.
   */
  ownAccountKeys(operatorId: string, guess: 'password' | 'new app'): ThrottleKey[] {
    return [{ hash: this.hash('own account', operatorId, guess), rule: RULES.secondFactor }];
  }

  /** Spends one attempt on every key, or refuses it with `auth.too_many_attempts` and spends none. */
  async spend(asked: readonly ThrottleKey[]): Promise<Spent> {
    const keys = await this.passLook(asked);
    const hashes = keys.map(({ hash }) => hash);
    const [spent, blocked] = await this.sql.transaction(async (tx) => {
      const values = [...limitsOf(keys), keys.map(({ rule }) => rule.windowMinutes)];
      const [, marks, untils] = await Promise.all([
        tx.rows(HOLD, [hashes]),
        tx.rows<{ isLast: boolean }>(SPEND, values),
        tx.rows<{ until: Date | null }>(BLOCKED_UNTIL, [hashes]),
        tx.commit(),
      ]);
      return [marks, untils[0]?.until];
    }, FOR_A_CALLER);
    if (spent.length < keys.length) throw tooMany(blocked ?? new Date());
    return { keys, isLast: spent.some(({ isLast }) => isLast) };
  }

  /** The attempt was right. */
  async succeed(tx: Tx, { keys }: Spent): Promise<void> {
    const trusted = keys.flatMap(({ unlessTrusted }) => unlessTrusted ?? []);
    await Promise.all([
      tx.rows(HOLD, [keys.map(({ hash }) => hash)]),
      tx.count(FORGET, [keys.filter(({ rule }) => rule.onSuccess === 'forget').map(({ hash }) => hash)]),
      tx.count(GIVE_BACK, limitsOf(keys.filter(({ rule }) => rule.onSuccess === 'give_back'))),
      ...(trusted.length > 0 ? [tx.count(TRUST, [trusted])] : []),
    ]);
  }

  /** The attempt was not looked at after all. */
  async giveBack({ keys }: Spent): Promise<void> {
    await this.sql.transaction(
      (tx) =>
        Promise.all([tx.rows(HOLD, [keys.map(({ hash }) => hash)]), tx.count(GIVE_BACK, limitsOf(keys)), tx.commit()]),
      FOR_A_CALLER,
    );
  }

  private async passLook(asked: readonly ThrottleKey[]): Promise<readonly ThrottleKey[]> {
    const hashes = asked.flatMap(({ hash, unlessTrusted }) => [hash, ...(unlessTrusted ? [unlessTrusted] : [])]);
    const rows = await this.sql.rows<{ key_hash: Buffer; until: Date | null }>(LOOK, [hashes]);
    const known = new Map(rows.map(({ key_hash, until }) => [key_hash.toString('hex'), until]));
    const keys = asked.filter(({ unlessTrusted }) => !unlessTrusted || !known.has(unlessTrusted.toString('hex')));
    const waits = keys.flatMap(({ hash }) => known.get(hash.toString('hex'))?.getTime() ?? []);
    if (waits.length > 0) throw tooMany(new Date(Math.max(...waits)));
    return keys;
  }

  private hash(...parts: string[]): Buffer {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest();
  }
}

function limitsOf(keys: readonly ThrottleKey[]): [hashes: Buffer[], limits: number[]] {
  return [keys.map(({ hash }) => hash), keys.map(({ rule }) => rule.limit)];
}

function tooMany(retryAt: Date): AppError {
  return new AppError('auth.too_many_attempts', { retryAt });
}

/** Who has one IPv6 address has all of its /64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array<string>(Math.max(0, missing)).fill('0'), ...groups(tail)];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
