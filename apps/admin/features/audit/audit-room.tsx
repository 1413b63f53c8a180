'use client';

import type { AuditPage } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useTrail } from '../../lib/use-trail';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { Pager } from '../../ui/pager';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { activeFilters, NO_FILTERS, readFilters, writeFilters, type AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { ChainNotice, ChainTick } from './chain-tick';
import { ExportButton } from './export-button';
import { FilterBar } from './filter-bar';
import { useAuditPage, type FirstPage } from './use-audit';

const FILTERS = { readFilters, writeFilters };

/** Who did what, to what, and when; and whether the record is as it was written. */
export function AuditRoom({ first }: { first: FirstPage | undefined }) {
  const t = useTranslations('audit');
  const { filters, wanted, change } = useUrlFilters(FILTERS);
  const query = useAuditPage(filters, first);
  const trail = useTrail({
    cursor: filters.cursor,
    nextCursor: query.data?.next_cursor,
    go: (cursor) => change({ cursor }),
  });
  const mayExport = useMay()('audit.export');

  return (
    <Page>
      <PageHeader title={t('title')} beside={<ChainTick />} lead={t('lead')} />
      <ChainNotice />
      <FilterBar filters={wanted} entries={query.data?.data ?? []} onChange={change} />
      {mayExport ? <ExportButton filters={filters} /> : null}
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
            <Entries page={page} isOld={query.isPlaceholderData} filters={filters} onFilter={change} />
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

interface EntriesProps {
  readonly page: AuditPage;
  readonly isOld: boolean;
  readonly filters: AuditFilters;
  readonly onFilter: (part: Partial<AuditFilters>) => void;
}

/** Nothing yet and nothing that matches are two different things to hear. */
function Entries({ page, isOld, filters, onFilter }: EntriesProps) {
  const t = useTranslations('audit');
  if (page.data.length > 0) return <AuditTable entries={page.data} isOld={isOld} />;
  const names = activeFilters(filters);
  if (names.length === 0) return <Empty title={t('emptyTitle')} detail={t('emptyDetail')} />;
  return (
    <NoMatch
      title={t('noMatchTitle')}
      filters={names.map((name) => ({
        name,
        label: t(`filter.${name}`),
        drop: () => onFilter({ [name]: '' }),
      }))}
      onClear={() => onFilter(NO_FILTERS)}
    />
  );
}
