'use client';

import type { TemplateList, TemplateView } from '@codewire/contracts';
import { IconEyeOff, IconPencil, IconPlus } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Moment } from '../../ui/moment';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { CoverageBar } from './coverage-bar';
import { OwnerName } from './owner-name';
import { toldInList } from './recent-use';
import { useTemplates, type FirstAnswer } from './use-templates';
import classes from './templates.module.css';

const CreateDialog = lazy(() => import('./create-dialog'));

/** What texts are there for, whose they are, and how far each is along. */
export function TemplatesRoom({ first }: { first: FirstAnswer<TemplateList> | undefined }) {
  const t = useTranslations('templates');
  const query = useTemplates(first);
  const mayWrite = useMay()('texts.write');
  const [isCreating, setCreating] = useState(false);
  const create = mayWrite ? (
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
            <Empty title={t('emptyTitle')} detail={t('emptyDetail')} action={create} />
          ) : (
            <>
              <TemplatesTable templates={data} />
              <CountedNote templates={data} />
            </>
          )
        }
      </Fetched>
      <Suspense fallback={null}>{isCreating ? <CreateDialog onClose={() => setCreating(false)} /> : null}</Suspense>
    </Page>
  );
}

function TemplatesTable({ templates }: { templates: readonly TemplateView[] }) {
  const t = useTranslations('templates');
  const format = useFormatter();
  const columns: Column<TemplateView>[] = [
    { key: 'purpose', title: t('purpose'), cell: ({ purpose }) => t(`purposes.${purpose}`) },
    {
      key: 'languages',
      title: t('languages'),
      cell: ({ locales, locales_enabled: all, unreviewed, drafts }) => (
        <div className={classes.along}>
          <CoverageBar done={locales} all={all} />
          <Open unreviewed={unreviewed} drafts={drafts} />
        </div>
      ),
    },
    {
      key: 'segments',
      title: t('worst'),
      isNumber: true,
      from: 'medium',
      cell: ({ most_segments: most, max_segments: limit }) => t('ofSegments', { count: most, limit }),
    },
    {
      key: 'sends',
      title: t('sends'),
      isNumber: true,
      from: 'medium',
      cell: ({ recent_use: use }) => {
        const key = toldInList(use);
        return key === undefined ? format.number(use.sends) : t(key, { count: use.sends });
      },
    },
  ];
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={templates}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/templates/${id}`}
      detail={({ application }) => (
        <Sub>
          <OwnerName application={application} />
        </Sub>
      )}
    />
  );
}

/** Where not all of the seven days is counted, how far back the numbers go. */
function CountedNote({ templates }: { templates: readonly TemplateView[] }) {
  const t = useTranslations('templates');
  const use = templates.map((template) => template.recent_use).find(({ is_capped: isCapped }) => isCapped);
  if (use === undefined) return null;
  const time = () => <Moment at={use.counted_since} show="short" />;
  return <p className={classes.counted}>{t.rich('sendsNote', { counted: use.counted, time })}</p>;
}

/** What waits for somebody. */
function Open({ unreviewed, drafts }: Pick<TemplateView, 'unreviewed' | 'drafts'>) {
  const t = useTranslations('templates');
  return (
    <div className={classes.badges}>
      {unreviewed > 0 ? (
        <Badge tone="warn" icon={<IconEyeOff size={15} aria-hidden />}>
          {t('unreviewedCount', { count: unreviewed })}
        </Badge>
      ) : null}
      {drafts > 0 ? (
        <Badge tone="busy" icon={<IconPencil size={15} aria-hidden />}>
          {t('draftCount', { count: drafts })}
        </Badge>
      ) : null}
    </div>
  );
}
