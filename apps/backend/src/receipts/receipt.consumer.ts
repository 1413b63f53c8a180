import type { InboundMessage, Receipt } from '@codewire/sms';
import { isConflict, isServerFault } from '../database/faults.js';
import { GroupCommit } from '../database/group-commit.js';
import type { Sql, Tx } from '../database/sql.js';
import { newId } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import type { FormBook } from './form-book.js';
import { sealInbound } from './inbound-seal.js';
import { insertInbound, type NewInbound } from './inbound.store.js';
import { findMatches, fromPhone, trialsOf, type Match, type Sought } from './matching.js';
import { chooseParts, type Candidate } from './part-choice.js';
import type { PhoneCheck } from './phone-check.js';
import { matchForChoice, moveMessages, type MovedMessage } from './receipt-moves.js';
import { ReceiptSweep } from './receipt-sweep.js';
import { insertReceipts, type Reported, type StoredReceipt } from './receipt.store.js';

const MAX_GROUP = 500;
/** A carrier waits longer for its answer than a caller does, and repeats what was refused. */
const PATIENCE_MS = 5_000;

export interface ReceiptConsumerOptions {
  readonly sql: Sql;
  readonly metrics: Metrics;
  readonly keyring: Keyring;
  readonly phones: PhoneCheck;
  readonly forms: FormBook;
  readonly rideAlongMs: number;
  readonly sweepMs: number;
  readonly onMoved: (moved: MovedMessage) => void;
  readonly onError: (error: unknown) => void;
}

interface Incoming extends StoredReceipt {
  readonly from: string;
  readonly to: string;
  readonly receivedAtMs: number;
  /** What is stored if it is of no message of ours: null of what its carrier calls a receipt. */
  readonly orInbound: NewInbound | null;
}

type Matched = Incoming & Candidate & { readonly form: Match['form'] | undefined };

/** `inbound`: it looks like a receipt, and its carrier does not call it one. Anyone may send such a text from a phone. */
type Taken = 'receipt' | 'inbound';

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
    this.options.forms.start();
    this.sweep.start();
  }

  async stop(): Promise<void> {
    await this.sweep.stop();
    await this.options.forms.stop();
  }

  /** Resolves when the receipt is durable: as one, or as what a phone sent. */
  async take(carrierId: string, receipt: Receipt, orInbound?: InboundMessage): Promise<void> {
    const { from, to, isFlagged } = receipt;
    const reported = reportedBy(receipt);
    const taken = await this.incoming.add({
      ...reported,
      id: newId('rcp'),
      carrierId,
      from,
      to,
      receivedAtMs: Date.now(),
      orInbound: isFlagged ? null : this.seal(carrierId, orInbound ?? { from, to, text: '' }, reported),
    });
    if (taken === 'receipt') this.options.metrics.receipt(carrierId, reported.state);
    else this.options.metrics.linkEvent(carrierId, 'inbound');
  }

  private seal(carrierId: string, message: InboundMessage, reported: Reported): NewInbound {
    return { ...sealInbound(this.options.keyring, { id: newId('inb'), carrierId }, message), reported };
  }

  private async store(receipts: Incoming[]): Promise<Taken[]> {
    const { sql, onMoved, forms } = this.options;
    const { all, moved } = await sql.transaction(async (tx) => {
      const all = await matchForChoice(tx, () => this.match(tx, receipts));
      return { all, moved: await this.keep(tx, all) };
    });
    moved.forEach(onMoved);
    for (const { carrierId, form } of all) if (form !== undefined) forms.note(carrierId, form);
    return all.map((one) => (isReceipt(one) ? 'receipt' : 'inbound'));
  }

  private async match(tx: Tx, receipts: readonly Incoming[]): Promise<Matched[]> {
    const found = await findMatches(
      tx,
      this.options.phones,
      receipts.map((receipt) => this.soughtBy(receipt)),
    );
    return receipts.map((receipt, n) => ({ ...receipt, form: found[n]?.form, parts: found[n]?.parts ?? [] }));
  }

  private soughtBy(receipt: Incoming): Sought {
    const { phones, forms } = this.options;
    const { carrierId, orInbound } = receipt;
    const trials = trialsOf({ ...receipt, ageMs: 0 }, forms.stanceOf(carrierId));
    if (orInbound === null) return { carrierId, trials, phone: phones.told(receipt) };
    return { carrierId, trials: fromPhone(trials), phone: phones.sender(receipt.from) };
  }

  private async keep(tx: Tx, all: readonly Matched[]): Promise<MovedMessage[]> {
    const kept = all.filter(isReceipt);
    const inbound = all.flatMap((one) => (isReceipt(one) || one.orInbound === null ? [] : [one.orInbound]));
    const parts = chooseParts(kept);
    const rows = kept.map((receipt, n) => {
      const part = parts[n];
      return { receipt, part, fromHash: part === undefined ? this.options.phones.hash(receipt) : null };
    });
    // Each statement notes its own time: a receipt comes before what it brings about.
    const written = [
      ...(rows.length > 0 ? [insertReceipts(tx, rows)] : []),
      ...(inbound.length > 0 ? [insertInbound(tx, inbound)] : []),
    ];
    const [moved] = await Promise.all([moveMessages(tx, kept, parts), tx.commit(), ...written]);
    return moved;
  }
}

/** What nobody flagged is one only when id and phone are those of a message. */
const isReceipt = ({ orInbound, parts }: Matched) => orInbound === null || parts.length > 0;

function reportedBy({ smscMessageId, state, errorCode, submittedParts, deliveredParts }: Receipt): Reported {
  const isOfAll = deliveredParts !== undefined && deliveredParts === (submittedParts ?? deliveredParts);
  return { smscMessageId, state, errorCode: errorCode ?? null, deliveredParts: isOfAll ? deliveredParts : null };
}
