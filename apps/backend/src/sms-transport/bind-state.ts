import type { BindState, BindView } from '@codewire/contracts';

/** The most that a carrier's binds have come to stands for all of them. */
const BEST_FIRST: readonly BindState[] = ['bound', 'throttled', 'draining', 'binding', 'connecting', 'down', 'idle'];

export interface CarrierState {
  readonly state: BindState;
  readonly reason: string;
  readonly since: Date;
}

/** How a carrier fares, in one word. Without any bind: nobody may, or nobody does. */
export function stateOf(
  views: readonly BindView[],
  { isEnabled, since }: { readonly isEnabled: boolean; readonly since: Date },
): CarrierState {
  if (!isEnabled) return { state: 'idle', reason: 'not_enabled', since };
  const [best] = [...views].sort((one, other) => BEST_FIRST.indexOf(one.state) - BEST_FIRST.indexOf(other.state));
  if (best === undefined) return { state: 'idle', reason: 'not_held', since };
  return { state: best.state, reason: best.reason, since: new Date(best.since) };
}
