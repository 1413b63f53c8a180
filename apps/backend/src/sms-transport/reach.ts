import type { BindView } from '@codewire/contracts';
import type { HeldBinds } from './bind-lease.store.js';
import type { Standing } from './explain-route.js';

/** How far each carrier is within reach of any node, as those that hold its binds last told. */
export function reachOf(held: readonly HeldBinds[]): (carrierId: string) => Standing['reach'] {
  const binds = held.flatMap(({ carrierId, state }) => state.map((bind) => ({ carrierId, bind })));
  return (carrierId) => {
    const up = binds.filter((one) => one.carrierId === carrierId && isUp(one.bind));
    if (up.length === 0) return 'not_bound';
    return up.some(({ bind }) => bind.waiting === 0) ? 'ready' : 'no_room';
  };
}

/** Whether messages may go out over it. */
function isUp({ direction, state }: BindView): boolean {
  return direction !== 'receiver' && (state === 'bound' || state === 'throttled');
}
