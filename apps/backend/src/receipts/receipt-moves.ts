import type { Tx } from '../database/sql.js';
import { applyPartReceipts, type Moved } from '../delivery/result.store.js';
import type { ReceiptLine } from '../platform/log.js';
import { finalParts, isShared, type Candidate } from './part-choice.js';
import { lockMessages, type KnownPart } from './receipt.store.js';

/** Parts under a shared id are chosen behind the lock that marks them: two nodes would take the same one. */
export async function matchForChoice<Match extends Candidate>(tx: Tx, match: () => Promise<Match[]>): Promise<Match[]> {
  const matched = await match();
  if (!matched.some(isShared)) return matched;
  await lockMessages(tx, [...new Set(matched.flatMap(({ parts }) => parts.map(({ messageId }) => messageId)))]);
  return match();
}

/** A message that moved, and whose receipt moved it. */
export interface MovedMessage extends Moved {
  readonly carrierId: string;
}

export const lineOf = ({ id, carrierId, state }: MovedMessage): ReceiptLine => {
  return { event: 'receipt', message: id, carrier: carrierId, state };
};

/** Tells delivery what became of the parts; returns the messages that moved. */
export async function moveMessages(
  tx: Tx,
  matched: readonly Candidate[],
  parts: readonly (KnownPart | undefined)[],
): Promise<MovedMessage[]> {
  const final = finalParts(matched, parts);
  const carriers = new Map(final.map(({ messageId, carrierId }) => [messageId, carrierId]));
  const moved = await applyPartReceipts(tx, final);
  return moved.map((one) => ({ ...one, carrierId: carriers.get(one.id) ?? '' }));
}
