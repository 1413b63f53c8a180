export type BindKind = 'transceiver' | 'transmitter' | 'receiver';

type Counts = Record<BindKind | 'all', number>;

interface Account {
  bound: Map<object, BindKind>;
  /** Places of sessions that were cut, which some carriers give free only minutes later. */
  held: { kind: BindKind; until: number }[];
  most: Counts;
  binds: number;
  refused: number;
}

export interface AccountBinds {
  bound: Counts;
  /** The highest counts ever, at one moment. */
  most: Counts;
  held: number;
  binds: number;
  refused: number;
}

const NONE: Counts = { transceiver: 0, transmitter: 0, receiver: 0, all: 0 };

/** Who is bound, by system_id, and who was at most at one moment. */
export class Binds {
  readonly #accounts = new Map<string, Account>();

  /**
   * Whether the account has a place for one more of this kind. A place is for one transceiver, or for a transmitter
   * and a receiver together.
   */
  hasPlace({ systemId, kind, limit, now }: { systemId: string; kind: BindKind; limit: number; now: number }): boolean {
    const account = this.#account(systemId);
    account.held = account.held.filter(({ until }) => until > now);
    const kinds = [...account.bound.values(), ...account.held.map((held) => held.kind)];
    const without = (other: BindKind) => kinds.filter((taken) => taken !== other).length;
    return (
      (kind === 'receiver' || without('receiver') < limit) && (kind === 'transmitter' || without('transmitter') < limit)
    );
  }

  refused(systemId: string): void {
    this.#account(systemId).refused += 1;
  }

  bound(session: object, { systemId, kind }: { systemId: string; kind: BindKind }): void {
    const account = this.#account(systemId);
    account.bound.set(session, kind);
    account.binds += 1;
    const now = countsOf(account);
    for (const key of Object.keys(NONE) as (keyof Counts)[]) {
      account.most[key] = Math.max(account.most[key], now[key]);
    }
  }

  /** Its place is free again, at once or when `heldUntil` has come. */
  ended(session: object, { systemId, heldUntil }: { systemId: string; heldUntil: number | null }): void {
    const account = this.#account(systemId);
    const kind = account.bound.get(session);
    account.bound.delete(session);
    if (kind && heldUntil !== null) account.held.push({ kind, until: heldUntil });
  }

  byAccount(now: number): Record<string, AccountBinds> {
    const shown = [...this.#accounts].map(([systemId, account]) => {
      const held = account.held.filter(({ until }) => until > now).length;
      const { most, binds, refused } = account;
      return [systemId, { bound: countsOf(account), most: { ...most }, held, binds, refused }] as const;
    });
    return Object.fromEntries(shown);
  }

  /** Counts begin anew with those that are bound now. */
  forgetCounts(): void {
    for (const account of this.#accounts.values()) {
      Object.assign(account, { most: countsOf(account), binds: 0, refused: 0 });
    }
  }

  #account(systemId: string): Account {
    let account = this.#accounts.get(systemId);
    if (!account) {
      account = { bound: new Map(), held: [], most: { ...NONE }, binds: 0, refused: 0 };
      this.#accounts.set(systemId, account);
    }
    return account;
  }
}

function countsOf({ bound }: Account): Counts {
  const counts = { ...NONE, all: bound.size };
  for (const kind of bound.values()) counts[kind] += 1;
  return counts;
}
