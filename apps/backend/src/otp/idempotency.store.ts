import type { Queryable, Statement, Tx } from '../database/sql.js';

export interface IdempotencyKey {
  readonly applicationId: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}

export type IdempotencyState<Reply> =
  | { readonly kind: 'new' }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'replay'; readonly verificationId: string; readonly reply: Reply };

// The lock lives as long as the transaction: whoever does not get it meets a request that is still in flight.
const TRY_LOCK: Statement = {
  name: 'idempotency_try_lock',
  text: `select pg_try_advisory_xact_lock(hashtextextended(i.application_id || '|' || i.key, 0)) as is_mine
    from unnest($1::text[], $2::text[]) with ordinality as i(application_id, key, n) order by i.n`,
};

const FIND: Statement = {
  name: 'idempotency_find',
  text: `select application_id, key, body_hash, verification_id, reply from idempotency
    where (application_id, key) in (select * from unnest($1::text[], $2::text[]))
      and created_at > statement_timestamp() - interval '24 hours'`,
};

const SAVE: Statement = {
  name: 'idempotency_save',
  text: `insert into idempotency (application_id, key, body_hash, verification_id, reply, created_at)
    select i.application_id, i.key, i.body_hash, i.verification_id, i.reply::json, statement_timestamp()
    from unnest($1::text[], $2::text[], $3::bytea[], $4::text[], $5::text[])
      as i(application_id, key, body_hash, verification_id, reply)
    on conflict (application_id, key) do update set body_hash = excluded.body_hash,
      verification_id = excluded.verification_id, reply = excluded.reply, created_at = excluded.created_at`,
};

interface Row<Reply> {
  application_id: string;
  key: string;
  body_hash: Buffer;
  verification_id: string;
  reply: Reply;
}

/** What a key was answered before; undefined for one that is new. Takes no lock. */
export async function findReply<Reply>(
  sql: Queryable,
  entry: IdempotencyKey,
): Promise<Extract<IdempotencyState<Reply>, { kind: 'mismatch' | 'replay' }> | undefined> {
  const [row] = await sql.rows<Row<Reply>>(FIND, [[entry.applicationId], [entry.key]]);
  return row && compare(row, entry);
}

/** What each key means now, in order. A `new` key is held by this transaction until it ends. */
export async function claimKeys<Reply>(tx: Tx, keys: readonly IdempotencyKey[]): Promise<IdempotencyState<Reply>[]> {
  const columns = [keys.map((entry) => entry.applicationId), keys.map((entry) => entry.key)];
  const locks = await tx.rows<{ is_mine: boolean }>(TRY_LOCK, columns);
  const found = new Map<string, Row<Reply>>();
  for (const row of await tx.rows<Row<Reply>>(FIND, columns)) found.set(`${row.application_id}|${row.key}`, row);
  return keys.map((entry, index) => {
    const row = found.get(`${entry.applicationId}|${entry.key}`);
    if (row !== undefined) return compare(row, entry);
    return { kind: locks[index]?.is_mine === true ? 'new' : 'in_flight' };
  });
}

function compare<Reply>(row: Row<Reply>, { bodyHash }: IdempotencyKey) {
  if (!row.body_hash.equals(bodyHash)) return { kind: 'mismatch' } as const;
  return { kind: 'replay', verificationId: row.verification_id, reply: row.reply } as const;
}

export async function saveReplies<Reply>(
  tx: Tx,
  entries: readonly (IdempotencyKey & { verificationId: string; reply: Reply })[],
): Promise<void> {
  await tx.count(SAVE, [
    entries.map((entry) => entry.applicationId),
    entries.map((entry) => entry.key),
    entries.map((entry) => entry.bodyHash),
    entries.map((entry) => entry.verificationId),
    entries.map((entry) => JSON.stringify(entry.reply)),
  ]);
}
