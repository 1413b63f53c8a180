import { LiveBinds } from '@codewire/contracts';
import { streamFromBrowser } from '../../lib/api/browser';
import { readEvents } from '../../lib/api/event-stream';

/** Told every ten seconds at least; twice that is too long to be a hiccup. */
const SILENT_MILLISECONDS = 20_000;
const AGAIN_AFTER_MILLISECONDS = 1_000;

export interface LiveListener {
  readonly onBinds: (binds: LiveBinds) => void;
  /** The stream stands: something came, if only a sign of life. */
  readonly onSign: () => void;
  /** It ended, broke, or fell silent; another one is opened a moment later. */
  readonly onLost: () => void;
}

/**
 * How carriers stand, for as long as the signal is not aborted. A page that nobody sees holds no stream: browsers have
 * six connections for one address, and tabs in the background would use them up.
 */
export async function followBinds(listener: LiveListener, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await untilSeen(signal);
    if (signal.aborted) return;
    await follow(listener, signal);
    if (signal.aborted) return;
    if (document.visibilityState === 'visible') listener.onLost();
    await pause(AGAIN_AFTER_MILLISECONDS, signal);
  }
}

/** One stream to its end, whatever that is. */
async function follow({ onBinds, onSign }: LiveListener, signal: AbortSignal): Promise<void> {
  const own = new AbortController();
  const end = () => own.abort();
  const endUnseen = () => document.visibilityState === 'hidden' && own.abort();
  signal.addEventListener('abort', end);
  document.addEventListener('visibilitychange', endUnseen);
  let silence = setTimeout(end, SILENT_MILLISECONDS);
  try {
    for await (const { name, data } of readEvents(await streamFromBrowser('carriers/live', own.signal))) {
      clearTimeout(silence);
      silence = setTimeout(end, SILENT_MILLISECONDS);
      onSign();
      const told = name === 'binds' ? LiveBinds.safeParse(JSON.parse(data)) : undefined;
      if (told?.success === true) onBinds(told.data);
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
