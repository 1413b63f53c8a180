import type { Role } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import { ALIVE } from './session.store.js';

export interface NewOperator {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly applicationIds: readonly string[];
  readonly passwordHash: string;
}

/** Someone of the team, as changes look at him. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly applicationIds: readonly string[];
  readonly isActive: boolean;
  /** Has, or had, a second factor. */
  readonly isEnrolled: boolean;
}

/** Someone of the team, as the list shows him. */
export interface MemberRow extends Member {
  readonly hasTotp: boolean;
  readonly passkeys: number;
  readonly sessions: number;
  readonly lastSeenAt: Date | null;
  readonly createdAt: Date;
}

const MEMBER = `o.id, o.email, o.name, o.role, o.application_ids as "applicationIds",
  o.deactivated_at is null as "isActive", o.enrolled_at is not null as "isEnrolled"`;

const LIST: Statement = {
  name: 'team_list',
  text: `select ${MEMBER}, o.totp_sealed is not null as "hasTotp", o.last_seen_at as "lastSeenAt", o.created_at as "createdAt",
      (select count(*)::int from passkey p where p.operator_id = o.id) as passkeys,
      (select count(*)::int from session s where s.operator_id = o.id and ${ALIVE}) as sessions
    from operator o where $1::text is null or o.id = $1 order by o.created_at, o.id`,
};

const FIND: Statement = {
  name: 'team_find',
  text: `select ${MEMBER} from operator o where o.id = $1 or o.email = $2`,
};

const HAS_OTHER_OWNER: Statement = {
  name: 'team_has_other_owner',
  text: `select from operator
    where role = 'owner' and id <> $1 and enrolled_at is not null and deactivated_at is null limit 1`,
};

const INSERT: Statement = {
  name: 'team_insert',
  text: `insert into operator (id, email, name, role, application_ids, password_hash) values ($1, $2, $3, $4, $5, $6)
    on conflict do nothing`,
};

const CHANGE: Statement = {
  name: 'team_change',
  text: `update operator set role = $2, application_ids = $3,
      deactivated_at = case when $4 then null else coalesce(deactivated_at, statement_timestamp()) end
    where id = $1`,
};

const REMOVE: Statement = {
  name: 'team_remove',
  text: `delete from operator where id = $1`,
};

const SET_PASSWORD: Statement = {
  name: 'team_set_password',
  text: `update operator set password_hash = $2 where id = $1`,
};

const FORGET_FACTORS: Statement = {
  name: 'team_forget_factors',
  text: `with passkeys as (delete from passkey where operator_id = $1),
      codes as (delete from recovery_code where operator_id = $1)
    update operator set totp_sealed = null, enrolled_at = null where id = $1`,
};

// What was proven so far was proven by what no longer counts.
const FORGET_STEPS: Statement = {
  name: 'team_forget_steps',
  text: `delete from sign_in_step where operator_id = $1`,
};

/** Everyone, or the one with that id. */
export function listMembers(sql: Queryable, id: string | null = null): Promise<MemberRow[]> {
  return sql.rows<MemberRow>(LIST, [id]);
}

export async function findMember(sql: Queryable, id: string): Promise<Member | undefined> {
  return (await sql.rows<Member>(FIND, [id, null]))[0];
}

export async function findMemberByEmail(sql: Queryable, email: string): Promise<Member | undefined> {
  return (await sql.rows<Member>(FIND, [null, email]))[0];
}

/** Whether there is an owner beside this one who can sign in. */
export async function hasOtherOwner(tx: Tx, id: string): Promise<boolean> {
  return (await tx.rows(HAS_OTHER_OWNER, [id])).length > 0;
}

/** Someone without a second factor yet. False when the address is taken. */
export async function insertOperator(tx: Tx, operator: NewOperator): Promise<boolean> {
  const { id, email, name, role, applicationIds, passwordHash } = operator;
  return (await tx.count(INSERT, [id, email, name, role, applicationIds, passwordHash])) === 1;
}

export async function changeMember(tx: Tx, member: Member): Promise<void> {
  await tx.count(CHANGE, [member.id, member.role, member.applicationIds, member.isActive]);
}

/** With all that is his: sessions, passkeys, recovery codes, links to him. */
export async function removeMember(tx: Tx, id: string): Promise<void> {
  await tx.count(REMOVE, [id]);
}

export async function setPassword(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.count(SET_PASSWORD, [id, passwordHash]);
}

/** Nothing but a password is left: a second factor has to be added anew. */
export async function forgetFactors(tx: Tx, id: string): Promise<void> {
  await tx.count(FORGET_FACTORS, [id]);
}

/** Sign-ins that are under way have to begin again. */
export async function forgetSteps(tx: Tx, id: string): Promise<void> {
  await tx.count(FORGET_STEPS, [id]);
}
