'use client';

import type { MessageInspection, MessagePdus, RelatedMessages } from '@codewire/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { pauseBeforeAsking } from './use-message';

const keyOf = (id: string) => ['message', id, 'inspection'];

export interface FirstInspection {
  readonly data: MessageInspection;
  readonly at: number;
}

/** All that is known of one message, followed until nothing more can happen to it. */
export function useInspection(id: string, first: FirstInspection | undefined): UseQueryResult<MessageInspection> {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => callFromBrowser(inspectionCalls.message(id), signal),
    refetchInterval: ({ state }) => pauseBeforeAsking(state.data),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** Its PDUs, asked of all servers only once someone wants to see them, and anew when there must be more of them. */
export function usePdus(message: MessageInspection, isWanted: boolean): UseQueryResult<MessagePdus> {
  const answered = message.attempts.filter(({ answered_at: at }) => at !== null).length;
  return useQuery({
    queryKey: [...keyOf(message.id), 'pdus', message.attempts.length, answered, message.receipts.length],
    queryFn: ({ signal }) => callFromBrowser(inspectionCalls.pdus(message.id), signal),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    // What someone reads must not change because he has looked into another window.
    refetchOnWindowFocus: false,
  });
}

export function useRelated(id: string): UseQueryResult<RelatedMessages> {
  return useQuery({
    queryKey: [...keyOf(id), 'related'],
    queryFn: ({ signal }) => callFromBrowser(inspectionCalls.related(id), signal),
  });
}
