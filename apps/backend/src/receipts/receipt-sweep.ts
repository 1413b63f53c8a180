import { smscIdCandidates } from '@codewire/sms';
import type { Sql, Tx } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { ReceiptLine } from '../platform/log.js';
import { chooseParts } from './part-choice.js';
import type { PhoneCheck } from './phone-check.js';
import { matchForChoice, moveMessages } from './receipt-moves.js';
import {
  attachReceipts,
  findParts,
  listUnmatched,
  SWEEP_START,
  type KnownPart,
  type UnmatchedReceipt,
} from './receipt.store.js';

const PAGE = 500;
/** How far back the frequent sweep looks; the rare one looks at everything that is kept. */
const RECENT_MS = 60_000;
const KEPT_MS = 72 * 3_600_000;
const FULL_SWEEP_EVERY = 120;
/** By then the answer to a submit is written, unless it never came. */
const SETTLED_MS = 2_000;

export interface ReceiptSweepOptions {
  readonly sql: Sql;
  readonly phones: PhoneCheck;
  readonly sweepMs: number;
  readonly log: (line: ReceiptLine) => void;
  readonly onError: (error: unknown) => void;
}

/** Joins receipts that came before their submit was written to it. */
export class ReceiptSweep {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopped = false;
  private sweeps = 0;

  constructor(private readonly options: ReceiptSweepOptions) {}

  start(): void {
    this.timer = setInterval(() => void this.sweep(), this.options.sweepMs);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweep(): Promise<void> {
    if (this.sweeping !== undefined) return;
    const isFull = this.sweeps++ % FULL_SWEEP_EVERY === 0;
    this.sweeping = this.joinAll(isFull ? KEPT_MS : RECENT_MS)
      .catch(this.options.onError)
      .finally(() => {
        this.sweeping = undefined;
      });
    await this.sweeping;
  }

  /** Page by page, so that many receipts of nobody never hide the ones behind them. */
  private async joinAll(windowMs: number): Promise<void> {
    let after = SWEEP_START;
    while (!this.isStopped) {
      const page = await listUnmatched(this.options.sql, { windowMs, after, limit: PAGE });
      if (page.length > 0) await this.join(page);
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) return;
      after = { cursor: last.cursor, id: last.id };
    }
  }

  private async join(page: readonly UnmatchedReceipt[]): Promise<void> {
    // Most pages match nothing at all: then they cost no transaction.
    const found = await this.find(this.options.sql, page);
    const hits = page.filter((_, n) => found[n]?.length !== 0);
    if (hits.length === 0) return;
    const lines = await this.options.sql.transaction((tx) => this.attach(tx, hits));
    lines.forEach(this.options.log);
  }

  private async attach(tx: Tx, hits: readonly UnmatchedReceipt[]): Promise<ReceiptLine[]> {
    const matched = await matchForChoice(tx, async () => {
      const found = await this.find(tx, hits);
      return hits.map((receipt, n) => ({ ...receipt, parts: found[n] ?? [] }));
    });
    const parts = chooseParts(matched);
    const pairs = matched.flatMap(({ id }, n) => {
      const part = parts[n];
      return part === undefined ? [] : [{ id, part }];
    });
    const mine = await attachReceipts(tx, pairs);
    const attached = matched.map(({ id }, n) => (mine.has(id) ? parts[n] : undefined));
    return moveMessages(tx, matched, attached);
  }

  /** By the id as it is; where that stays unknown, by its other forms, best first, and never against the phone's number. */
  private async find(sql: Sql | Tx, receipts: readonly UnmatchedReceipt[]): Promise<KnownPart[][]> {
    const wanted = receipts.flatMap((receipt, n) => {
      return formsOf(receipt).map((smscKey, rank) => ({
        n,
        rank,
        smscKey,
        carrierId: receipt.carrierId,
        fromMessageId: rank === 0 ? '' : messageIdAt(receipt.receivedAtMs - KEPT_MS),
      }));
    });
    const found = await findParts(sql, wanted);
    const converted = wanted.flatMap(({ rank }, at) => (rank === 0 ? [] : (found[at] ?? []).slice(0, 1)));
    const numbers = await this.options.phones.numbersOf(
      sql,
      converted.map(({ messageId }) => messageId),
    );
    const best: KnownPart[][] = receipts.map(() => []);
    wanted.forEach(({ n, rank }, at) => {
      const parts = found[at] ?? [];
      const [first] = parts;
      if (first === undefined || best[n]?.length !== 0) return;
      const fromHash = receipts[n]?.fromHash ?? null;
      if (rank === 0 || this.options.phones.isNotAnother(fromHash, numbers.get(first.messageId))) best[n] = parts;
    });
    return best;
  }
}

/** A carrier may answer in hex and report in decimal. While its own form may still turn up, no other is tried. */
function formsOf({ smscMessageId, ageMs }: UnmatchedReceipt): string[] {
  const forms = smscIdCandidates(smscMessageId);
  return ageMs < SETTLED_MS ? forms.slice(0, 1) : forms;
}
