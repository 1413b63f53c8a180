import { smscIdKey, type Receipt } from '@codewire/sms';
import { isConflict, isServerFault } from '../database/faults.js';
import { GroupCommit } from '../database/group-commit.js';
import type { Sql, Tx } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { ReceiptLine } from '../platform/log.js';
import type { Metrics } from '../platform/metrics.js';
import { chooseParts, type Candidate } from './part-choice.js';
import type { PhoneCheck } from './phone-check.js';
import { matchForChoice, moveMessages } from './receipt-moves.js';
import { ReceiptSweep } from './receipt-sweep.js';
import { findParts, insertReceipts, type StoredReceipt } from './receipt.store.js';

const MAX_GROUP = 500;
/** A carrier waits longer for its answer than a caller does, and repeats what was refused. */
const PATIENCE_MS = 5_000;

export interface ReceiptConsumerOptions {
  readonly sql: Sql;
  readonly metrics: Metrics;
  readonly phones: PhoneCheck;
  readonly rideAlongMs: number;
  readonly sweepMs: number;
  readonly log: (line: ReceiptLine) => void;
  readonly onError: (error: unknown) => void;
}

interface Incoming extends StoredReceipt {
  readonly from: string;
  readonly isFlagged: boolean;
}

/** `inbound`: it looks like a receipt, and its carrier does not call it one. Anyone may send such a text from a phone. */
type Taken = 'stored' | 'inbound';

/**
 * Stores receipts before the carrier hears that we have them, and moves their messages in the same transaction. A
 * receipt may come before its submit's answer is written: it waits as unmatched, and a sweep joins the two.
 */
export class ReceiptConsumer {
  private readonly incoming: GroupCommit<Incoming, Taken>;
  private readonly sweep: ReceiptSweep;

  constructor(private readonly options: ReceiptConsumerOptions) {
    this.sweep = new ReceiptSweep(options);
    this.incoming = new GroupCommit({
      run: (rows) => this.store(rows),
      keyOf: (row) => row.id,
      gapMs: options.rideAlongMs,
      maxRows: MAX_GROUP,
      patienceMs: PATIENCE_MS,
      isFatal: isServerFault,
      isTransient: isConflict,
    });
  }

  start(): void {
    this.sweep.start();
  }

  stop(): Promise<void> {
    return this.sweep.stop();
  }

  /** Resolves when the receipt is durable, or known to be none. */
  async take(carrierId: string, receipt: Receipt): Promise<void> {
    const { smscMessageId, state, errorCode = null, from, isFlagged } = receipt;
    const id = newId('rcp');
    const taken = await this.incoming.add({ id, carrierId, smscMessageId, state, errorCode, from, isFlagged });
    if (taken === 'stored') this.options.metrics.receipt(carrierId, state);
    else this.options.metrics.linkEvent(carrierId, 'unhandled_inbound');
  }

  private async store(receipts: Incoming[]): Promise<Taken[]> {
    const { sql, log } = this.options;
    const { taken, lines } = await sql.transaction(async (tx) => {
      const all = await this.match(tx, receipts);
      const kept = await this.withoutInbound(tx, all);
      return { taken: all.map((one) => (kept.has(one) ? 'stored' : 'inbound')), lines: await this.keep(tx, [...kept]) };
    });
    lines.forEach(log);
    return taken;
  }

  /** By the id as the carrier wrote it. Other forms of it may be another message's own id: the sweep tries them last. */
  private match(tx: Tx, receipts: readonly Incoming[]): Promise<Matched[]> {
    return matchForChoice(tx, async () => {
      const found = await findParts(tx, receipts.map(toKey));
      return receipts.map((receipt, n) => ({ ...receipt, parts: found[n] ?? [] }));
    });
  }

  /** Without those that their carrier does not call receipts, unless id and phone are those of a message. */
  private async withoutInbound(tx: Tx, all: readonly Matched[]): Promise<Set<Matched>> {
    const unflagged = all.filter(({ isFlagged }) => !isFlagged);
    if (unflagged.length === 0) return new Set(all);
    const { phones } = this.options;
    const ids = unflagged.flatMap(({ parts: [part] }) => (part === undefined ? [] : [part.messageId]));
    const numbers = await phones.numbersOf(tx, ids);
    return new Set(
      all.filter(({ isFlagged, from, parts: [part] }) => {
        return isFlagged || (part !== undefined && phones.isSame(from, numbers.get(part.messageId)));
      }),
    );
  }

  private async keep(tx: Tx, matched: readonly Matched[]): Promise<ReceiptLine[]> {
    if (matched.length === 0) return [];
    const parts = chooseParts(matched);
    const rows = matched.map((receipt, n) => {
      const part = parts[n];
      return { receipt, part, fromHash: part === undefined ? this.options.phones.hash(receipt.from) : null };
    });
    const [, lines] = await Promise.all([insertReceipts(tx, rows), moveMessages(tx, matched, parts), tx.commit()]);
    return lines;
  }
}

type Matched = Incoming & Candidate;

const toKey = ({ carrierId, smscMessageId }: StoredReceipt) => ({
  carrierId,
  smscKey: smscIdKey(smscMessageId),
  fromMessageId: '',
});
