import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { MOST_EXPORTED } from '@codewire/contracts';
import type { AuditLog, Deed } from '../../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import type { Author } from '../../platform/author.js';
import type { SessionWatch } from '../../platform/ports.js';
import type { ExportFormat, ExportRow } from './export-formats.js';
import type { ExportPlaces } from './export-places.js';

/** Of a page; an export holds three of them at most: what is taken, what is written, and what comes next. */
export const EXPORT_ROWS = 1_000;
/** Of what is written in one go. */
const ROWS_AT_A_TIME = 250;
/** Whoever takes nothing for so long has gone away without a word, and holds a place that another waits for. */
const STALL_MS = 60_000;
/** How often an export that goes on asks whether its operator may still have it. */
const WATCH_MS = 1_000;

/** A page of a list, newest first; `older_cursor` null when nothing is older. */
export interface ExportPage {
  readonly data: readonly ExportRow[];
  readonly older_cursor: string | null;
}

export type ReadPage = (place: { readonly limit: number; readonly cursor?: string }) => Promise<ExportPage>;

export interface AskedExport {
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  readonly readPage: ReadPage;
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
    try {
      const first = await asked.readPage({ limit: EXPORT_ROWS });
      await this.use.sql.transaction((tx) => this.use.auditLog.append(tx, asked.author, asked.deed), FOR_A_CALLER);
      return this.stream(asked, first).once('close', leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  private stream(asked: AskedExport, first: ExportPage): Readable {
    const { closing, onBroken, stallMs = STALL_MS } = this.use;
    const stop = (why: string) => stream.destroy(new Error(why));
    const stalled = () => stop('an export was not taken any more');
    // A search that finds nothing gives nothing out, and would go on for nobody.
    const isOver = () => stream.destroyed;
    const stream: Readable = Readable.from(whileTaken(this.chunks(asked, first, isOver), stalled, stallMs), {
      objectMode: false,
      highWaterMark: 1,
    });
    const onClosing = () => stop('this process ends');
    closing.addEventListener('abort', onClosing);
    return stream.on('error', onBroken).once('close', () => closing.removeEventListener('abort', onClosing));
  }

  private async *chunks(
    { format, columns, readPage, sessionId }: AskedExport,
    first: ExportPage,
    isOver: () => boolean,
  ): AsyncGenerator<string> {
    const { nowMs, mostRows = MOST_EXPORTED } = this.use;
    let rows = 0;
    let watchedAt = nowMs();
    yield format.begin(columns);
    for (let page = first; ;) {
      const taken = page.data.slice(0, mostRows - rows);
      rows += taken.length;
      const { older_cursor: cursor } = page;
      // The database looks for the next page while this one is written and taken.
      const next = cursor === null || rows >= mostRows ? undefined : begun(readPage, cursor);
      for (let at = 0; at < taken.length; at += ROWS_AT_A_TIME) {
        yield format.rows(columns, taken.slice(at, at + ROWS_AT_A_TIME));
        // What the database answers meanwhile is heard between two of them: it need not wait for the rest of the page.
        await turn();
      }
      if (next === undefined) {
        yield format.end({ rows, isCapped: cursor !== null || taken.length < page.data.length });
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

  private async assertMayStay(sessionId: string): Promise<void> {
    const allowed = await this.use.sessions.whoMayStay([sessionId], 'messages.export');
    if (!allowed.has(sessionId)) throw new Error('who asked for this export may not have it any more');
  }
}

/** Its failure is heard of by whoever waits for it; nobody does when the export ends before. */
function begun(readPage: ReadPage, cursor: string): Promise<ExportPage> {
  const read = async () => readPage({ limit: EXPORT_ROWS, cursor });
  const page = read();
  page.catch(() => undefined);
  return page;
}

/** Empty chunks are left out: they would end a stream of octets. */
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
