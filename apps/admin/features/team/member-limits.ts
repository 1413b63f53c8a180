import { coversRole, type OperatorRow, type Role } from '@codewire/contracts';

/** Why someone of the team cannot be changed by whoever looks. */
export type Hindrance = 'oneself' | 'role_too_high';

interface Looking {
  readonly id: string;
  readonly role: Role;
}

/** Why nothing about a member can be changed, so that the page says so in place of controls; undefined when it can. */
export function hindranceOf(looking: Looking, member: Pick<OperatorRow, 'id' | 'role'>): Hindrance | undefined {
  if (member.id === looking.id) return 'oneself';
  return coversRole(looking.role, member.role) ? undefined : 'role_too_high';
}

type Member = Pick<OperatorRow, 'id' | 'role' | 'state'>;

/** Whether nobody else could make an owner when this one went. One who has not set up a second factor yet does not count. */
export function isLastOwner(member: Member, team: readonly Member[]): boolean {
  if (member.role !== 'owner' || member.state === 'deactivated') return false;
  return !team.some(({ id, role, state }) => id !== member.id && role === 'owner' && state === 'active');
}
