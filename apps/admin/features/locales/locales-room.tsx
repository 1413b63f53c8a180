'use client';

import type { LocaleView } from '@codewire/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useUrlFilters, type FilterState } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { useMay } from '../session/session-provider';
import { LanguagesView } from './languages-view';
import { NO_FILTERS, readFilters, VIEWS, writeFilters, type LocaleFilters, type View } from './locale-filters';
import { useLocales, type FirstLocales } from './use-locales';
import classes from './locales.module.css';

const AddDialog = lazy(() => import('./add-dialog'));
// Each is looked at by itself, and a first visit loads none of them but the one that is asked for.
const CountriesView = lazy(() => import('./countries-view'));
const QuestionView = lazy(() => import('./question-view'));
const CoverageView = lazy(() => import('./coverage-view'));
const TransferView = lazy(() => import('./transfer-view'));

const FILTERS = { readFilters, writeFilters };

export type ViewProps = FilterState<LocaleFilters>;

/** The languages of messages: which there are, who gets them, and what there is to read in each. */
export function LocalesRoom({ first }: { first: FirstLocales | undefined }) {
  const t = useTranslations('locales');
  const query = useLocales(first);
  const state = useUrlFilters(FILTERS);
  const mayWrite = useMay()('locales.write');
  const [isAdding, setAdding] = useState(false);
  const skeleton = (
    <Skeleton label={t('loading')}>
      <GhostTable />
    </Skeleton>
  );
  const add = mayWrite ? (
    <Button emphasis="main" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null;
  const view = (key: View, locales: readonly LocaleView[]) => (
    <div className={classes.view}>
      <Suspense fallback={skeleton}>{viewOf(key, locales, state)}</Suspense>
    </div>
  );
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <Fetched query={query} skeleton={skeleton}>
        {({ data }) => (
          <>
            <Tabs
              label={t('title')}
              open={state.filters.view}
              onOpen={(key) => state.change({ ...NO_FILTERS, view: VIEWS.find((one) => one === key) ?? 'languages' })}
              tabs={VIEWS.map((key) => ({ key, title: t(`tabs.${key}`), content: view(key, data) }))}
            />
            <Suspense fallback={null}>
              {isAdding ? <AddDialog locales={data} onClose={() => setAdding(false)} /> : null}
            </Suspense>
          </>
        )}
      </Fetched>
    </Page>
  );
}

function viewOf(view: View, locales: readonly LocaleView[], state: ViewProps) {
  switch (view) {
    case 'languages':
      return <LanguagesView locales={locales} {...state} />;
    case 'countries':
      return <CountriesView locales={locales} {...state} />;
    case 'question':
      return <QuestionView locales={locales} {...state} />;
    case 'coverage':
      return <CoverageView {...state} />;
    case 'transfer':
      return <TransferView />;
  }
}
