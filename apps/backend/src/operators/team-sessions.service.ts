import type { SessionList } from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { endSession, SessionStore } from './session.store.js';
import { viewSession } from './session-view.js';
import { changeTeam } from './team-lock.js';
import { endEverything } from './team-reset.js';
import { assertCovers, assertStillThere } from './team-rules.js';
import type { Asking } from './team.service.js';
import { findMember, type Member } from './team.store.js';

/** Where the people of the team are signed in, seen and ended by those who manage it. */
export class TeamSessions {
  constructor(private readonly use: { readonly sql: Sql; readonly auditLog: AuditLog }) {}

  async list({ signedIn }: Asking, operatorId: string): Promise<SessionList> {
    const { sql } = this.use;
    const [, sessions] = await Promise.all([memberOf(sql, operatorId), new SessionStore(sql).list(operatorId)]);
    return { data: sessions.map((session) => viewSession(session, signedIn.sessionId)) };
  }

  endOne(asking: Asking, operatorId: string, sessionId: string): Promise<void> {
    return this.end(asking, operatorId, async (tx) => {
      if (!(await endSession(tx, sessionId, operatorId))) throw new AppError('session.not_found');
      return { session: sessionId };
    });
  }

  endAll(asking: Asking, operatorId: string): Promise<void> {
    return this.end(asking, operatorId, (tx) => endEverything(tx, operatorId));
  }

  private end(
    { signedIn, author }: Asking,
    operatorId: string,
    work: (tx: Tx) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    return changeTeam(this.use.sql, async (tx) => {
      const { email, role } = await memberOf(tx, operatorId);
      await assertStillThere(tx, signedIn);
      assertCovers(signedIn.operator.role, role);
      await this.use.auditLog.append(tx, author, {
        action: 'operator.sessions_ended',
        target: { kind: 'operator', id: operatorId, name: email },
        after: await work(tx),
      });
    });
  }
}

async function memberOf(sql: Sql | Tx, operatorId: string): Promise<Member> {
  const member = await findMember(sql, operatorId);
  if (member === undefined) throw new AppError('operator.not_found');
  return member;
}
