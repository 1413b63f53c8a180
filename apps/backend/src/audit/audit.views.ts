import type { AuditEntry } from '@codewire/contracts';
import type { LoggedEntry } from './audit.store.js';

/** What leaves the server of an entry: all of it, for secrets never came into it. */
export function toAuditEntry(entry: LoggedEntry): AuditEntry {
  return {
    seq: Number(entry.seq),
    at: entry.at.toISOString(),
    actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
    action: entry.action,
    target: { kind: entry.targetKind, id: entry.targetId, name: entry.targetName },
    application_id: entry.applicationId,
    before: entry.before,
    after: entry.after,
    address: entry.address,
    request_id: entry.requestId,
    mac: entry.mac.toString('hex'),
  };
}
