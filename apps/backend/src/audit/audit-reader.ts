import type { AuditEntry, AuditFilters, AuditPage, AuditQuery } from '@codewire/contracts';
import { AppError } from '../platform/app-error.js';
import { readCursor, readSeq, toCursor } from './audit-cursor.js';
import type { AuditStore, Conditions, LoggedEntry, Stretch } from './audit.store.js';
import { toAuditEntry } from './audit.views.js';

/** Rows looked at by one statement of a filtered search: some milliseconds of work. */
const SCAN_ROWS = 5_000;
/** A search that finds little is told as far as it got: the page's cursor goes on from there. */
const SEARCH_MS = 1_500;
/** Of an export, held in memory at a time. */
const EXPORT_ROWS = 500;

export interface AuditReaderOptions {
  readonly store: AuditStore;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/** Pages, single entries and exports of the audit. */
export class AuditReader {
  constructor(private readonly options: AuditReaderOptions) {}

  /**
   * Newest first, paged by number, so a page costs the same however deep it lies. A page is shorter than asked for when
   * the search ran out of time; `next_cursor` is null only when there is nothing older.
   */
  async list(query: AuditQuery): Promise<AuditPage> {
    const conditions = conditionsOf(query);
    if (conditions === undefined) return { data: [], next_cursor: null };
    const { above, below } = await this.options.store.findStretch(conditions);
    const cursor = query.cursor === undefined ? below : readCursor(query.cursor);
    const stretch = { above, below: Math.min(below, cursor) };
    const { entries, next } = await this.search(stretch, conditions, query.limit);
    return { data: entries.map(toAuditEntry), next_cursor: next === null ? null : toCursor(next) };
  }

  async read(seq: string): Promise<AuditEntry> {
    const number = readSeq(seq);
    const entry = number === undefined ? undefined : await this.options.store.find(number);
    if (entry === undefined) throw new AppError('audit.not_found');
    return toAuditEntry(entry);
  }

  /**
   * NDJSON, oldest first, up to the entry `until`, as many lines at a time as are asked for. No transaction is held
   * meanwhile, however slowly they are taken: entries do not change, and later ones have higher numbers.
   */
  async *lines(filters: AuditFilters, until: number): AsyncGenerator<string> {
    const conditions = conditionsOf(filters);
    if (conditions === undefined) return;
    const { store } = this.options;
    const whole = await store.findStretch(conditions);
    const below = Math.min(whole.below, until + 1);
    for (let { above } = whole; ;) {
      const { entries, scanned, reached } = await store.scan('oldest first', { above, below }, conditions, {
        most: EXPORT_ROWS,
        wanted: EXPORT_ROWS,
      });
      if (entries.length > 0) yield entries.map((entry) => `${JSON.stringify(toAuditEntry(entry))}\n`).join('');
      if (scanned < EXPORT_ROWS || reached === null) return;
      above = reached;
    }
  }

  private async search(
    stretch: Stretch,
    conditions: Conditions,
    limit: number,
  ): Promise<{ entries: LoggedEntry[]; next: number | null }> {
    const { store, nowMs } = this.options;
    const isFiltered = Object.values(conditions).some((value) => value !== null);
    const most = isFiltered ? SCAN_ROWS : limit + 1;
    const until = nowMs() + SEARCH_MS;
    const entries: LoggedEntry[] = [];
    for (let { below } = stretch; ;) {
      // One more than asked for tells whether there is a next page.
      const wanted = limit + 1 - entries.length;
      const scan = await store.scan('newest first', { ...stretch, below }, conditions, { most, wanted });
      entries.push(...scan.entries);
      if (entries.length > limit) {
        entries.pop();
        return { entries, next: Number(entries.at(-1)?.seq) };
      }
      if (scan.scanned < most || scan.reached === null) return { entries, next: null };
      if (nowMs() >= until) return { entries, next: scan.reached };
      below = scan.reached;
    }
  }
}

/** Undefined where no entry can fulfil them: PostgreSQL's text has no NUL, and it would refuse to look. */
function conditionsOf({ target, actor, action, from, to }: AuditFilters): Conditions | undefined {
  if ([target, actor].some((text) => text?.includes('\0'))) return undefined;
  return {
    target: target ?? null,
    actor: actor ?? null,
    action: action ?? null,
    from: from === undefined ? null : new Date(from),
    to: to === undefined ? null : new Date(to),
  };
}
