import { Readable } from 'node:stream';
import type { Permission } from '@codewire/contracts';
import { AppError } from './app-error.js';
import type { SessionWatch } from './ports.js';

const LOOK_MS = 1_000;
/** The console's proxy gives up a stream that is silent for 30 seconds. */
const SILENT_MS = 10_000;
const MOST_STREAMS = 200;
/** Pages of one browser. */
const MOST_PER_SESSION = 6;
/** Whoever reads no faster than this is told nothing any more. */
const MOST_UNREAD_OCTETS = 4_000_000;

export interface LiveStreamsOptions<Asked> {
  readonly permission: Permission;
  readonly sessions: SessionWatch;
  /** Aborted when this process ends. */
  readonly closing: AbortSignal;
  /** Looks once for all who listen, and tells each what is new to him. */
  readonly look: (listeners: readonly Listening<Asked>[]) => Promise<void>;
  /** Nobody listens any more. */
  readonly onQuiet: () => void;
  readonly onError: (error: unknown) => void;
}

/** Someone who listens, and what for. */
export interface Listening<Asked> {
  readonly asked: Asked;
  tell(event: string, data: object): void;
}

interface Listener<Asked> extends Listening<Asked> {
  readonly sessionId: string;
  readonly stream: Readable;
  /** Its end is behind what it has not read yet: nothing may follow. */
  isOver: boolean;
  silentMs: number;
}

/**
 * Server-sent events for many listeners from one look a second, and none while nobody listens. Who is no longer signed
 * in, or may not see this any more, is told nothing from the next second on; when a look fails, nobody is: all streams
 * end, and browsers come again by themselves.
 */
export class LiveStreams<Asked> {
  private readonly listeners = new Set<Listener<Asked>>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;

  constructor(private readonly options: LiveStreamsOptions<Asked>) {
    options.closing.addEventListener('abort', () => this.endAll());
  }

  /** Events until someone ends them. Of a session's streams beyond a number the oldest ends. */
  open(sessionId: string, asked: Asked): Readable {
    if (this.options.closing.aborted || this.listeners.size >= MOST_STREAMS) throw new AppError('service.unavailable');
    const own = [...this.listeners].filter((listener) => listener.sessionId === sessionId);
    if (own.length >= MOST_PER_SESSION) own.slice(0, 1).forEach((oldest) => this.end(oldest));
    const listener = listenerOf(sessionId, asked);
    listener.stream.once('close', () => this.remove(listener));
    this.listeners.add(listener);
    this.timer ??= setInterval(() => void this.look(), LOOK_MS);
    void this.look();
    return listener.stream;
  }

  private remove(listener: Listener<Asked>): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0 || this.timer === undefined) return;
    clearInterval(this.timer);
    this.timer = undefined;
    this.options.onQuiet();
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      await this.dismiss();
      await this.options.look([...this.listeners]);
      for (const listener of this.listeners) keepAlive(listener);
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
    const allowed = await this.options.sessions.whoMayStay(ids, this.options.permission);
    for (const listener of this.listeners) {
      const { sessionId } = listener;
      if (ids.includes(sessionId) && !allowed.has(sessionId)) this.end(listener);
    }
  }

  private endAll(): void {
    for (const listener of this.listeners) this.end(listener);
  }

  private end(listener: Listener<Asked>): void {
    listener.isOver = true;
    listener.stream.push(null);
    this.remove(listener);
  }
}

function listenerOf<Asked>(sessionId: string, asked: Asked): Listener<Asked> {
  const stream = new Readable({ read: () => undefined });
  const listener = {
    sessionId,
    asked,
    stream,
    isOver: false,
    silentMs: 0,
    tell: (event: string, data: object) => send(listener, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
  };
  return listener;
}

function keepAlive(listener: Listener<unknown>): void {
  listener.silentMs += LOOK_MS;
  if (listener.silentMs > SILENT_MS) send(listener, ': still there\n\n');
}

function send(listener: Pick<Listener<unknown>, 'stream' | 'isOver' | 'silentMs'>, text: string): void {
  const { stream, isOver } = listener;
  // It may have ended while somebody looked.
  if (isOver || stream.destroyed) return;
  listener.silentMs = 0;
  stream.push(text);
  if (stream.readableLength > MOST_UNREAD_OCTETS) stream.destroy();
}
