'use client';

import { LiveMessages, type MessageSearchRow } from '@codewire/contracts';
import { useEffect, useRef, useState } from 'react';
import { followStream } from '../../lib/api/live-stream';
import { goOn, newOnes, takeIn, type LiveRows } from './live-rows';

const STALE_AFTER_MILLISECONDS = 10_000;
/** New rows that are drawn at once: more would hold up whoever types or scrolls. */
const AT_ONCE = 25;
const BETWEEN_MILLISECONDS = 60;

export interface LiveLog {
  readonly rows: readonly MessageSearchRow[];
  /** New ones that wait while someone reads. */
  readonly waiting: number;
  readonly skipped: number;
  /** Nothing was heard for so long that what is shown may be wrong. */
  readonly isStale: boolean;
  /** When something was heard last; null: not yet. */
  readonly heardAt: string | null;
  readonly goOn: () => void;
}

/** Rows as they come in, for as long as the page is looked at. While it is paused nothing on the page moves. */
export function useLiveRows(query: string, known: readonly MessageSearchRow[], isPaused: boolean): LiveLog {
  const [live, setLive] = useState<LiveRows>({ shown: known, waiting: [], skipped: 0 });
  const [hearing, setHearing] = useState<{ isStale: boolean; heardAt: string | null }>({
    isStale: false,
    heardAt: null,
  });
  const paused = useRef(isPaused);
  useEffect(() => {
    paused.current = isPaused;
    if (!isPaused) setLive((before) => (before.waiting.length === 0 ? before : goOn(before)));
  }, [isPaused]);

  useEffect(() => {
    const ending = new AbortController();
    const pieces = createPieces((piece) => setLive((before) => takeIn(before, piece, paused.current)));
    const silence = createSilence(setHearing);
    void followStream(
      `messages/live?${query}`,
      {
        onEvent: ({ name, data }) => {
          silence.hear();
          const told = name === 'messages' ? LiveMessages.safeParse(JSON.parse(data)) : undefined;
          if (told?.success === true) pieces.add(told.data);
        },
        onLost: silence.lose,
      },
      ending.signal,
    );
    return () => {
      ending.abort();
      pieces.stop();
      silence.stop();
    };
  }, [query]);

  return {
    rows: live.shown,
    waiting: newOnes(live),
    skipped: live.skipped,
    ...hearing,
    goOn: () => setLive(goOn),
  };
}

/** Hands on what was told in pieces that are drawn quickly, the oldest first. */
function createPieces(draw: (piece: Pick<LiveMessages, 'rows' | 'skipped'>) => void) {
  let rows: MessageSearchRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  function next(): void {
    const piece = rows.splice(-AT_ONCE);
    if (piece.length > 0) draw({ rows: piece, skipped: 0 });
    timer = rows.length === 0 ? undefined : setTimeout(next, BETWEEN_MILLISECONDS);
  }
  return {
    add: (told: LiveMessages) => {
      if (told.skipped > 0) draw({ rows: [], skipped: told.skipped });
      rows = [...told.rows, ...rows];
      if (timer === undefined) next();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Tells when nothing has been heard for too long, and when that is over. */
function createSilence(tell: (hearing: { isStale: boolean; heardAt: string | null }) => void) {
  let heardAt: string | null = null;
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const set = (now: boolean) => {
    isStale = now;
    tell({ isStale, heardAt });
  };
  const lose = () => {
    timer ??= setTimeout(() => set(true), STALE_AFTER_MILLISECONDS);
  };
  // Until the first word, too.
  lose();
  return {
    lose,
    hear: () => {
      clearTimeout(timer);
      timer = undefined;
      heardAt = new Date().toISOString();
      if (isStale) set(false);
    },
    stop: () => clearTimeout(timer),
  };
}
