'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import type { ApiCall } from '../../lib/api/call';
import { isRefusal } from '../../lib/api/failure';
import { inspectionCalls } from '../../lib/api/inspection-calls';

const ASK_EVERY_MILLISECONDS = 1_000;
/** A receipt that has not come within a minute may come yet, but seldom does. */
const LATE_AFTER_MILLISECONDS = 60_000;
const ASK_LATE_EVERY_MILLISECONDS = 10_000;

const keyOf = (id: string) => ['verification', id];

export interface FirstVerification {
  readonly data: VerificationDetail;
  readonly at: number;
}

/** One verification, followed until it has ended and its messages have. */
export function useVerification(id: string, first: FirstVerification | undefined): UseQueryResult<VerificationDetail> {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => callFromBrowser(inspectionCalls.verification(id), signal),
    refetchInterval: ({ state }) => pauseBeforeAsking(state.data),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** Messages are told from copies, which come a moment after what they are copies of. */
function pauseBeforeAsking(verification: VerificationDetail | undefined): number | false {
  if (verification === undefined) return ASK_EVERY_MILLISECONDS;
  const { status, sends, messages, created_at: begun } = verification;
  const areMessagesEnded = messages.length >= sends && messages.every(({ ended_at: ended }) => ended !== null);
  if (status !== 'pending' && areMessagesEnded) return false;
  return Date.now() - Date.parse(begun) > LATE_AFTER_MILLISECONDS
    ? ASK_LATE_EVERY_MILLISECONDS
    : ASK_EVERY_MILLISECONDS;
}

/** Something done to one that is pending. Takes the answer as the newest; when it ended meanwhile, asks how before it says so. */
export function useVerificationChange(id: string) {
  const queries = useQueryClient();
  const queryKey = keyOf(id);
  return async (call: ApiCall<VerificationDetail>): Promise<void> => {
    try {
      queries.setQueryData(queryKey, await callFromBrowser(call));
    } catch (error) {
      if (isRefusal(error, 'verification.ended')) await queries.invalidateQueries({ queryKey });
      throw error;
    }
  };
}
