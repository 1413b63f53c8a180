import type { Statement, Tx } from '../database/sql.js';
import { moveByReceipts, type Moved } from './result.store.js';

/** A message whose parts were not all reported, and what it counts as. */
export interface EndedText extends Moved {
  readonly carrierId: string;
}

// Only messages of several parts are in this index, and ids sort by time.
const LIST: Statement = {
  name: 'message_list_partly_reported',
  text: `select distinct on (p.message_id) p.message_id as id, p.carrier_id as "carrierId"
    from attempt_part p join message m on m.id = p.message_id
    where p.parts > 1 and p.message_id >= $1 and p.message_id < $2 and p.receipt_state = 'delivered'
      and m.state = 'submitted' and m.expires_at <= statement_timestamp()
    order by p.message_id limit $3`,
};

/**
 * Of messages with ids from `fromId` on and below `belowId`, oldest first, ends those that a carrier reported in part and
 * whose life is over. Returns up to `limit`, and where to go on; `nextId` is undefined when there are no more.
 */
export async function endPartlyReported(
  tx: Tx,
  { fromId, belowId, limit }: { fromId: string; belowId: string; limit: number },
): Promise<{ ended: EndedText[]; nextId: string | undefined }> {
  const listed = await tx.rows<Pick<EndedText, 'id' | 'carrierId'>>(LIST, [fromId, belowId, limit]);
  if (listed.length === 0) return { ended: [], nextId: undefined };
  const carriers = new Map(listed.map(({ id, carrierId }) => [id, carrierId]));
  const moved = await moveByReceipts(tx, [...carriers.keys()]);
  const ended = moved.map((one) => ({ ...one, carrierId: carriers.get(one.id) ?? '' }));
  // One above the last: ids have a fixed length.
  const last = listed.at(-1)?.id;
  return { ended, nextId: listed.length < limit ? undefined : `${last}0` };
}
