'use client';

import type { MessagePage } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { asFailure, type ApiFailure } from '../../lib/api/failure';
import { useMounted } from '../../lib/use-mounted';
import { apiQuery, writeFilters, type MessageFilters } from './message-filters';

export interface FirstPage {
  readonly filters: MessageFilters;
  readonly data: MessagePage;
  readonly at: number;
}

export interface MessagePageState {
  /** The newest page we have, possibly of the filters before: then `isOld`. */
  readonly page: MessagePage | undefined;
  readonly isOld: boolean;
  readonly failure: ApiFailure | null;
  readonly updatedAt: number;
  readonly isFetching: boolean;
  readonly refresh: () => void;
}

/** The page the filters ask for. While it is on its way, or when it fails, the last good one stays. */
export function useMessagePage(filters: MessageFilters, first: FirstPage | undefined): MessagePageState {
  const address = writeFilters(filters);
  const isFirst = first !== undefined && writeFilters(first.filters) === address;
  const query = useQuery({
    queryKey: ['messages', address],
    queryFn: ({ signal }) => callFromBrowser(calls.messages(apiQuery(filters, Date.now())), signal),
    ...(isFirst ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
  const isMounted = useMounted();
  const [lastGood, setLastGood] = useState(query.data);
  useEffect(() => {
    if (query.data) setLastGood(query.data);
  }, [query.data]);
  return {
    page: query.data ?? lastGood,
    isOld: query.data === undefined || query.isError,
    failure: query.error ? asFailure(query.error) : null,
    updatedAt: query.dataUpdatedAt,
    // A page that comes alive late asks again at once; the server's picture of it did not.
    isFetching: isMounted && query.isFetching,
    refresh: () => void query.refetch(),
  };
}
