'use client';

import type { CarrierList, CarrierView, LiveBinds } from '@codewire/contracts';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followBinds } from './live-stream';
import { isOtherList, listWithBinds, withBinds } from './merge-binds';
import { KEY, LIST_KEY } from './use-carriers';

const STALE_AFTER_MILLISECONDS = 10_000;

export interface LiveState {
  /** Nothing was heard for so long that what is shown may be wrong. */
  readonly isStale: boolean;
  /** When something was heard last; null: not yet. */
  readonly heardAt: string | null;
}

/** Keeps carriers on the page as they stand, for as long as the page is looked at. */
export function useLiveBinds(): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>({ isStale: false, heardAt: null });
  useEffect(() => {
    const ending = new AbortController();
    let heardAt: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lose = () => {
      timer ??= setTimeout(() => setState({ isStale: true, heardAt }), STALE_AFTER_MILLISECONDS);
    };
    // Until the first word, too.
    lose();
    void followBinds(
      {
        onBinds: (binds) => takeOver(queries, binds),
        onSign: () => {
          clearTimeout(timer);
          timer = undefined;
          heardAt = new Date().toISOString();
          setState((before) => (before.isStale ? { isStale: false, heardAt } : before));
        },
        onLost: lose,
      },
      ending.signal,
    );
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [queries]);
  return state;
}

function takeOver(queries: QueryClient, { carriers }: LiveBinds): void {
  const list = queries.getQueryData<CarrierList>(LIST_KEY);
  if (list) {
    queries.setQueryData<CarrierList>(LIST_KEY, listWithBinds(list, carriers));
    if (isOtherList(list, carriers)) void queries.invalidateQueries({ queryKey: LIST_KEY });
  }
  for (const { id } of carriers) {
    queries.setQueryData<CarrierView>([...KEY, id], (known) => known && withBinds(known, carriers));
  }
}
