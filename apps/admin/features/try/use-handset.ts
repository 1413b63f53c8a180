'use client';

import type { HandsetInbox } from '@codewire/contracts';
import { useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import type { KeptHandset } from './handset-list';

/** A text is on the phone a moment after it was sent, and whoever looks should not wait for it. */
const ASK_AT_FIRST_EVERY_MILLISECONDS = 150;
const AT_FIRST_MILLISECONDS = 3_000;
const ASK_EVERY_MILLISECONDS = 400;
const WATCH_FOR_MILLISECONDS = 60_000;
const LOOK_ASIDE_EVERY_MILLISECONDS = 3_000;

export interface HandsetWatch {
  readonly number: string;
  readonly sentAt: number;
  readonly isWatched: boolean;
}

const inboxOf = (number: string) => ({
  queryKey: ['handset', number],
  queryFn: ({ signal }: { signal: AbortSignal }) => callFromBrowser(calls.handset({ number }), signal),
});

/** The inbox of the phone with this number; watched closely for a minute after each send. */
export function useHandset({ number, sentAt, isWatched }: HandsetWatch): UseQueryResult<HandsetInbox> {
  return useQuery({
    ...inboxOf(number),
    enabled: isWatched,
    refetchInterval: () => pauseAfter(Date.now() - sentAt),
  });
}

/** The same phone where nobody knows when something comes. */
export function useIdleHandset(number: string): UseQueryResult<HandsetInbox> {
  return useQuery({ ...inboxOf(number), refetchInterval: ASK_EVERY_MILLISECONDS });
}

/** How many messages on each of these phones nobody has looked at. */
export function useUnread(handsets: readonly KeptHandset[], watched: string): ReadonlyMap<string, number> {
  const aside = handsets.filter(({ number }) => number !== watched);
  const inboxes = useQueries({
    queries: aside.map(({ number }) => ({ ...inboxOf(number), refetchInterval: LOOK_ASIDE_EVERY_MILLISECONDS })),
  });
  return new Map(
    aside.map(({ number, seen }, index) => {
      const messages = inboxes[index]?.data?.messages ?? [];
      return [number, messages.filter(({ received_at: at }) => at > seen).length];
    }),
  );
}

function pauseAfter(sinceSent: number): number | false {
  if (sinceSent < AT_FIRST_MILLISECONDS) return ASK_AT_FIRST_EVERY_MILLISECONDS;
  return sinceSent < WATCH_FOR_MILLISECONDS ? ASK_EVERY_MILLISECONDS : false;
}
