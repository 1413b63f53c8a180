import type { Snapshots, Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { isId } from '../platform/ids.js';
import { MessageLogStore, type LoggedAttempt, type LoggedDetail, type LoggedReceipt } from './message-log.store.js';

/** A message with all that was tried and reported of it, as they were at one moment: one that failed has no open attempt. */
export interface WholeMessage {
  readonly message: LoggedDetail;
  readonly attempts: readonly LoggedAttempt[];
  /** Oldest first. */
  readonly receipts: readonly LoggedReceipt[];
}

/** `scope` null finds the message of any application. */
export async function findWhole(
  snapshot: Tx,
  scope: readonly string[] | null,
  messageId: string,
): Promise<WholeMessage | undefined> {
  const log = new MessageLogStore(snapshot);
  const [message, attempts, receipts] = await Promise.all([
    log.find(messageId, scope),
    log.listAttempts(messageId),
    log.listReceipts(messageId),
  ]);
  return message && { message, attempts, receipts };
}

/** Someone else's message is as unknown as one that never was. */
export async function readWhole(
  sql: Snapshots,
  scope: readonly string[] | null,
  messageId: string,
): Promise<WholeMessage> {
  if (!isId('msg', messageId)) throw new AppError('message.not_found');
  const [found] = await sql.snapshot((tx) => Promise.all([findWhole(tx, scope, messageId), tx.commit()]));
  if (found === undefined) throw new AppError('message.not_found');
  return found;
}
