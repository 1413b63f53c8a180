import type { Readable } from 'node:stream';
import { MOST_LIVE_ROWS, type LiveMessages as LiveEvent, type MessageSearchRow } from '@codewire/contracts';
import { LiveStreams, type Listening, type LiveStreamsOptions } from '../../platform/live-streams.js';
import type { LiveTail, News } from './live-tail.js';
import type { TailRow } from './tail.store.js';
import { isWanted, type Span, type Wanted } from './wanted.js';

/** Ids that a listener was told and that may be told again; beyond it the oldest are forgotten. */
const MOST_TOLD = 10_000;

export interface LiveMessagesOptions extends Pick<LiveStreamsOptions<unknown>, 'sessions' | 'closing' | 'onError'> {
  readonly tail: LiveTail;
  readonly rowsOf: (ids: readonly string[]) => Promise<MessageSearchRow[]>;
  /** How many of a span are wanted, as far as one statement tells. */
  readonly countIn: (span: Span, wanted: Wanted) => Promise<number>;
  readonly now: () => Date;
}

interface Asked {
  /** Undefined: nothing can be found. */
  readonly wanted: Wanted | undefined;
  readonly told: Set<string>;
  hasHeard: boolean;
}

/** What one listener is to hear. */
interface Due {
  readonly listener: Listening<Asked>;
  readonly rows: readonly TailRow[];
  readonly skipped: number;
}

/** Tells everyone who listens which messages are new, and what became of those told before. */
export class LiveMessages {
  private readonly streams: LiveStreams<Asked>;

  constructor(private readonly options: LiveMessagesOptions) {
    const { sessions, closing, onError, tail } = options;
    this.streams = new LiveStreams({
      permission: 'messages.read',
      sessions,
      closing,
      onError,
      look: (listeners) => this.look(listeners),
      onQuiet: () => tail.forget(),
    });
  }

  open(sessionId: string, wanted: Wanted | undefined): Readable {
    return this.streams.open(sessionId, { wanted, told: new Set(), hasHeard: false });
  }

  private async look(listeners: readonly Listening<Asked>[]): Promise<void> {
    const news = await this.options.tail.look();
    const unread = await this.countMissed(listeners, news);
    const due = listeners.map((listener) => dueTo(listener, news, unread));
    const ids = [...new Set(due.flatMap(({ rows }) => rows.map(({ id }) => id)))];
    const shown = new Map((await this.options.rowsOf(ids)).map((row) => [row.id, row]));
    const at = this.options.now().toISOString();
    for (const one of due) tell(one, at, shown);
  }

  /** What was too much to be read is counted once for all who want the same, and for one question after the other. */
  private async countMissed(listeners: readonly Listening<Asked>[], { missed }: News): Promise<Unread> {
    const unread = new Map<string, number>();
    if (missed === null) return unread;
    for (const { wanted, hasHeard } of listeners.map(({ asked }) => asked)) {
      if (wanted === undefined || !hasHeard || unread.has(questionOf(wanted))) continue;
      unread.set(questionOf(wanted), await this.options.countIn(missed, wanted));
    }
    return unread;
  }
}

/** By question, how many of those that were too many to be read are wanted. */
type Unread = ReadonlyMap<string, number>;

const questionOf = (wanted: Wanted) => JSON.stringify(wanted);

function dueTo(listener: Listening<Asked>, { rows }: News, unread: Unread): Due {
  const { wanted, told, hasHeard } = listener.asked;
  // Who has only come begins with what comes next.
  if (wanted === undefined || !hasHeard) return { listener, rows: [], skipped: 0 };
  const mine = rows.filter((row) => told.has(row.id) || isWanted(wanted, row)).sort(newestFirst);
  const left = mine.slice(MOST_LIVE_ROWS).filter(({ id }) => !told.has(id));
  const skipped = left.length + (unread.get(questionOf(wanted)) ?? 0);
  return { listener, rows: mine.slice(0, MOST_LIVE_ROWS), skipped };
}

const newestFirst = (one: TailRow, other: TailRow) => (one.id < other.id ? 1 : -1);

function tell({ listener, rows, skipped }: Due, at: string, shown: ReadonlyMap<string, MessageSearchRow>): void {
  const { asked } = listener;
  if (asked.hasHeard && rows.length === 0 && skipped === 0) return;
  asked.hasHeard = true;
  for (const { id } of rows) asked.told.add(id);
  for (const id of asked.told) {
    if (asked.told.size <= MOST_TOLD) break;
    asked.told.delete(id);
  }
  const event: LiveEvent = { at, rows: rows.flatMap(({ id }) => shown.get(id) ?? []), skipped };
  listener.tell('messages', event);
}
