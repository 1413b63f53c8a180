'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { inspectionCalls } from '../../lib/api/inspection-calls';

const ASK_EVERY_MILLISECONDS = 2_000;
/** Of one that has ended a receipt may come yet. */
const ASK_ENDED_EVERY_MILLISECONDS = 10_000;

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

function pauseBeforeAsking(verification: VerificationDetail | undefined): number | false {
  if (verification === undefined || verification.status === 'pending') return ASK_EVERY_MILLISECONDS;
  return verification.messages.every(({ ended_at: ended }) => ended !== null) ? false : ASK_ENDED_EVERY_MILLISECONDS;
}

/** Takes an answer as the newest, or asks anew. */
export function useVerificationAnew(id: string) {
  const queries = useQueryClient();
  return {
    take: (verification: VerificationDetail) => queries.setQueryData(keyOf(id), verification),
    readAnew: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  };
}
