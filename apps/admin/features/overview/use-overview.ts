'use client';

import type { Overview } from '@codewire/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { overviewCalls } from '../../lib/api/overview-calls';
import { apiQuery, writeFilters, type OverviewFilters } from './overview-filters';

const ASK_EVERY_MILLISECONDS = 30_000;

/** The numbers of the first paint, and the address that they were an answer to. */
export interface FirstOverview {
  readonly address: string;
  readonly data: Overview;
  readonly at: number;
}

/** The numbers up to now, asked anew for as long as the page is looked at. Those of before stay until there are others. */
export function useOverview(filters: OverviewFilters, first: FirstOverview | undefined): UseQueryResult<Overview> {
  const address = writeFilters(filters);
  return useQuery({
    queryKey: ['overview', address],
    queryFn: ({ signal }) => callFromBrowser(overviewCalls.overview(apiQuery(filters, Date.now())), signal),
    refetchInterval: ASK_EVERY_MILLISECONDS,
    placeholderData: keepPreviousData,
    ...(first?.address === address ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}
