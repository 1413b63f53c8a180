'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { asFailure } from '../lib/api/failure';
import { Button } from './button';
import { FailureNotice } from './failure-notice';
import { Moment } from './moment';
import classes from './fetched.module.css';

/** What is needed of a query (TanStack's is one) to show how it stands. */
export interface FetchedQuery<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

export interface FetchedProps<Data> {
  readonly query: FetchedQuery<Data>;
  /** Stands in for the real thing: `<Skeleton>`. */
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/**
 * The state rules of all that is fetched. On its way: its skeleton. Failed: what failed, the request's id, a retry;
 * the last good answer stays below, dimmed, with its time.
 */
export function Fetched<Data>({ query, skeleton, children }: FetchedProps<Data>) {
  const t = useTranslations('states');
  const common = useTranslations('common');
  const { data, error, isFetching, dataUpdatedAt, refetch } = query;
  const hasFailed = error !== null && error !== undefined;
  return (
    <>
      {hasFailed ? (
        <FailureNotice failure={asFailure(error)}>
          <Button size="xs" loading={isFetching} onClick={() => void refetch()}>
            {common('retry')}
          </Button>
        </FailureNotice>
      ) : null}
      {data === undefined && !hasFailed ? skeleton : null}
      {data === undefined ? null : (
        <div className={classes.data} data-old={hasFailed || undefined}>
          {hasFailed && dataUpdatedAt > 0 ? (
            <p className={classes.asOf}>
              {t.rich('asOf', { time: () => <Moment at={new Date(dataUpdatedAt).toISOString()} show="full" /> })}
            </p>
          ) : null}
          {children(data)}
        </div>
      )}
    </>
  );
}
