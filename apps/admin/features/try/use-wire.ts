'use client';

import type { MessageDetail, MessagePdus } from '@codewire/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { isFinal } from '../messages/message-end';

/** Seldom at first, and more seldom the longer nothing has come: every node is asked for what it saw. */
const FIRST_PAUSE_MILLISECONDS = 700;
const LONGEST_PAUSE_MILLISECONDS = 5_000;
const LOOK_FOR_MILLISECONDS = 120_000;

/** The PDUs of a message while it is under way, and at once when something has become of it. */
export function useWire(message: MessageDetail | undefined, isPermitted: boolean): UseQueryResult<MessagePdus> {
  const { id = '', attempts = [], receipts = [], status } = message ?? {};
  const answered = attempts.filter(({ answered_at: at }) => at !== null).length;
  return useQuery({
    queryKey: ['wire', id, status, attempts.length, answered, receipts.length],
    queryFn: ({ signal }) => callFromBrowser(inspectionCalls.pdus(id), signal),
    enabled: isPermitted && message !== undefined,
    // Of another message nothing is kept: it would be taken for this one's.
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => {
      const isOver = message === undefined || (isFinal(message.status) && state.data?.is_complete === true);
      const age = Date.now() - Date.parse(message?.created_at ?? '');
      if (isOver || !(age < LOOK_FOR_MILLISECONDS)) return false;
      return Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS + age / 4);
    },
  });
}
