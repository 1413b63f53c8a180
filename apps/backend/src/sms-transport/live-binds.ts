import { Readable } from 'node:stream';
import type { LiveBinds as LiveEvent } from '@codewire/contracts';
import { AppError } from '../platform/app-error.js';
import type { SessionWatch } from '../platform/ports.js';
import { IDLE, type CarrierOverviewStore } from './carrier-overview.store.js';

const LOOK_MS = 1_000;
/** The console's proxy gives up a stream that is silent for 30 seconds. */
const SILENT_MS = 10_000;
const MOST_STREAMS = 200;
/** Pages of one browser. */
const MOST_PER_SESSION = 6;
/** Whoever reads no faster than this is told nothing any more. */
const MOST_UNREAD_OCTETS = 1_000_000;

export interface LiveBindsOptions {
  readonly store: Pick<CarrierOverviewStore, 'listStatuses' | 'standings'>;
  readonly sessions: SessionWatch;
  /** Aborted when this process ends. */
  readonly closing: AbortSignal;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

interface Listener {
  readonly sessionId: string;
  readonly stream: Readable;
  hasHeard: boolean;
  silentMs: number;
}

/**
 * Tells every listener how carriers stand: at once, and then whenever it has changed. However many listen, the tables are
 * looked at once a second, and not at all while nobody does. Who is no longer signed in, or may not see carriers any
 * more, is told nothing from the next second on; when the tables cannot be read, nobody is.
 */
export class LiveBinds {
  private readonly listeners = new Set<Listener>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  private last = '';

  constructor(private readonly options: LiveBindsOptions) {
    options.closing.addEventListener('abort', () => this.endAll());
  }

  /** Server-sent events until someone ends them. Of a session's streams beyond a number the oldest ends. */
  open(sessionId: string): Readable {
    if (this.options.closing.aborted || this.listeners.size >= MOST_STREAMS) throw new AppError('service.unavailable');
    const own = [...this.listeners].filter((listener) => listener.sessionId === sessionId);
    if (own.length >= MOST_PER_SESSION) own.slice(0, 1).forEach((oldest) => this.end(oldest));
    const listener: Listener = {
      sessionId,
      stream: new Readable({ read: () => undefined }),
      hasHeard: false,
      silentMs: 0,
    };
    listener.stream.once('close', () => this.remove(listener));
    this.listeners.add(listener);
    this.timer ??= setInterval(() => void this.look(), LOOK_MS);
    void this.look();
    return listener.stream;
  }

  private remove(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.dismiss();
      this.tell(await this.read());
    } catch (error) {
      this.options.onError(error);
      this.endAll();
    } finally {
      this.isLooking = false;
    }
  }

  /** Those who may not stay. */
  private async dismiss(): Promise<void> {
    const ids = [...new Set([...this.listeners].map(({ sessionId }) => sessionId))];
    const allowed = await this.options.sessions.whoMayStay(ids, 'carriers.read');
    for (const listener of this.listeners) {
      const { sessionId } = listener;
      if (ids.includes(sessionId) && !allowed.has(sessionId)) this.end(listener);
    }
  }

  private async read(): Promise<LiveEvent['carriers']> {
    const [carriers, standings] = await Promise.all([
      this.options.store.listStatuses(),
      this.options.store.standings(),
    ]);
    return carriers.map(({ id, status }) => {
      const { binds, queue } = standings.get(id) ?? IDLE;
      return { id, status, bind_states: [...binds], queue };
    });
  }

  private tell(carriers: LiveEvent['carriers']): void {
    const told = JSON.stringify(carriers);
    const isNews = told !== this.last;
    this.last = told;
    const event = `event: binds\ndata: ${JSON.stringify({ at: this.options.now().toISOString(), carriers })}\n\n`;
    for (const listener of this.listeners) {
      listener.silentMs += LOOK_MS;
      if (isNews || !listener.hasHeard) send(listener, event);
      else if (listener.silentMs >= SILENT_MS) send(listener, ': still there\n\n');
    }
  }

  private endAll(): void {
    for (const listener of this.listeners) this.end(listener);
  }

  private end(listener: Listener): void {
    listener.stream.push(null);
    this.remove(listener);
  }
}

function send(listener: Listener, text: string): void {
  const { stream } = listener;
  listener.hasHeard = true;
  listener.silentMs = 0;
  stream.push(text);
  if (stream.readableLength > MOST_UNREAD_OCTETS) stream.destroy();
}
