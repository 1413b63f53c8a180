import { streamFromBrowser } from './browser';
import { readEvents, type StreamEvent } from './event-stream';

/** Told every ten seconds at least; twice that is too long to be a hiccup. */
const SILENT_MILLISECONDS = 20_000;
const AGAIN_AFTER_MILLISECONDS = 1_000;

export interface StreamListener {
  /** Something came, if only a sign of life: the stream stands. */
  readonly onEvent: (event: StreamEvent) => void;
  /** It ended, broke, or fell silent; another one is opened a moment later. */
  readonly onLost: () => void;
}

/**
 * A stream of the admin API, for as long as the signal is not aborted. A page that nobody sees holds no stream: browsers
 * have six connections for one address, and tabs in the background would use them up.
 */
export async function followStream(path: string, listener: StreamListener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await untilSeen(signal);
    if (signal.aborted) return;
    await follow(path, listener, signal);
    if (signal.aborted) return;
    if (document.visibilityState === 'visible') listener.onLost();
    await pause(AGAIN_AFTER_MILLISECONDS, signal);
  }
}

/** One stream to its end, whatever that is. */
async function follow(path: string, { onEvent }: StreamListener, signal: AbortSignal): Promise<void> {
  const own = new AbortController();
  const end = () => own.abort();
  const endUnseen = () => document.visibilityState === 'hidden' && own.abort();
  signal.addEventListener('abort', end);
  document.addEventListener('visibilitychange', endUnseen);
  let silence = setTimeout(end, SILENT_MILLISECONDS);
  try {
    for await (const event of readEvents(await streamFromBrowser(path, own.signal))) {
      clearTimeout(silence);
      silence = setTimeout(end, SILENT_MILLISECONDS);
      onEvent(event);
    }
  } catch {
    // Whatever it was, the next attempt shows whether it is over.
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    document.removeEventListener('visibilitychange', endUnseen);
  }
}

function untilSeen(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== 'visible' && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look, { once: true });
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
