'use client';

import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useTrail } from '../../lib/use-trail';
import { Button } from '../../ui/button';
import { FailureNotice } from '../../ui/failure-notice';
import { Moment } from '../../ui/moment';
import { Pager } from '../../ui/pager';
import { FilterBar } from './filter-bar';
import { activeFilters, NO_FILTERS, type MessageFilters } from './message-filters';
import { MessageTable } from './message-table';
import { TableSkeleton } from './table-skeleton';
import { useMessageFilters } from './use-message-filters';
import { useMessagePage, type FirstPage } from './use-message-page';
import classes from './messages.module.css';

/** The log: what was sent, to whom, and what became of it. */
export function MessagesRoom({ first }: { first: FirstPage | undefined }) {
  const t = useTranslations('messages');
  const { filters, go } = useMessageFilters();
  const { page, isOld, failure, updatedAt, isFetching, refresh } = useMessagePage(filters, first);
  const trail = useTrail(filters.cursor);

  function turnTo(cursor: string): void {
    if (cursor !== '' && cursor === page?.next_cursor) trail.note(cursor);
    go({ ...filters, cursor });
    window.scrollTo({ top: 0 });
  }

  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.title}>{t('title')}</h1>
        <span className={classes.updated}>
          {updatedAt > 0 ? (
            <span>{t.rich('updated', { time: () => <Moment at={new Date(updatedAt).toISOString()} /> })}</span>
          ) : null}
          <Button
            size="xs"
            loading={isFetching && !isOld}
            icon={<IconRefresh size={16} aria-hidden />}
            onClick={refresh}
          >
            {t('refresh')}
          </Button>
        </span>
      </header>
      <FilterBar filters={filters} onChange={go} />
      {failure ? (
        <FailureNotice failure={failure}>
          <Button size="xs" loading={isFetching} onClick={refresh}>
            {t('retry')}
          </Button>
        </FailureNotice>
      ) : null}
      {page ? <Rows page={page} isOld={isOld} filters={filters} onFilter={go} /> : null}
      {!page && !failure ? <TableSkeleton label={t('loading')} /> : null}
      {page ? (
        <Pager cursor={filters.cursor} nextCursor={page.next_cursor} previous={trail.previous} onGo={turnTo} />
      ) : null}
    </div>
  );
}

interface RowsProps {
  readonly page: FirstPage['data'];
  readonly isOld: boolean;
  readonly filters: MessageFilters;
  readonly onFilter: (filters: MessageFilters) => void;
}

/** Nothing yet and nothing that matches are two different things to hear. */
function Rows({ page, isOld, filters, onFilter }: RowsProps) {
  const t = useTranslations('messages');
  if (page.data.length > 0) return <MessageTable rows={page.data} isOld={isOld} />;
  const names = activeFilters(filters);
  if (names.length === 0 && filters.cursor !== '') {
    return (
      <div className={classes.empty}>
        <h2>{t('endTitle')}</h2>
        <p>{t('endDetail')}</p>
      </div>
    );
  }
  if (names.length === 0) {
    return (
      <div className={classes.empty}>
        <h2>{t('emptyTitle')}</h2>
        <p>{t('emptyDetail')}</p>
        <Link href="/try">{t('emptyAction')}</Link>
      </div>
    );
  }
  return (
    <div className={classes.empty}>
      <h2>{t('noMatchTitle')}</h2>
      <p>{t('noMatchDetail')}</p>
      <div className={classes.ways}>
        {names.length > 1
          ? names.map((name) => (
              <Button key={name} size="xs" onClick={() => onFilter({ ...filters, [name]: '', cursor: '' })}>
                {t('without', { filter: t(name) })}
              </Button>
            ))
          : null}
        <Button size="xs" onClick={() => onFilter(NO_FILTERS)}>
          {t('clear')}
        </Button>
      </div>
    </div>
  );
}
