'use client';

import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiCall } from '../../lib/api/call';
import { callFromBrowser } from '../../lib/api/browser';
import { useMounted } from '../../lib/use-mounted';
import type { FetchedQuery } from '../../ui/fetched';
import type { Histogram } from './bars';
import type { LogFilters, LogForm } from './filter-form';
import { isLate, LATE } from './late-rows';

/** A page of any log, as the admin API tells it. */
export interface LogPage<Row> {
  readonly data: readonly Row[];
  readonly older_cursor: string | null;
  readonly newer_cursor: string | null;
  readonly is_partial: boolean;
  readonly searched_to: string | null;
}

export interface LogCount {
  readonly count: number;
  readonly is_capped: boolean;
  readonly is_partial: boolean;
}

/** What is asked of the admin API for a log. */
export interface LogSource<Row, Status extends string> {
  readonly room: 'messages' | 'verifications';
  readonly page: (query: URLSearchParams) => ApiCall<LogPage<Row>>;
  readonly count: (query: URLSearchParams) => ApiCall<LogCount>;
  readonly histogram: (query: URLSearchParams) => ApiCall<Histogram<Status>>;
}

/** The page of the first paint, and the address that it was an answer to. */
export interface FirstPage<Row> {
  readonly address: string;
  readonly data: LogPage<Row>;
  readonly at: number;
}

export interface Log<Row, Status extends string> {
  readonly page: FetchedQuery<LogPage<Row>> & {
    /** What is shown belongs to the filters before; that of these is on its way. */
    readonly isOfBefore: boolean;
  };
  readonly count: LogCount | undefined;
  readonly histogram: UseQueryResult<Histogram<Status>>;
}

/** While rows come in by themselves, the chart and the count follow at their own pace. */
const FOLLOW_MILLISECONDS = 5_000;

/** What the filters ask for. While a page is on its way, or when it fails, the last good one stays. */
export function useLog<Name extends string, Row, Status extends string>(
  form: LogForm<Name>,
  source: LogSource<Row, Status>,
  filters: LogFilters<Name>,
  first: FirstPage<Row> | undefined,
): Log<Row, Status> {
  const { room } = source;
  const address = form.writeFilters({ ...filters, live: '' });
  const isFirst = first !== undefined && first.address === address;
  const queries = useQueryClient();
  const pageKey = [room, 'page', address];
  const page = useQuery({
    queryKey: pageKey,
    queryFn: ({ signal }) => callFromBrowser(source.page(form.apiPage(filters, Date.now())), signal),
    refetchInterval: ({ state }) => isLate(filters, state) && LATE.everyMilliseconds,
    ...(isFirst ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
  const isAwaited = isLate(filters, queries.getQueryState<LogPage<Row>>(pageKey));
  const whole = form.writeFilters({ ...filters, cursor: '', direction: '', live: '' });
  const follow = filters.live === '' ? (false as const) : FOLLOW_MILLISECONDS;
  const count = useQuery({
    queryKey: [room, 'count', whole],
    queryFn: ({ signal }) => callFromBrowser(source.count(form.apiFilters(filters, Date.now())), signal),
    enabled: !isAwaited,
    refetchInterval: follow,
  });
  const histogram = useQuery({
    queryKey: [room, 'histogram', whole],
    queryFn: ({ signal }) => callFromBrowser(source.histogram(form.apiFilters(filters, Date.now())), signal),
    enabled: !isAwaited,
    placeholderData: keepPreviousData,
    refetchInterval: follow,
  });
  const lastGood = useLastGood(page);
  const isMounted = useMounted();
  return {
    page: {
      ...lastGood,
      ...(isAwaited ? { data: undefined } : {}),
      isOfBefore: page.data === undefined && page.error === null,
      error: page.error,
      // A page that comes alive late asks again at once; the server's picture of it did not.
      isFetching: isMounted && page.isFetching,
      refetch: () => Promise.all([page.refetch(), count.refetch(), histogram.refetch()]),
    },
    count: count.data,
    histogram,
  };
}

function useLastGood<Data>({ data, dataUpdatedAt }: { data: Data | undefined; dataUpdatedAt: number }) {
  const [lastGood, setLastGood] = useState({ data, dataUpdatedAt });
  useEffect(() => {
    if (data) setLastGood({ data, dataUpdatedAt });
  }, [data, dataUpdatedAt]);
  return data ? { data, dataUpdatedAt } : lastGood;
}
