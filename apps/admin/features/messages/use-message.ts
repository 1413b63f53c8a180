'use client';

import type { MessageDetail } from '@codewire/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { isFinal } from './message-end';

const ASK_EVERY_MILLISECONDS = 500;
/** A receipt that has not come within a minute is not worth two questions a second. */
const LATE_AFTER_MILLISECONDS = 60_000;
const ASK_LATE_EVERY_MILLISECONDS = 5_000;

export interface FirstMessage {
  readonly data: MessageDetail;
  readonly at: number;
}

/** One message, followed until nothing more can happen to it. */
export function useMessage(id: string | undefined, first?: FirstMessage): UseQueryResult<MessageDetail> {
  return useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => callFromBrowser(calls.message(id ?? ''), signal),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => pauseBeforeAsking(state.data),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** While something may still happen to it, and the less often the longer nothing has. */
export function pauseBeforeAsking(message: Pick<MessageDetail, 'status' | 'created_at'> | undefined): number | false {
  if (!message) return ASK_EVERY_MILLISECONDS;
  if (isFinal(message.status)) return false;
  const isLate = Date.now() - Date.parse(message.created_at) > LATE_AFTER_MILLISECONDS;
  return isLate ? ASK_LATE_EVERY_MILLISECONDS : ASK_EVERY_MILLISECONDS;
}
