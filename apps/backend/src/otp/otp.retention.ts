import type { Statement, Tx } from '../database/sql.js';

// Their indexes on time are small summaries (BRIN), which the planner passes over for any statement with a limit.
const USE_INDEX: Statement = { name: 'retention_use_index', text: 'set local enable_seqscan = off' };

const DELETE_VERIFICATIONS: Statement = {
  name: 'verification_delete_old',
  text: `with old as materialized (
      select id from verification where created_at < $1 limit $2 for update skip locked
    )
    delete from verification v using old where v.id = old.id`,
};

const DELETE_IDEMPOTENCY: Statement = {
  name: 'idempotency_delete_old',
  text: `with old as materialized (
      select application_id, key from idempotency
      where created_at < statement_timestamp() - make_interval(hours => $1) limit $2 for update skip locked
    )
    delete from idempotency i using old where i.application_id = old.application_id and i.key = old.key`,
};

const DELETE_RECIPIENTS: Statement = {
  name: 'recipient_delete_old',
  text: `with old as materialized (
      select r.application_id, r.number_hash from recipient r
      where r.touched_at < statement_timestamp() - make_interval(hours => $1)
        and not exists (select 1 from verification v where v.id = r.current_verification_id
          and v.status = 'pending' and v.expires_at > statement_timestamp())
      limit $2 for update of r skip locked
    )
    delete from recipient r using old where r.application_id = old.application_id and r.number_hash = old.number_hash`,
};

/** Deletes up to `limit` verifications made before that time. Safe in parallel: rows held elsewhere are skipped. */
export async function deleteVerifications(tx: Tx, before: Date, limit: number): Promise<number> {
  await tx.rows(USE_INDEX);
  return tx.count(DELETE_VERIFICATIONS, [before, limit]);
}

/** Deletes up to `limit` idempotency keys older than so many hours. Safe in parallel. */
export async function deleteIdempotencyKeys(tx: Tx, hours: number, limit: number): Promise<number> {
  await tx.rows(USE_INDEX);
  return tx.count(DELETE_IDEMPOTENCY, [hours, limit]);
}

/**
 * Forgets up to `limit` numbers that nothing was sent to and nothing checked for in so many hours, when no limit looks
 * back that far. One with a running verification stays. Safe in parallel.
 */
export async function deleteRecipients(tx: Tx, hours: number, limit: number): Promise<number> {
  await tx.rows(USE_INDEX);
  return tx.count(DELETE_RECIPIENTS, [hours, limit]);
}
