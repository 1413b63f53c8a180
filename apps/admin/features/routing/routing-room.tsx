'use client';

import type { CarrierList, RouteList } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense } from 'react';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { readFilters, VIEWS, writeFilters, type View } from './routing-filters';
import { RulesView } from './rules-view';
import { useCarriers, type FirstAnswer } from './use-routing';
import classes from './routing.module.css';

const PricesView = lazy(() => import('./prices-view'));
const SendersView = lazy(() => import('./senders-view'));

const FILTERS = { readFilters, writeFilters };

export interface FirstRouting {
  readonly routes: FirstAnswer<RouteList> | undefined;
  readonly carriers: FirstAnswer<CarrierList> | undefined;
}

/** Which carrier takes a message, for what price, and under whose name it goes out. */
export function RoutingRoom({ first }: { first: FirstRouting }) {
  const t = useTranslations('routing');
  const state = useUrlFilters(FILTERS);
  // All views call carriers by their names.
  useCarriers(first.carriers);

  function contentOf(view: View) {
    switch (view) {
      case 'rules':
        return <RulesView first={first.routes} state={state} />;
      case 'prices':
        return <PricesView state={state} />;
      case 'senders':
        return <SendersView />;
    }
  }

  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
      <Tabs
        label={t('title')}
        open={state.filters.view}
        onOpen={(key) =>
          state.change({ view: VIEWS.find((one) => one === key) ?? 'rules', carrier: '', cursor: '', do: '' })
        }
        tabs={VIEWS.map((key) => ({
          key,
          title: t(`tabs.${key}`),
          content: (
            <div className={classes.view}>
              <Suspense
                fallback={
                  <Skeleton label={t('loading')}>
                    <GhostTable rows={4} />
                  </Skeleton>
                }
              >
                {contentOf(key)}
              </Suspense>
            </div>
          ),
        }))}
      />
    </Page>
  );
}
