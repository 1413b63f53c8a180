import type {
  Invite,
  OneTimeLink,
  OperatorChange,
  OperatorRow,
  ResetRequest,
  Team as TeamView,
} from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import type { SignedIn } from '../platform/signed-in.js';
import { endLink, endLinksBeyond, findInvitation, isInvited } from './link.store.js';
import { makeLink } from './one-time-link.js';
import { changeTeam } from './team-lock.js';
import { endEverything, issueReset } from './team-reset.js';
import {
  applicationIdsFor,
  assertCovers,
  assertOwnerStays,
  assertStillThere,
  findTarget,
  rolesGivenBy,
} from './team-rules.js';
import { changeMember, findMemberByEmail, listMembers, removeMember, type Member } from './team.store.js';
import { readTeam, viewMember } from './team-view.js';

export interface TeamOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly consoleOrigin: string;
}

/** Who asks for a change, and as what it is written down. */
export interface Asking {
  readonly signedIn: SignedIn;
  readonly author: Author;
}

/** Who is in the team and as what. Every change looks at the rows under the team's lock, so that no two undo a rule together. */
export class Team {
  constructor(private readonly use: TeamOptions) {}

  read(): Promise<TeamView> {
    return readTeam(this.use.sql);
  }

  invite({ signedIn, author }: Asking, { email, role, application_ids: wanted }: Invite): Promise<OneTimeLink> {
    assertCovers(signedIn.operator.role, role);
    return changeTeam(this.use.sql, async (tx) => {
      await assertStillThere(tx, signedIn);
      const applicationIds = await applicationIdsFor(tx, role, wanted);
      const isKnown = (await findMemberByEmail(tx, email)) !== undefined;
      if (isKnown || (await isInvited(tx, email))) throw new AppError('operator.email_taken', { field: 'email' });
      const purpose = { kind: 'invitation', email, role, applicationIds, operatorId: null } as const;
      const { id, link } = await makeLink(tx, { consoleOrigin: this.use.consoleOrigin, author }, purpose);
      await this.use.auditLog.append(tx, author, {
        action: 'operator.invited',
        target: { kind: 'invitation', id, name: email },
        after: { email, role, application_ids: applicationIds, expires_at: link.expires_at },
      });
      return link;
    });
  }

  withdraw({ signedIn, author }: Asking, id: string): Promise<void> {
    return changeTeam(this.use.sql, async (tx) => {
      const invitation = await findInvitation(tx, id);
      if (invitation === undefined) throw new AppError('invitation.not_found');
      await assertStillThere(tx, signedIn);
      assertCovers(signedIn.operator.role, invitation.role);
      await endLink(tx, id);
      const { email, role, applicationIds } = invitation;
      await this.use.auditLog.append(tx, author, {
        action: 'invitation.withdrawn',
        target: { kind: 'invitation', id, name: email },
        before: { email, role, application_ids: applicationIds },
      });
    });
  }

  /** Whatever it changes, all sessions of that operator end, and what he has invited beyond his new role is withdrawn. */
  change({ signedIn, author }: Asking, id: string, wanted: OperatorChange): Promise<OperatorRow> {
    return changeTeam(this.use.sql, async (tx) => {
      const before = await findTarget(tx, signedIn, id);
      const after = { ...before, role: wanted.role ?? before.role, isActive: wanted.is_active ?? before.isActive };
      assertCovers(signedIn.operator.role, after.role);
      // Asked before: the second of two owners who end each other at once hears that he is the last one now.
      await assertOwnerStays(tx, before, after);
      await assertStillThere(tx, signedIn);
      const applicationIds = await applicationIdsFor(tx, after.role, wanted.application_ids ?? before.applicationIds);
      await this.save(tx, author, before, { ...after, applicationIds });
      const [row] = await listMembers(tx, id);
      if (row === undefined) throw new AppError('operator.not_found');
      return viewMember(row);
    });
  }

  remove({ signedIn, author }: Asking, id: string): Promise<void> {
    return changeTeam(this.use.sql, async (tx) => {
      const target = await findTarget(tx, signedIn, id);
      await assertOwnerStays(tx, target, undefined);
      await assertStillThere(tx, signedIn);
      const ended = await endLinksBeyond(tx, id, []);
      await removeMember(tx, id);
      await this.use.auditLog.append(tx, author, {
        action: 'operator.removed',
        target: { kind: 'operator', id, name: target.email },
        before: { email: target.email, name: target.name, ...factsOf(target) },
        after: { links_ended: ended },
      });
    });
  }

  reset({ signedIn, author }: Asking, id: string, { kind }: ResetRequest): Promise<OneTimeLink> {
    return changeTeam(this.use.sql, async (tx) => {
      const target = await findTarget(tx, signedIn, id);
      await assertStillThere(tx, signedIn);
      if (!target.isActive) throw new AppError('operator.deactivated');
      const { auditLog, consoleOrigin } = this.use;
      return issueReset(tx, target, { auditLog, consoleOrigin, author, kind });
    });
  }

  private async save(tx: Tx, author: Author, before: Member, after: Member): Promise<void> {
    const [was, is] = [factsOf(before), factsOf(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return;
    await changeMember(tx, after);
    const ended = await endEverything(tx, after.id);
    const links = await endLinksBeyond(tx, after.id, rolesGivenBy(after.isActive ? after.role : null));
    await this.use.auditLog.append(tx, author, {
      action: 'operator.changed',
      target: { kind: 'operator', id: after.id, name: after.email },
      before: was,
      after: { ...is, ...ended, links_ended: links },
    });
  }
}

function factsOf({ role, applicationIds, isActive }: Member) {
  return { role, application_ids: applicationIds, is_active: isActive };
}
