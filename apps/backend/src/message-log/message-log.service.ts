import type { MessageDetail, MessagePage, MessageQuery } from '@codewire/contracts';
import { canonicalTag } from '@codewire/otp';
import type { Queryable, Snapshots } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { readCursor, toCursor } from './cursor.js';
import { MessageLogStore, type Conditions, type LoggedMessage, type Stretch } from './message-log.store.js';
import { toDetail, toRow } from './message.views.js';
import { LEAST_ROWS, nextRows } from './step-rows.js';
import { readWhole } from './whole-message.js';

/** Rows looked at by one statement of a filtered search: the fewest at first, then as many as it has time for. */
const SCAN_ROWS = 5_000;
/** A search that finds little is told as far as it got: the page's cursor goes on from there. */
const SEARCH_MS = 1_500;
/** Message ids carry the clock of the node that made them, verifications the database's. */
const CLOCK_SLACK_MS = 120_000;
/** Below and above any id. */
const FIRST_ID = 'msg_';
const LAST_ID = 'msg_~';

export interface MessageLogOptions {
  readonly sql: Queryable & Snapshots;
  readonly keyring: Keyring;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/** Whose messages a reader may see: those of these applications, or null for everyone's. */
type Scope = readonly string[] | null;

/** Pages and details of what was sent. */
export class MessageLog {
  private readonly store: MessageLogStore;

  constructor(private readonly options: MessageLogOptions) {
    this.store = new MessageLogStore(options.sql);
  }

  /**
   * Newest first, paged by id, so a page costs the same however deep it lies. A page is shorter than asked for when
   * the search ran out of time; `next_cursor` is null only when there is nothing older.
   */
  async list(scope: Scope, query: MessageQuery): Promise<MessagePage> {
    const stretch = await this.stretchOf(scope, query);
    if (stretch === undefined) return { data: [], next_cursor: null };
    const { messages, nextId } = await this.search(stretch, query);
    return {
      data: messages.map((message) => toRow(this.options.keyring, message)),
      next_cursor: nextId === null ? null : toCursor(nextId),
    };
  }

  async read(scope: Scope, messageId: string): Promise<MessageDetail> {
    return toDetail(this.options.keyring, await readWhole(this.options.sql, scope, messageId));
  }

  private async search(
    stretch: Stretch,
    query: MessageQuery,
  ): Promise<{ messages: LoggedMessage[]; nextId: string | null }> {
    const { nowMs } = this.options;
    const conditions = conditionsOf(query);
    const isFiltered = Object.values(conditions).some((value) => value !== null);
    let most = isFiltered ? LEAST_ROWS : query.limit + 1;
    let startedMs = nowMs();
    const until = startedMs + SEARCH_MS;
    const messages: LoggedMessage[] = [];
    for (let belowId = stretch.belowId; ;) {
      // One more than asked for tells whether there is a next page.
      const wanted = query.limit + 1 - messages.length;
      const scan = await this.store.scan({ ...stretch, belowId }, conditions, { most, wanted });
      messages.push(...scan.messages);
      if (messages.length > query.limit) {
        messages.pop();
        return { messages, nextId: messages.at(-1)?.id ?? null };
      }
      if (scan.scanned < most || scan.reachedId === null) return { messages, nextId: null };
      const doneMs = nowMs();
      if (doneMs >= until) return { messages, nextId: scan.reachedId };
      most = nextRows(most, doneMs - startedMs, SCAN_ROWS);
      startedMs = doneMs;
      belowId = scan.reachedId;
    }
  }

  /** The ids between which the wanted messages lie; undefined when there can be none. */
  private async stretchOf(scope: Scope, query: MessageQuery): Promise<Stretch | undefined> {
    // PostgreSQL's text has no NUL: nothing stored is like that, and it would refuse to look.
    if ([query.carrier, query.language, query.verification].some((text) => text?.includes('\0'))) return undefined;
    const from = query.from === undefined ? FIRST_ID : messageIdAt(timeOf(query.from));
    const to = query.to === undefined ? LAST_ID : messageIdAt(timeOf(query.to));
    const cursor = query.cursor === undefined ? LAST_ID : readCursor(query.cursor);
    const belowId = cursor < to ? cursor : to;
    if (query.verification === undefined) return { applicationIds: scope, fromId: from, belowId };
    const span = await this.store.findSpan(query.verification);
    if (span === undefined) return undefined;
    const first = span.sends === 1 ? span.newestId : messageIdAt(span.createdAt.getTime() - CLOCK_SLACK_MS);
    const afterNewest = `${span.newestId}~`;
    return {
      applicationIds: scope,
      fromId: from > first ? from : first,
      belowId: belowId < afterNewest ? belowId : afterNewest,
    };
  }
}

/** The last millisecond that an id can carry (62^8 of them): some write the year 9999 for ever. */
const LAST_MS = 62 ** 8 - 1;

const timeOf = (text: string) => Math.min(Math.max(0, Date.parse(text)), LAST_MS);

function conditionsOf({ status, country, language, carrier, verification }: MessageQuery): Conditions {
  return {
    status: status ?? null,
    country: country ?? null,
    language: language === undefined ? null : (canonicalTag(language) ?? language),
    carrierId: carrier ?? null,
    verificationId: verification ?? null,
  };
}
