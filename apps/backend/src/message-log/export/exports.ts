import { Readable } from 'node:stream';
import { MOST_EXPORTED } from '@codewire/contracts';
import type { AuditLog, Deed } from '../../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import type { SessionWatch } from '../../platform/ports.js';
import type { ExportFormat } from './export-formats.js';
import type { ExportPlaces } from './export-places.js';
import { begun, type WritePage, type WrittenPage } from './page-writer.js';

/**
 * Of a page; an export holds four of them at most: what is taken, what waits for that, what is written, and what is read.
 * Larger ones take as long and more memory: they live long enough to be kept for old.
 */
export const EXPORT_ROWS = 250;
/** Whoever takes nothing for so long has gone away without a word, and holds a place that another waits for. */
const STALL_MS = 60_000;
/** How often an export that goes on asks whether its operator may still have it. */
const WATCH_MS = 1_000;

/** Who writes the pages of one export. */
export interface ExportPages {
  readonly write: WritePage;
  /** Called once, when no more are wanted. */
  close(): void;
}

export interface AskedExport {
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  readonly openPages: () => ExportPages;
  readonly deed: Deed;
  readonly author: Author;
  readonly sessionId: string;
}

export interface ExportsOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly places: ExportPlaces;
  readonly sessions: SessionWatch;
  /** Aborted when this process ends. */
  readonly closing: AbortSignal;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
  readonly onBroken: (error: unknown) => void;
  readonly stallMs?: number;
  readonly mostRows?: number;
}

/** Lists as files. */
export class Exports {
  constructor(private readonly use: ExportsOptions) {}

  /**
   * The list from its newest row on, read a page at a time and no faster than it is taken. It begins once its entry is in
   * the audit; a list that cannot be read is refused before. Destroyed with an error when it cannot go on: then the
   * connection is cut, and nobody takes what he has for the whole.
   */
  async open(asked: AskedExport): Promise<Readable> {
    if (this.use.closing.aborted) throw new AppError('service.unavailable');
    const leave = this.use.places.take();
    let pages: ExportPages | undefined;
    const end = () => {
      pages?.close();
      leave();
    };
    try {
      pages = asked.openPages();
      const first = await pages.write({ limit: this.limitAfter(0) });
      await this.use.sql.transaction((tx) => this.use.auditLog.append(tx, asked.author, asked.deed), FOR_A_CALLER);
      return this.stream(asked, pages.write, first).once('close', end);
    } catch (error) {
      end();
      throw error;
    }
  }

  private stream(asked: AskedExport, write: WritePage, first: WrittenPage): Readable {
    const { closing, onBroken, stallMs = STALL_MS } = this.use;
    const stop = (why: string) => stream.destroy(new Error(why));
    const stalled = () => stop('an export was not taken any more');
    // A search that finds nothing gives nothing out, and would go on for nobody.
    const isOver = () => stream.destroyed;
    // Of strings: octets stand outside of the heap, and tens of megabytes of them wait there for the next collection.
    const stream: Readable = Readable.from(whileTaken(this.chunks(asked, write, first, isOver), stalled, stallMs), {
      objectMode: true,
      highWaterMark: 1,
    });
    const onClosing = () => stop('this process ends');
    closing.addEventListener('abort', onClosing);
    return stream.on('error', onBroken).once('close', () => closing.removeEventListener('abort', onClosing));
  }

  private async *chunks(
    { format, columns, sessionId }: AskedExport,
    write: WritePage,
    first: WrittenPage,
    isOver: () => boolean,
  ): AsyncGenerator<string> {
    const { nowMs } = this.use;
    let rows = 0;
    let watchedAt = nowMs();
    yield format.begin(columns);
    for (let page = first; ;) {
      const { olderCursor } = page;
      rows += page.rows;
      const limit = this.limitAfter(rows);
      // The next page is written while this one is taken.
      const next = olderCursor === null || limit === 0 ? undefined : begun(write, { limit, cursor: olderCursor });
      yield page.text;
      if (next === undefined) {
        yield format.end({ rows, isCapped: olderCursor !== null });
        return;
      }
      if (isOver()) return;
      if (nowMs() - watchedAt >= WATCH_MS) {
        await this.assertMayStay(sessionId);
        watchedAt = nowMs();
      }
      page = await next;
    }
  }

  /** Of the page behind so many rows. */
  private limitAfter(rows: number): number {
    const { mostRows = MOST_EXPORTED } = this.use;
    return Math.min(EXPORT_ROWS, mostRows - rows);
  }

  private async assertMayStay(sessionId: string): Promise<void> {
    const allowed = await this.use.sessions.whoMayStay([sessionId], 'messages.export');
    if (!allowed.has(sessionId)) throw new Error('who asked for this export may not have it any more');
  }
}

/** Empty chunks are left out: an answer sent in chunks would end with one. */
async function* whileTaken(chunks: AsyncGenerator<string>, onStalled: () => void, stallMs: number) {
  for await (const chunk of chunks) {
    if (chunk === '') continue;
    const timer = setTimeout(onStalled, stallMs);
    try {
      yield chunk;
    } finally {
      clearTimeout(timer);
    }
  }
}
