import type { Sql, Statement } from '../database/sql.js';
import { endPartlyReported, type EndedText } from '../delivery/long-texts.store.js';
import { messageIdAt } from '../platform/ids.js';
import { KEPT_MS } from './matching.js';

const PAGE = 500;
/** The longest life of a code, and what the clocks that make ids may differ by. */
const OLD_MS = 600_000 + 120_000;

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
  private fromId: string | undefined;

  constructor(
    private readonly sql: Sql,
    private readonly pageRows = PAGE,
  ) {}

  /** Ends those whose time has come since the last call, and returns them. */
  async end(): Promise<EndedText[]> {
    const [now] = await this.sql.rows<{ ms: number }>(NOW);
    if (now === undefined) throw new Error('the database does not tell its time');
    const belowId = messageIdAt(now.ms - OLD_MS);
    const all: EndedText[] = [];
    for (let fromId = this.fromId ?? messageIdAt(now.ms - KEPT_MS); ;) {
      const stretch = { fromId, belowId, limit: this.pageRows };
      const { ended, nextId } = await this.sql.transaction((tx) => endPartlyReported(tx, stretch));
      all.push(...ended);
      if (nextId === undefined) break;
      fromId = nextId;
    }
    this.fromId = belowId;
    return all;
  }
}
