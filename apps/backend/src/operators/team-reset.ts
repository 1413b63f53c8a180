import type { OneTimeLink } from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import type { Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { endResets } from './link.store.js';
import { makeLink } from './one-time-link.js';
import { endSessions } from './session.store.js';
import { forgetSteps, type Member } from './team.store.js';

export interface ResetIssue {
  readonly auditLog: AuditLog;
  readonly consoleOrigin: string;
  readonly author: Author;
  readonly kind: 'password' | 'access';
}

/**
 * A way back in for someone of the team; links to him that were made before end. `access` is for lost or stolen devices,
 * so it ends what is open at once; what he proves himself by is forgotten only when the link is used.
 */
export async function issueReset(
  tx: Tx,
  { id, email }: Member,
  { auditLog, consoleOrigin, author, kind }: ResetIssue,
): Promise<OneTimeLink> {
  await endResets(tx, id);
  const purpose = { kind, email, role: null, applicationIds: [], operatorId: id };
  const { link } = await makeLink(tx, { consoleOrigin, author }, purpose);
  const ended = kind === 'access' ? await endEverything(tx, id) : {};
  await auditLog.append(tx, author, {
    action: 'operator.reset_issued',
    target: { kind: 'operator', id, name: email },
    after: { kind, expires_at: link.expires_at, ...ended },
  });
  return link;
}

/** Sessions, and sign-ins that are under way. */
export async function endEverything(tx: Tx, id: string): Promise<{ sessions_ended: number }> {
  const [ended] = await Promise.all([endSessions(tx, id), forgetSteps(tx, id)]);
  return { sessions_ended: ended };
}
