import type { Sql, Statement } from '../database/sql.js';
import { endPartlyReported, type EndedText } from '../delivery/long-texts.store.js';
import { CODE_OVER_MS } from '../platform/code-life.js';
import { messageIdAt } from '../platform/ids.js';
import { KEPT_MS } from './matching.js';

const PAGE = 500;
/** Messages of so long are looked at in one statement: however many there are in all, none takes too long. */
const STRETCH_MS = 600_000;

// A node whose clock runs ahead must not pass over what is young.
const NOW: Statement = {
  name: 'receipt_now',
  text: 'select floor(extract(epoch from statement_timestamp()) * 1000)::float8 as ms',
};

/**
 * Some carriers report one part of a long text, and mean all. When the code's life is over, no other report will come
 * that anyone waits for: a text of which a part was delivered and none failed counts as delivered.
 */
export class LongTexts {
  /** Everything before it was looked at. */
  private fromMs: number | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly pageRows = PAGE,
  ) {}

  /** Ends those whose time has come since the last call, and tells of each. What fails is gone on with by the next call. */
  async end(onEnded: (text: EndedText) => void): Promise<void> {
    const [now] = await this.sql.rows<{ ms: number }>(NOW);
    if (now === undefined) throw new Error('the database does not tell its time');
    const belowMs = now.ms - CODE_OVER_MS;
    for (let fromMs = this.fromMs ?? now.ms - KEPT_MS; fromMs < belowMs; fromMs = this.fromMs) {
      const toMs = Math.min(fromMs + STRETCH_MS, belowMs);
      await this.endStretch(messageIdAt(fromMs), messageIdAt(toMs), onEnded);
      this.fromMs = toMs;
    }
  }

  private async endStretch(firstId: string, belowId: string, onEnded: (text: EndedText) => void): Promise<void> {
    for (let fromId = firstId; ;) {
      const stretch = { fromId, belowId, limit: this.pageRows };
      const { ended, nextId } = await this.sql.transaction((tx) => endPartlyReported(tx, stretch));
      ended.forEach(onEnded);
      if (nextId === undefined) return;
      fromId = nextId;
    }
  }
}
