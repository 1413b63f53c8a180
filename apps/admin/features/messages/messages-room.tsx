'use client';

import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useTrail } from '../../lib/use-trail';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Moment } from '../../ui/moment';
import { Page, PageHeader } from '../../ui/page';
import { Pager } from '../../ui/pager';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { FilterBar } from './filter-bar';
import { activeFilters, NO_FILTERS, readFilters, writeFilters, type MessageFilters } from './message-filters';
import { MessageTable } from './message-table';
import { useMessagePage, type FirstPage } from './use-message-page';

const FILTERS = { readFilters, writeFilters };

/** The log: what was sent, to whom, and what became of it. */
export function MessagesRoom({ first }: { first: FirstPage | undefined }) {
  const t = useTranslations('messages');
  const { filters, change } = useUrlFilters(FILTERS);
  const query = useMessagePage(filters, first);
  const trail = useTrail({
    cursor: filters.cursor,
    nextCursor: query.data?.next_cursor,
    go: (cursor) => change({ cursor }),
  });

  return (
    <Page>
      <PageHeader
        title={t('title')}
        actions={
          <>
            {query.dataUpdatedAt > 0 ? (
              <span>
                {t.rich('updated', { time: () => <Moment at={new Date(query.dataUpdatedAt).toISOString()} /> })}
              </span>
            ) : null}
            <Button
              size="xs"
              loading={query.isFetching && !query.isOfBefore}
              icon={<IconRefresh size={16} aria-hidden />}
              onClick={() => void query.refetch()}
            >
              {t('refresh')}
            </Button>
          </>
        }
      />
      <FilterBar filters={filters} onChange={change} />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable />
          </Skeleton>
        }
      >
        {(page) => (
          <>
            <Rows page={page} isOld={query.isOfBefore} filters={filters} onFilter={change} />
            <Pager
              cursor={filters.cursor}
              nextCursor={page.next_cursor}
              previous={trail.previous}
              onGo={trail.turnTo}
            />
          </>
        )}
      </Fetched>
    </Page>
  );
}

interface RowsProps {
  readonly page: FirstPage['data'];
  readonly isOld: boolean;
  readonly filters: MessageFilters;
  readonly onFilter: (part: Partial<MessageFilters>) => void;
}

/** Nothing yet, nothing older and nothing that matches are three different things to hear. */
function Rows({ page, isOld, filters, onFilter }: RowsProps) {
  const t = useTranslations('messages');
  if (page.data.length > 0) return <MessageTable rows={page.data} isOld={isOld} />;
  const names = activeFilters(filters);
  if (names.length === 0 && filters.cursor !== '') return <Empty title={t('endTitle')} detail={t('endDetail')} />;
  if (names.length === 0) {
    const action = (
      <ButtonLink href="/try" emphasis="main">
        {t('emptyAction')}
      </ButtonLink>
    );
    return <Empty title={t('emptyTitle')} detail={t('emptyDetail')} action={action} />;
  }
  return (
    <NoMatch
      title={t('noMatchTitle')}
      filters={names.map((name) => ({
        name,
        label: t(name),
        drop: () => onFilter({ [name]: '' }),
      }))}
      onClear={() => onFilter(NO_FILTERS)}
    />
  );
}
