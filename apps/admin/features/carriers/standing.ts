import type { BindState, BindView, CarrierView } from '@codewire/contracts';

/** Worst first: what an operator should read before anything else. */
const WORST_FIRST: readonly BindState[] = ['down', 'connecting', 'binding', 'draining', 'throttled', 'idle', 'bound'];

export interface Standing {
  readonly up: number;
  /** Segments in the last second. */
  readonly tps: number;
  /** What is allowed now; null: no limit. */
  readonly tpsLimit: number | null;
  readonly windowUsed: number;
  readonly window: number;
  /** The slowest of those that have been asked for a sign of life. */
  readonly roundTripMs: number | null;
}

type Carrier = Pick<CarrierView, 'bind_states' | 'tps' | 'window_size'>;

/** How all sessions of a carrier fare together. One that only receives has no part in speed and windows. */
export function standingOf({ bind_states: binds, tps, window_size: size }: Carrier): Standing {
  const senders = binds.filter(({ direction }) => direction !== 'receiver');
  const limits = senders.map(({ tps_limit: limit }) => limit);
  const roundTrips = binds.flatMap(({ rtt_ms: rtt }) => (rtt === null ? [] : [rtt]));
  return {
    up: binds.filter(isUp).length,
    tps: sum(senders.map((bind) => bind.tps)),
    tpsLimit: limits.length === 0 || limits.includes(null) ? tps : sum(limits.map((limit) => limit ?? 0)),
    windowUsed: sum(senders.map(({ window_used: used }) => used)),
    window: size * senders.length,
    roundTripMs: roundTrips.length === 0 ? null : Math.max(...roundTrips),
  };
}

function isUp({ state }: Pick<BindView, 'state'>): boolean {
  return state === 'bound' || state === 'throttled';
}

/** By how much they need somebody, then by their number. */
export function worstFirst(binds: readonly BindView[]): BindView[] {
  return [...binds].sort(
    (one, other) => WORST_FIRST.indexOf(one.state) - WORST_FIRST.indexOf(other.state) || one.slot - other.slot,
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
