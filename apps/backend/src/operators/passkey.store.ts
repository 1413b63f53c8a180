import type { Queryable, Statement, Tx } from '../database/sql.js';
import type { PasskeyEntity } from './passkey.entity.js';

export type PasskeyRow = Pick<
  PasskeyEntity,
  'id' | 'credentialId' | 'transports' | 'name' | 'createdAt' | 'lastUsedAt'
>;
export type KnownPasskey = Pick<PasskeyEntity, 'id' | 'operatorId' | 'credentialId' | 'publicKey'> & {
  counter: number;
};
export type NewPasskey = Omit<PasskeyEntity, 'createdAt' | 'lastUsedAt' | 'counter'> & { counter: number };

const LIST: Statement = {
  name: 'passkey_list',
  text: `select id, credential_id as "credentialId", transports, name, created_at as "createdAt", last_used_at as "lastUsedAt"
    from passkey where operator_id = $1 order by created_at, id`,
};

const FIND: Statement = {
  name: 'passkey_find',
  text: `select id, operator_id as "operatorId", credential_id as "credentialId", public_key as "publicKey", counter::float8 as counter
    from passkey where credential_id = $1`,
};

const INSERT: Statement = {
  name: 'passkey_insert',
  text: `insert into passkey (id, operator_id, credential_id, public_key, counter, transports, name)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
};

// WebAuthn 7.2: a counter that does not grow tells of a copy. Authenticators without one always say 0.
const USE: Statement = {
  name: 'passkey_use',
  text: `update passkey set counter = $2, last_used_at = statement_timestamp()
    where id = $1 and (counter < $2 or (counter = 0 and $2 = 0))`,
};

const DELETE: Statement = {
  name: 'passkey_delete',
  text: `delete from passkey where id = $1 and operator_id = $2 returning name`,
};

export function listPasskeys(sql: Queryable, operatorId: string): Promise<PasskeyRow[]> {
  return sql.rows<PasskeyRow>(LIST, [operatorId]);
}

export async function findPasskey(sql: Queryable, credentialId: Buffer): Promise<KnownPasskey | undefined> {
  return (await sql.rows<KnownPasskey>(FIND, [credentialId]))[0];
}

/** False when that passkey is known already. */
export async function insertPasskey(tx: Tx, passkey: NewPasskey): Promise<boolean> {
  const { id, operatorId, credentialId, publicKey, counter, transports, name } = passkey;
  return (await tx.count(INSERT, [id, operatorId, credentialId, publicKey, counter, transports, name])) === 1;
}

/** Notes its use. False when it is gone, or its counter has been seen before. */
export async function usePasskey(tx: Tx, id: string, counter: number): Promise<boolean> {
  return (await tx.count(USE, [id, counter])) === 1;
}

/** Its name; undefined when that operator has no such passkey. */
export async function deletePasskey(tx: Tx, id: string, operatorId: string): Promise<string | undefined> {
  return (await tx.rows<{ name: string }>(DELETE, [id, operatorId]))[0]?.name;
}
