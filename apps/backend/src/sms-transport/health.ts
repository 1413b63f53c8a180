import { Breaker, RECEIPTS_MS, type BreakerCause, type BreakerState, type HealthSign } from './breaker.js';

/** Where a message goes, as health looks at it. */
export interface Region {
  readonly country: string | null;
  readonly numberPrefix: string | null;
}

export interface HealthChange {
  readonly carrierId: string;
  /** Digits or a country; empty for numbers of which neither is known. */
  readonly region: string;
  readonly state: BreakerState;
  readonly cause: BreakerCause | undefined;
  /** In how many regions this carrier is not well now. */
  readonly unwell: number;
}

export interface HealthOptions {
  /** Milliseconds that never jump. */
  readonly now: () => number;
  readonly onChange: (change: HealthChange) => void;
}

/** A number's prefix has at most seven digits, so an attacker could name very many. */
const MOST_REGIONS = 10_000;

/**
 * What this node has seen of its carriers, by the numbers' prefix, and by country where a prefix has seen too little. In
 * memory, and each node its own: a breaker that opens too late elsewhere costs a few failovers, never a message.
 */
export class Health {
  /** The one that was touched last is last. */
  private readonly breakers = new Map<string, Breaker>();
  /** Where a carrier is not well, as it was told. */
  private readonly told = new Map<string, BreakerState>();
  /** When this node last heard of a delivery, by carrier. */
  private readonly deliveredAt = new Map<string, number>();

  constructor(private readonly options: HealthOptions) {}

  stateOf(carrierId: string, region: Region): BreakerState {
    return this.deciding(carrierId, region)?.state(this.options.now()) ?? 'well';
  }

  isPassedOver(carrierId: string, region: Region): boolean {
    return this.deciding(carrierId, region)?.isPassedOver(this.options.now()) ?? false;
  }

  /** A message goes to the carrier now; where its breaker is half open that is the one that tries. */
  begin(carrierId: string, region: Region): void {
    const now = this.options.now();
    for (const name of regionsOf(region)) {
      this.breakers.get(keyOf(carrierId, name))?.begin(now);
      this.tell(carrierId, name);
    }
  }

  /**
   * A receipt that is missing counts only where others of the carrier come in. They go to whoever holds its binds, and a
   * node that only takes over what waited for them would see the bad side alone.
   */
  note(carrierId: string, region: Region, sign: HealthSign): void {
    const now = this.options.now();
    if (sign.kind === 'delivered') this.deliveredAt.set(carrierId, now);
    if (sign.kind === 'missing' && now - (this.deliveredAt.get(carrierId) ?? -Infinity) > RECEIPTS_MS) return;
    for (const name of regionsOf(region)) {
      this.touch(keyOf(carrierId, name)).note(sign, now);
      this.tell(carrierId, name);
    }
  }

  /** The prefix's own where it has seen enough, else the country's. */
  private deciding(carrierId: string, region: Region): Breaker | undefined {
    // The usual case, asked at every accept: each that is open was told of.
    if (this.told.size === 0) return undefined;
    const now = this.options.now();
    const known = regionsOf(region).flatMap((name) => this.breakers.get(keyOf(carrierId, name)) ?? []);
    const widest = known.at(-1);
    return known.find((breaker) => breaker.hasVerdict(now, widest?.cause)) ?? widest;
  }

  private touch(key: string): Breaker {
    const breaker = this.breakers.get(key) ?? new Breaker();
    this.breakers.delete(key);
    this.breakers.set(key, breaker);
    if (this.breakers.size > MOST_REGIONS) this.forgetOldest();
    return breaker;
  }

  private forgetOldest(): void {
    const [key] = this.breakers.keys();
    if (key === undefined) return;
    this.breakers.delete(key);
    this.told.delete(key);
  }

  private tell(carrierId: string, region: string): void {
    const key = keyOf(carrierId, region);
    const breaker = this.breakers.get(key);
    if (breaker === undefined) return;
    const state = breaker.state(this.options.now());
    if (state === (this.told.get(key) ?? 'well')) return;
    if (state === 'well') this.told.delete(key);
    else this.told.set(key, state);
    const unwell = [...this.told.keys()].filter((other) => other.startsWith(keyOf(carrierId, ''))).length;
    this.options.onChange({ carrierId, region, state, cause: breaker.cause, unwell });
  }
}

const keyOf = (carrierId: string, region: string) => `${carrierId} ${region}`;

/** The narrow one first. */
function regionsOf({ country, numberPrefix }: Region): string[] {
  return numberPrefix === null ? [country ?? ''] : [numberPrefix, country ?? ''];
}
