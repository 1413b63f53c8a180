'use client';

import { LiveMessages, type MessageSearchRow } from '@codewire/contracts';
import { startTransition, useEffect, useState } from 'react';
import { followStream } from '../../lib/api/live-stream';
import { goOn, newOnes, takeIn, type LiveRows } from './live-rows';

const STALE_AFTER_MILLISECONDS = 10_000;
/** Between two pieces of rows that come in, there is time for whoever types or points. */
const BETWEEN_MILLISECONDS = 40;

export interface LiveLog {
  readonly rows: readonly MessageSearchRow[];
  /** New ones that wait while someone reads. */
  readonly waiting: number;
  readonly skipped: number;
  /** Nothing was heard for so long that what is shown may be wrong. */
  readonly isStale: boolean;
  /** When something was heard last; null: not yet. */
  readonly heardAt: string | null;
}

/** Rows as they come in, for as long as the page is looked at. While it is paused nothing on the page moves. */
export function useLiveRows(query: string, known: readonly MessageSearchRow[], isPaused: boolean): LiveLog {
  const [live, setLive] = useState<LiveRows>({ shown: known, waiting: [], skipped: 0 });
  const [hearing, setHearing] = useState<{ isStale: boolean; heardAt: string | null }>({
    isStale: false,
    heardAt: null,
  });
  useEffect(() => {
    if (isPaused || live.waiting.length === 0) return;
    // In a transition: rows are drawn piece by piece, and whoever types or points comes first.
    const timer = setTimeout(() => startTransition(() => setLive(goOn)), BETWEEN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isPaused, live]);

  useEffect(() => {
    const ending = new AbortController();
    const silence = createSilence(setHearing);
    void followStream(
      `messages/live?${query}`,
      {
        onEvent: ({ name, data }) => {
          silence.hear();
          const told = name === 'messages' ? LiveMessages.safeParse(JSON.parse(data)) : undefined;
          if (told?.success === true) startTransition(() => setLive((before) => takeIn(before, told.data)));
        },
        onLost: silence.lose,
      },
      ending.signal,
    );
    return () => {
      ending.abort();
      silence.stop();
    };
  }, [query]);

  return {
    rows: live.shown,
    waiting: newOnes(live),
    skipped: live.skipped,
    ...hearing,
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
