import type { Statement, Tx } from '../database/sql.js';

const LOCK: Statement = {
  name: 'template_lock_import',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire template import', 0))`,
};

// Travels with the commit: every node reads the texts again.
const NOTIFY: Statement = { name: 'template_notify', text: `select pg_notify('codewire_texts', '')` };

/**
 * Until the end of the transaction nobody else brings in texts or changes languages: two installations of one database
 * may start at the same moment, and two operators could close a circle of fallbacks.
 */
export async function lockTexts(tx: Tx): Promise<void> {
  await tx.rows(LOCK);
}

export async function tellTextNodes(tx: Tx): Promise<void> {
  await tx.rows(NOTIFY);
}
