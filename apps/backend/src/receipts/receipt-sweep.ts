import type { SmscIdForm } from '@codewire/sms';
import type { Sql, Tx } from '../database/sql.js';
import { LongTexts } from './long-texts.js';
import { findMatches, KEPT_MS, type Match } from './matching.js';
import { chooseParts, type Candidate } from './part-choice.js';
import { matchForChoice, moveMessages, type MovedMessage } from './receipt-moves.js';
import { SWEEP_START } from './receipt.store.js';
import { unmatchedReceipts, waitingInbound, type Place, type Waiting, type WaitingWith } from './waiting-places.js';

const PAGE = 500;
/** How far back the frequent sweep looks; the rare one looks at everything that is kept. */
const RECENT_MS = 60_000;
const FULL_SWEEP_EVERY = 120;

export interface ReceiptSweepOptions extends WaitingWith {
  readonly sweepMs: number;
  readonly onMoved: (moved: MovedMessage) => void;
  readonly onError: (error: unknown) => void;
}

/** What a sweep joined: the messages that it moved, and under which forms ids were found. */
interface Joined {
  readonly moved: readonly MovedMessage[];
  readonly forms: readonly { carrierId: string; form: SmscIdForm | undefined }[];
}

/** Joins receipts that came before their submit was written to it, and ends long texts that were reported in part. */
export class ReceiptSweep {
  private readonly longTexts: LongTexts;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopped = false;
  private sweeps = 0;

  constructor(private readonly options: ReceiptSweepOptions) {
    this.longTexts = new LongTexts(options.sql);
  }

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
    this.sweeping = this.joinAll(isFull).catch(this.options.onError);
    await this.sweeping;
    this.sweeping = undefined;
  }

  private async joinAll(isFull: boolean): Promise<void> {
    const windowMs = isFull ? KEPT_MS : RECENT_MS;
    await this.joinPages(unmatchedReceipts(this.options), windowMs);
    await this.joinPages(waitingInbound(this.options), windowMs);
    if (isFull) await this.longTexts.end(this.options.onMoved);
  }

  /** Page by page, so that many receipts of nobody never hide the ones behind them. */
  private async joinPages<Row extends Waiting>(place: Place<Row>, windowMs: number): Promise<void> {
    let after = SWEEP_START;
    while (!this.isStopped) {
      const page = await place.list({ windowMs, after, limit: PAGE });
      if (page.length > 0) await this.join(place, page);
      const last = page.at(-1);
      if (page.length < PAGE || last === undefined) return;
      after = { cursor: last.cursor, id: last.id };
    }
  }

  private async join<Row extends Waiting>(place: Place<Row>, page: readonly Row[]): Promise<void> {
    const { sql, onMoved, forms } = this.options;
    // Most pages match nothing at all: then they cost no transaction.
    const found = await this.find(sql, place, page);
    const hits = page.filter((_, n) => found[n] !== undefined);
    if (hits.length === 0) return;
    const joined = await sql.transaction((tx) => this.attach(tx, place, hits));
    joined.moved.forEach(onMoved);
    for (const { carrierId, form } of joined.forms) if (form !== undefined) forms.note(carrierId, form);
  }

  private async attach<Row extends Waiting>(tx: Tx, place: Place<Row>, rows: readonly Row[]): Promise<Joined> {
    const matched = await matchForChoice(tx, async () => {
      const found = await this.find(tx, place, rows);
      return rows.map((row, n): Hit<Row> => ({ row, ...candidateOf(row, found[n]) }));
    });
    const parts = chooseParts(matched);
    const pairs = matched.flatMap(({ row }, n) => {
      const part = parts[n];
      return part === undefined ? [] : [{ row, part }];
    });
    const mine = await place.take(tx, pairs);
    const attached = matched.map(({ row }, n) => (mine.has(row.id) ? parts[n] : undefined));
    return {
      moved: await moveMessages(tx, matched, attached),
      forms: matched.filter(({ row }) => mine.has(row.id)),
    };
  }

  private find<Row extends Waiting>(
    sql: Sql | Tx,
    place: Place<Row>,
    rows: readonly Row[],
  ): Promise<(Match | undefined)[]> {
    return findMatches(
      sql,
      this.options.phones,
      rows.map((row) => place.seek(row)),
    );
  }
}

interface Hit<Row> extends Candidate {
  readonly row: Row;
  readonly form: SmscIdForm | undefined;
}

const candidateOf = ({ carrierId, state, deliveredParts }: Waiting, match: Match | undefined) => ({
  carrierId,
  state,
  deliveredParts,
  form: match?.form,
  parts: match?.parts ?? [],
});
