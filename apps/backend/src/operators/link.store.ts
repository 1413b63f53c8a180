import type { LinkKind, Role } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { LinkEntity } from './link.entity.js';

/** How long a link can be used. */
const MINUTES: Readonly<Record<LinkKind, number>> = { invitation: 72 * 60, password: 15, access: 15 };

export type NewLink = Pick<
  LinkEntity,
  'id' | 'tokenHash' | 'kind' | 'email' | 'role' | 'applicationIds' | 'operatorId' | 'createdBy'
>;

/** A link that can be used, with what decides whether it may be. */
export interface OpenLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly email: string;
  /** What an invitation gives. */
  readonly role: Role | null;
  readonly applicationIds: string[];
  /** Whom a reset is for. */
  readonly operator: { readonly id: string; readonly name: string; readonly role: Role } | null;
  readonly createdBy: string;
  /** The role of the operator who made it as it is now; null when he is gone or inactive, or was none. */
  readonly authorRole: Role | null;
  readonly expiresAt: Date;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly applicationIds: readonly string[];
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const IS_OPEN = `l.ended_at is null and l.expires_at > statement_timestamp()`;

const INSERT: Statement = {
  name: 'link_insert',
  text: `insert into operator_link (id, token_hash, kind, email, role, application_ids, operator_id, created_by, expires_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, statement_timestamp() + make_interval(mins => $9))
    returning expires_at as "expiresAt"`,
};

// A reset of someone who is deactivated opens nothing.
const LINK = `l.id, l.kind, l.email, l.role, l.application_ids as "applicationIds", l.created_by as "createdBy",
  l.expires_at as "expiresAt",
  (select a.role from operator a where a.id = l.created_by and a.deactivated_at is null) as "authorRole",
  (select json_build_object('id', o.id, 'name', o.name, 'role', o.role) from operator o where o.id = l.operator_id) as operator`;
const IS_USABLE = `${IS_OPEN}
  and (l.operator_id is null or exists (select from operator o where o.id = l.operator_id and o.deactivated_at is null))`;

const FIND: Statement = {
  name: 'link_find',
  text: `select ${LINK} from operator_link l where l.token_hash = $1 and ${IS_USABLE}`,
};

const SPEND: Statement = {
  name: 'link_spend',
  text: `update operator_link l set ended_at = statement_timestamp()
    where l.token_hash = $1 and ${IS_USABLE} returning ${LINK}`,
};

const IS_INVITED: Statement = {
  name: 'link_is_invited',
  text: `select from operator_link l where l.email = $1 and l.kind = 'invitation' and ${IS_OPEN} limit 1`,
};

const INVITATION = `l.id, l.email, l.role, l.application_ids as "applicationIds", l.created_at as "createdAt",
  l.expires_at as "expiresAt",
  coalesce((select a.name from operator a where a.id = l.created_by), l.created_by) as "invitedBy"`;

const LIST_INVITATIONS: Statement = {
  name: 'link_list_invitations',
  text: `select ${INVITATION} from operator_link l where l.kind = 'invitation' and ${IS_OPEN}
    order by l.created_at, l.id`,
};

const FIND_INVITATION: Statement = {
  name: 'link_find_invitation',
  text: `select ${INVITATION} from operator_link l where l.id = $1 and l.kind = 'invitation' and ${IS_OPEN}`,
};

const END: Statement = {
  name: 'link_end',
  text: `update operator_link set ended_at = statement_timestamp() where id = $1 and ended_at is null`,
};

const END_RESETS: Statement = {
  name: 'link_end_resets',
  text: `update operator_link set ended_at = statement_timestamp() where operator_id = $1 and ended_at is null`,
};

const END_BEYOND: Statement = {
  name: 'link_end_beyond',
  text: `update operator_link l set ended_at = statement_timestamp()
    where l.created_by = $1 and l.ended_at is null
      and coalesce(l.role, (select o.role from operator o where o.id = l.operator_id)) <> all ($2)`,
};

/** Returns until when it can be used. */
export async function insertLink(tx: Tx, link: NewLink): Promise<Date> {
  const { id, tokenHash, kind, email, role, applicationIds, operatorId, createdBy } = link;
  const values = [id, tokenHash, kind, email, role, applicationIds, operatorId, createdBy, MINUTES[kind]];
  const [made] = await tx.rows<{ expiresAt: Date }>(INSERT, values);
  if (made === undefined) throw new Error('a link was not made');
  return made.expiresAt;
}

export async function findOpenLink(sql: Queryable, tokenHash: Buffer): Promise<OpenLink | undefined> {
  return (await sql.rows<OpenLink>(FIND, [tokenHash]))[0];
}

/** Uses a link: of many that try at once, one gets it. */
export async function spendLink(tx: Tx, tokenHash: Buffer): Promise<OpenLink | undefined> {
  return (await tx.rows<OpenLink>(SPEND, [tokenHash]))[0];
}

export async function isInvited(tx: Tx, email: string): Promise<boolean> {
  return (await tx.rows(IS_INVITED, [email])).length > 0;
}

export function listInvitations(sql: Queryable): Promise<Invitation[]> {
  return sql.rows<Invitation>(LIST_INVITATIONS);
}

export async function findInvitation(tx: Tx, id: string): Promise<Invitation | undefined> {
  return (await tx.rows<Invitation>(FIND_INVITATION, [id]))[0];
}

export async function endLink(tx: Tx, id: string): Promise<void> {
  await tx.count(END, [id]);
}

/** Only the newest link to someone works. */
export async function endResets(tx: Tx, operatorId: string): Promise<void> {
  await tx.count(END_RESETS, [operatorId]);
}

/** Ends what someone made that gives more than these roles; returns how many links that were. */
export function endLinksBeyond(tx: Tx, createdBy: string, roles: readonly Role[]): Promise<number> {
  return tx.count(END_BEYOND, [createdBy, roles]);
}
