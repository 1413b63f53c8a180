'use client';

import type { HandsetInbox } from '@codewire/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';

const ASK_EVERY_MILLISECONDS = 400;
const WATCH_FOR_MILLISECONDS = 60_000;

export interface HandsetWatch {
  readonly number: string;
  readonly sentAt: number;
  readonly isWatched: boolean;
}

/** The inbox of the phone with this number; watched closely for a minute after each send. */
export function useHandset({ number, sentAt, isWatched }: HandsetWatch): UseQueryResult<HandsetInbox> {
  return useQuery({
    queryKey: ['handset', number],
    queryFn: ({ signal }) => callFromBrowser(calls.handset({ number }), signal),
    enabled: isWatched,
    refetchInterval: () => (Date.now() - sentAt < WATCH_FOR_MILLISECONDS ? ASK_EVERY_MILLISECONDS : false),
  });
}
