import type { Statement, Tx } from '../database/sql.js';

const DELETE_SESSIONS: Statement = {
  name: 'session_delete_over',
  text: `with old as materialized (
      select id from session where expires_at < statement_timestamp() limit $1 for update skip locked
    )
    delete from session s using old where s.id = old.id`,
};

const DELETE_STEPS: Statement = {
  name: 'sign_in_step_delete_over',
  text: `with old as materialized (
      select ticket_hash from sign_in_step where expires_at < statement_timestamp() limit $1 for update skip locked
    )
    delete from sign_in_step s using old where s.ticket_hash = old.ticket_hash`,
};

// A wait always ends before its window does.
const DELETE_ATTEMPTS: Statement = {
  name: 'attempt_throttle_delete_over',
  text: `with old as materialized (
      select key_hash from attempt_throttle where window_ends_at < statement_timestamp() limit $1 for update skip locked
    )
    delete from attempt_throttle t using old where t.key_hash = old.key_hash`,
};

// They hold addresses of people who perhaps never came; what was done with them is in the audit.
const DELETE_LINKS: Statement = {
  name: 'link_delete_over',
  text: `with old as materialized (
      select id from operator_link where expires_at < statement_timestamp() limit $1 for update skip locked
    )
    delete from operator_link l using old where l.id = old.id`,
};

/** Deletes up to `limit` sessions that are over. Safe in parallel: rows held elsewhere are skipped. */
export function deleteSessions(tx: Tx, limit: number): Promise<number> {
  return tx.count(DELETE_SESSIONS, [limit]);
}

/** Deletes up to `limit` sign-ins that were not completed in time. Safe in parallel. */
export function deleteSignInSteps(tx: Tx, limit: number): Promise<number> {
  return tx.count(DELETE_STEPS, [limit]);
}

/** Forgets up to `limit` counts of attempts that limit nothing any more. Safe in parallel. */
export function deleteAttempts(tx: Tx, limit: number): Promise<number> {
  return tx.count(DELETE_ATTEMPTS, [limit]);
}

/** Deletes up to `limit` one-time links that have run out, used or not. Safe in parallel. */
export function deleteLinks(tx: Tx, limit: number): Promise<number> {
  return tx.count(DELETE_LINKS, [limit]);
}
