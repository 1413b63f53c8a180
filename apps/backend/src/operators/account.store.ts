import type { Role } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import { NEEDS_PASSKEY } from './setting.store.js';

/** An operator with what he can prove himself by. */
export interface Account {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly applicationIds: string[];
  readonly passwordHash: string | null;
  readonly totpSealed: Buffer | null;
  readonly passkeys: number;
  readonly recoveryCodesLeft: number;
  /** A second factor was there once. */
  readonly isEnrolled: boolean;
  /** The settings ask for a passkey: an app does not do where there is one. */
  readonly needsPasskey: boolean;
  readonly isActive: boolean;
}

const FIND: Statement = {
  name: 'account_find',
  text: `select o.id, o.email, o.name, o.role, o.application_ids as "applicationIds", o.password_hash as "passwordHash",
      o.totp_sealed as "totpSealed", o.enrolled_at is not null as "isEnrolled", o.deactivated_at is null as "isActive",
      ${NEEDS_PASSKEY} as "needsPasskey",
      (select count(*)::int from passkey p where p.operator_id = o.id) as passkeys,
      (select count(*)::int from recovery_code c where c.operator_id = o.id and c.used_at is null) as "recoveryCodesLeft"
    from operator o cross join setting t where o.id = $1 or o.email = $2`,
};

const LOCK: Statement = { name: 'account_lock', text: `select from operator where id = $1 for update` };

const RENAME: Statement = { name: 'account_rename', text: `update operator set name = $2 where id = $1` };

// Only over the one that was verified: a password that was set meanwhile stays.
const REHASH: Statement = {
  name: 'account_rehash',
  text: `update operator set password_hash = $3 where id = $1 and password_hash = $2`,
};

// RFC 6238 5.2: a step is accepted once. Of two requests with one code, one moves it.
const MOVE_TOTP_STEP: Statement = {
  name: 'account_move_totp_step',
  text: `update operator set totp_last_step = $2 where id = $1 and totp_last_step < $2 and totp_sealed is not null`,
};

const SET_TOTP: Statement = {
  name: 'account_set_totp',
  text: `update operator set totp_sealed = $2, totp_last_step = greatest(totp_last_step, $3) where id = $1`,
};

const ENROL: Statement = {
  name: 'account_enrol',
  text: `update operator set enrolled_at = coalesce(enrolled_at, statement_timestamp()) where id = $1`,
};

const USE_RECOVERY_CODE: Statement = {
  name: 'recovery_code_use',
  text: `update recovery_code set used_at = statement_timestamp()
    where operator_id = $1 and code_hash = $2 and used_at is null`,
};

const DROP_RECOVERY_CODES: Statement = {
  name: 'recovery_code_drop',
  text: `delete from recovery_code where operator_id = $1`,
};

const INSERT_RECOVERY_CODES: Statement = {
  name: 'recovery_code_insert',
  text: `insert into recovery_code (operator_id, code_hash) select $1, code_hash from unnest($2::bytea[]) as i(code_hash)`,
};

export async function findAccount(
  sql: Queryable,
  by: { id: string } | { email: string },
): Promise<Account | undefined> {
  const values = 'id' in by ? [by.id, null] : [null, by.email];
  return (await sql.rows<Account>(FIND, values))[0];
}

/** The account as it is and stays until the transaction ends; undefined when it is gone. Call it first. */
export async function lockAccount(tx: Tx, id: string): Promise<Account | undefined> {
  // Two statements: the second sees what whoever held the lock has done.
  const [, account] = await Promise.all([tx.rows(LOCK, [id]), findAccount(tx, { id })]);
  return account;
}

/** An app counts, unless the settings ask for a passkey and there is one. */
export function mayUseTotp({ totpSealed, needsPasskey, passkeys }: Account): boolean {
  return totpSealed !== null && !(needsPasskey && passkeys > 0);
}

export async function renameAccount(tx: Tx, id: string, name: string): Promise<void> {
  await tx.count(RENAME, [id, name]);
}

export async function rehashPassword(tx: Tx, id: string, { from, to }: { from: string; to: string }): Promise<void> {
  await tx.count(REHASH, [id, from, to]);
}

/** False when that step, or a later one, has been accepted before. */
export async function moveTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  return (await tx.count(MOVE_TOTP_STEP, [id, step])) === 1;
}

/** The step of the code that confirmed it counts as used. */
export async function setTotp(
  tx: Tx,
  id: string,
  { sealed, step }: { sealed: Buffer | null; step: number },
): Promise<void> {
  await tx.count(SET_TOTP, [id, sealed, step]);
}

/** From now on the account has a second factor. */
export async function enrol(tx: Tx, id: string): Promise<void> {
  await tx.count(ENROL, [id]);
}

/** False for a code that is not one, or was used. */
export async function useRecoveryCode(tx: Tx, id: string, codeHash: Buffer): Promise<boolean> {
  return (await tx.count(USE_RECOVERY_CODE, [id, codeHash])) === 1;
}

/** Those that were there before no longer work. */
export async function replaceRecoveryCodes(tx: Tx, id: string, codeHashes: readonly Buffer[]): Promise<void> {
  await Promise.all([tx.count(DROP_RECOVERY_CODES, [id]), tx.count(INSERT_RECOVERY_CODES, [id, codeHashes])]);
}
