import type { InvitationRow, OperatorRow, OperatorState, Team } from '@codewire/contracts';
import type { Queryable } from '../database/sql.js';
import { listInvitations, type Invitation } from './link.store.js';
import { listMembers, type Member, type MemberRow } from './team.store.js';

/** The team as its list shows it. */
export async function readTeam(sql: Queryable): Promise<Team> {
  const [members, invitations] = await Promise.all([listMembers(sql), listInvitations(sql)]);
  return { operators: members.map(viewMember), invitations: invitations.map(viewInvitation) };
}

export function viewMember(member: MemberRow): OperatorRow {
  return {
    id: member.id,
    email: member.email,
    name: member.name,
    role: member.role,
    application_ids: [...member.applicationIds],
    state: stateOf(member),
    has_totp: member.hasTotp,
    passkeys: member.passkeys,
    sessions: member.sessions,
    last_seen_at: member.lastSeenAt?.toISOString() ?? null,
    created_at: member.createdAt.toISOString(),
  };
}

export function stateOf({ isActive, isEnrolled }: Member): OperatorState {
  if (!isActive) return 'deactivated';
  return isEnrolled ? 'active' : 'enrolling';
}

function viewInvitation(invitation: Invitation): InvitationRow {
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    application_ids: [...invitation.applicationIds],
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
  };
}
