'use client';

import type { ApplicationView } from '@codewire/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import type { ApplicationList } from '@codewire/contracts';
import { languageName } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { DataTable, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { ModeBadge } from './mode-badge';
import { useApplications, type FirstAnswer } from './use-applications';

const CreateDialog = lazy(() => import('./create-dialog'));

/** Who sends codes here: each client app with its rules and its keys. */
export function AppsRoom({ first }: { first: FirstAnswer<ApplicationList> | undefined }) {
  const t = useTranslations('apps');
  const query = useApplications(first);
  const mayCreate = useMay()('applications.write');
  const [isCreating, setCreating] = useState(false);
  const create = mayCreate ? (
    <Button emphasis="main" icon={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  ) : null;
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={create} />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={4} />
          </Skeleton>
        }
      >
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t('emptyTitle')} detail={mayCreate ? t('emptyDetail') : t('emptyForYou')} action={create} />
          ) : (
            <AppsTable applications={data} />
          )
        }
      </Fetched>
      <Suspense fallback={null}>{isCreating ? <CreateDialog onClose={() => setCreating(false)} /> : null}</Suspense>
    </Page>
  );
}

function AppsTable({ applications }: { applications: readonly ApplicationView[] }) {
  const t = useTranslations('apps');
  const locale = useLocale();
  const columns: Column<ApplicationView>[] = [
    { key: 'name', title: t('name'), cell: ({ name }) => <bdi>{name}</bdi> },
    { key: 'mode', title: t('mode'), cell: ({ is_test: isTest }) => <ModeBadge isTest={isTest} /> },
    { key: 'keys', title: t('keysInUse'), isNumber: true, cell: ({ active_keys: keys }) => keys },
    { key: 'sender', title: t('sender'), from: 'medium', cell: ({ sender }) => <bdi dir="ltr">{sender}</bdi> },
    {
      key: 'language',
      title: t('language'),
      from: 'medium',
      cell: ({ default_language: tag }) => <span suppressHydrationWarning>{languageName(tag, locale)}</span>,
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={applications}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/apps/${id}`}
    />
  );
}
