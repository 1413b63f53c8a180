import { coversRole, isBoundToApplications, reachOf, ROLES, type Role } from '@codewire/contracts';
import { ApplicationStore } from '../applications/application.store.js';
import type { Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { SignedIn } from '../platform/signed-in.js';
import { isSessionAlive } from './session.store.js';
import { findMember, hasOtherOwner, type Member } from './team.store.js';

// Call these inside `changeTeam`: what they have found holds until the transaction ends.

/** What someone with that role may bring into the team; nothing once he has none. */
export function rolesGivenBy(author: Role | null): readonly Role[] {
  if (author === null || reachOf(author, 'team.manage') === undefined) return [];
  return ROLES.filter((role) => coversRole(author, role));
}

/** Nobody hands out, changes or ends what may do more than he may. */
export function assertCovers(role: Role, wanted: Role): void {
  if (!coversRole(role, wanted)) throw new AppError('operator.role_too_high');
}

/**
 * Who was changed, removed or signed out while his request waited changes nothing any more: that ends his session,
 * so a live one also means that his role is still the one that he was let in with.
 */
export async function assertStillThere(tx: Tx, { sessionId }: SignedIn): Promise<void> {
  if (!(await isSessionAlive(tx, sessionId))) throw new AppError('auth.not_signed_in');
}

/** Whom a change is about: not oneself, and nobody who may do more. */
export async function findTarget(tx: Tx, asking: SignedIn, id: string): Promise<Member> {
  if (id === asking.operator.id) throw new AppError('operator.oneself');
  const target = await findMember(tx, id);
  if (target === undefined) throw new AppError('operator.not_found');
  assertCovers(asking.operator.role, target.role);
  return target;
}

/** Without an owner nobody could make one. */
export async function assertOwnerStays(tx: Tx, before: Member, after: Member | undefined): Promise<void> {
  const wasOwner = before.role === 'owner' && before.isActive;
  const isOwner = after?.role === 'owner' && after.isActive;
  if (wasOwner && !isOwner && !(await hasOtherOwner(tx, before.id))) throw new AppError('operator.last_owner');
}

/** The applications that go with a role: some that exist for one that is bound to them, none for the others. */
export async function applicationIdsFor(tx: Tx, role: Role, wanted: readonly string[]): Promise<string[]> {
  if (!isBoundToApplications(role)) return [];
  const field = 'application_ids';
  if (wanted.length === 0) throw new AppError('request.invalid', { field, errors: [{ field, reason: 'missing' }] });
  const known = new Set((await new ApplicationStore(tx).listApplications()).map(({ id }) => id));
  if (!wanted.every((id) => known.has(id))) throw new AppError('application.not_found', { field });
  return [...new Set(wanted)].sort();
}
