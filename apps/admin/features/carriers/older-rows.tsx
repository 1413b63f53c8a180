'use client';

import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import classes from './carriers.module.css';

export interface OlderRowsProps<Row> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly data: readonly Row[] }>>;
  /** Said in place of the rows when there are none. */
  readonly empty: string;
  /** As many rows as there most likely are: what is below them is not to jump when they come. */
  readonly likely: number;
  readonly lead?: string;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** The newest rows, and older ones below them as far as one wants to go. */
export function OlderRows<Row>({ query, empty, likely, lead, children }: OlderRowsProps<Row>) {
  const t = useTranslations('carriers');
  return (
    <div className={classes.test}>
      {lead === undefined ? null : <p className={classes.lead}>{lead}</p>}
      <Fetched
        query={query}
        skeleton={<Skeleton label={t('loading')}>{likely === 0 ? null : <GhostTable rows={likely} />}</Skeleton>}
      >
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          return rows.length === 0 ? <p className={classes.none}>{empty}</p> : children(rows);
        }}
      </Fetched>
      {query.hasNextPage ? (
        <Button
          size="xs"
          className={classes.more ?? ''}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('older')}
        </Button>
      ) : null}
    </div>
  );
}
