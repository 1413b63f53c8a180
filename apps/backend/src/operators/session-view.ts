import type { OwnSession } from '@codewire/contracts';
import type { SessionRow } from './session.store.js';

/** A session as a person is shown it. */
export function viewSession(session: SessionRow, currentId: string): OwnSession {
  return {
    id: session.id,
    is_current: session.id === currentId,
    device: session.device,
    address: session.address,
    method: session.method,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
  };
}
