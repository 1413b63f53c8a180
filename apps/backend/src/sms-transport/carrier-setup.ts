import type { CarrierStatus } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import { CODE_OVER_MS } from '../platform/code-life.js';
import { messageIdAt } from '../platform/ids.js';
import type { Carrier } from './carrier.store.js';

/** The way back from a new password stays open for so long. */
export const PASSWORD_KEPT_HOURS = 24;

// Whoever gives a name waits for the others who do: two at once would both find it free.
const LOCK_NAMES: Statement = {
  name: 'carrier_lock_names',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire carrier names', 0))`,
};

const FIND_NAME: Statement = {
  name: 'carrier_find_name',
  text: `select 1 from carrier where name = $1 and id is distinct from $2 limit 1`,
};

// Every node is told with the commit, here and below.
const CHANGE: Statement = {
  name: 'carrier_change',
  text: `with changed as (
      update carrier set name = $3, host = $4, port = $5, system_id = $6, system_type = $7, binds = $8, window_size = $9,
        tps = $10, settings = $11, tls_key_sealed = $12, version = version + 1
      where id = $1 and version = $2 returning id
    ) select pg_notify('codewire_carriers', id) from changed`,
};

const SET_STATUS: Statement = {
  name: 'carrier_set_status',
  text: `with changed as (update carrier set status = $2 where id = $1 and status <> $2 returning id)
    select pg_notify('codewire_carriers', id) from changed`,
};

const SWAP_PASSWORD: Statement = {
  name: 'carrier_swap_password',
  text: `with changed as (
      update carrier set password_before_sealed = password_sealed, password_sealed = $3,
        password_changed_at = statement_timestamp(), version = version + 1
      where id = $1 and version = $2 returning id
    ) select pg_notify('codewire_carriers', id) from changed`,
};

const RESTORE_PASSWORD: Statement = {
  name: 'carrier_restore_password',
  text: `with changed as (
      update carrier set password_before_sealed = password_sealed, password_sealed = password_before_sealed,
        password_changed_at = statement_timestamp(), version = version + 1
      where id = $1 and password_before_sealed is not null
        and password_changed_at > statement_timestamp() - interval '${PASSWORD_KEPT_HOURS} hours'
      returning id
    ) select pg_notify('codewire_carriers', id) from changed`,
};

// No route may come to name it meanwhile: those who change routes ask for the same lock.
const LOCK_ROUTES: Statement = { name: 'carrier_lock_routes', text: `lock table route in exclusive mode` };

// By small tables and small indexes: while this is looked at, nobody can change routes. Of `carrier c`.
const IS_WANTED = `(exists (select from route r where c.id = any (r.carrier_ids))
        or exists (select from message m where m.due_at is not null
          and (m.carrier_id = c.id or c.id = any (string_to_array(m.next_carriers, ' ')))))`;

// A message is open while it may be sent, is being sent, or its code lives and a receipt may come. What waits or is being
// sent has an index of its own; the others are found by their ids, which sort by time, and there may be many.
const IS_IN_USE: Statement = {
  name: 'carrier_is_in_use',
  text: `select from carrier c where c.id = $1 and (${IS_WANTED}
        or exists (select from message m where m.id >= $2 and m.carrier_id = c.id
          and m.state in ('submitting', 'submitted') and m.expires_at > statement_timestamp())
        or exists (select from attempt a where a.message_id >= $2 and a.carrier_id = c.id and a.outcome = 'open'))`,
};

const DELETE: Statement = {
  name: 'carrier_delete',
  text: `with deleted as (delete from carrier c where c.id = $1 and not ${IS_WANTED} returning c.id)
    select pg_notify('codewire_carriers', id) from deleted`,
};

const FORGET_PASSWORDS: Statement = {
  name: 'carrier_forget_passwords',
  text: `with old as materialized (
      select id from carrier where password_before_sealed is not null
        and password_changed_at <= statement_timestamp() - interval '${PASSWORD_KEPT_HOURS} hours'
      limit $1 for update skip locked
    )
    update carrier c set password_before_sealed = null from old where c.id = old.id`,
};

/** Whether a carrier other than `exceptId` has this name; nobody else takes it until this transaction ends. */
export async function isNameTaken(tx: Tx, name: string, exceptId: string | null): Promise<boolean> {
  const [, found] = await Promise.all([tx.rows(LOCK_NAMES), tx.rows(FIND_NAME, [name, exceptId])]);
  return found.length > 0;
}

/** Writes all that an operator sets, in place of the version that the carrier has; false when it has another by now. */
export async function changeCarrier(tx: Tx, carrier: Carrier): Promise<boolean> {
  const told = await tx.rows(CHANGE, [
    carrier.id,
    carrier.version,
    carrier.name,
    carrier.host,
    carrier.port,
    carrier.systemId,
    carrier.systemType,
    carrier.binds,
    carrier.windowSize,
    carrier.tps,
    JSON.stringify(carrier.settings),
    carrier.tlsKeySealed,
  ]);
  return told.length === 1;
}

/** False when it has that status already. */
export async function setCarrierStatus(sql: Queryable, id: string, status: CarrierStatus): Promise<boolean> {
  return (await sql.rows(SET_STATUS, [id, status])).length === 1;
}

/** Takes the password in place of the one before, which is kept for the way back. False for another version. */
export async function swapPassword(
  sql: Queryable,
  { id, version }: Pick<Carrier, 'id' | 'version'>,
  sealed: Buffer,
): Promise<boolean> {
  return (await sql.rows(SWAP_PASSWORD, [id, version, sealed])).length === 1;
}

/** The two passwords change places. False when the one before is not kept any more. */
export async function restorePassword(sql: Queryable, id: string): Promise<boolean> {
  return (await sql.rows(RESTORE_PASSWORD, [id])).length === 1;
}

/**
 * False, and nothing is deleted, while a route names the carrier or a message is open with it. Its prices and its
 * senders go with it; messages and receipts stay.
 */
export async function deleteCarrier(tx: Tx, id: string, nowMs: number): Promise<boolean> {
  if ((await tx.rows(IS_IN_USE, [id, messageIdAt(nowMs - CODE_OVER_MS)])).length > 0) return false;
  await tx.rows(LOCK_ROUTES);
  return (await tx.rows(DELETE, [id])).length === 1;
}

/** Forgets up to `limit` passwords that nobody can go back to. Safe in parallel. */
export function forgetPasswords(tx: Tx, limit: number): Promise<number> {
  return tx.count(FORGET_PASSWORDS, [limit]);
}
