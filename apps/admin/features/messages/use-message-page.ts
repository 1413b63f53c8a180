'use client';

import type { MessagePage } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { useMounted } from '../../lib/use-mounted';
import type { FetchedQuery } from '../../ui/fetched';
import { apiQuery, writeFilters, type MessageFilters } from './message-filters';

export interface FirstPage {
  readonly filters: MessageFilters;
  readonly data: MessagePage;
  readonly at: number;
}

export interface MessagePageQuery extends FetchedQuery<MessagePage> {
  /** What is shown belongs to the filters before; that of these is on its way. */
  readonly isOfBefore: boolean;
}

/** The page the filters ask for. While it is on its way, or when it fails, the last good one stays. */
export function useMessagePage(filters: MessageFilters, first: FirstPage | undefined): MessagePageQuery {
  const address = writeFilters(filters);
  const isFirst = first !== undefined && writeFilters(first.filters) === address;
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery({
    queryKey: ['messages', address],
    queryFn: ({ signal }) => callFromBrowser(calls.messages(apiQuery(filters, Date.now())), signal),
    ...(isFirst ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
  const isMounted = useMounted();
  const [lastGood, setLastGood] = useState({ data, dataUpdatedAt });
  useEffect(() => {
    if (data) setLastGood({ data, dataUpdatedAt });
  }, [data, dataUpdatedAt]);
  return {
    ...(data ? { data, dataUpdatedAt } : lastGood),
    isOfBefore: data === undefined && error === null,
    error,
    // A page that comes alive late asks again at once; the server's picture of it did not.
    isFetching: isMounted && isFetching,
    refetch,
  };
}
