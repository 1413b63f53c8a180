'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, type ReactNode } from 'react';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Fetched } from '../../ui/fetched';
import { AsideLink, BackLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useMay } from '../session/session-provider';
import { Address } from './address';
import { SimulatedBadge, StatusBadge, TlsBadge } from './badges';
import { CarrierActions } from './carrier-actions';
import { readFilters, writeFilters, type TabKey } from './carrier-filters';
import { LiveBanner } from './live-banner';
import { receiptsDraftOf, rulesDraftOf } from './small-drafts';
import { draftOf } from './settings-draft';
import { StatusTab } from './status-tab';
import { tlsDraftOf } from './tls-draft';
import { useCarrier, type FirstAnswer } from './use-carriers';
import { useDraft } from './use-draft';
import { useLiveBinds } from './use-live-binds';
import classes from './carriers.module.css';

const SettingsTab = lazy(() => import('./settings-tab'));
const CredentialsTab = lazy(() => import('./credentials-tab'));
const ReceiptsTab = lazy(() => import('./receipts-tab'));
const ErrorsTab = lazy(() => import('./errors-tab'));
const TraceTab = lazy(() => import('./trace-tab'));
const HistoryTab = lazy(() => import('./history-tab'));

const FILTERS = { readFilters, writeFilters };

/** One account: how it stands, how it is set up, what goes over its wires, and who has changed what. */
export function CarrierRoom({ id, first }: { id: string; first: FirstAnswer<CarrierView> | undefined }) {
  const t = useTranslations('carriers');
  const query = useCarrier(id, first);
  const live = useLiveBinds();
  return (
    <Page>
      <BackLink href="/carriers">{t('back')}</BackLink>
      <LiveBanner {...live} />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={2} />
          </Skeleton>
        }
      >
        {(carrier) => <Known carrier={carrier} />}
      </Fetched>
    </Page>
  );
}

function Known({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const may = useMay();
  const { id, name } = carrier;
  return (
    <>
      <PageHeader
        title={name}
        beside={
          <span className={classes.badges}>
            <StatusBadge status={carrier.status} />
            {carrier.is_simulated ? <SimulatedBadge /> : null}
            <TlsBadge carrier={carrier} />
          </span>
        }
        lead={
          <>
            <Address carrier={carrier} /> · <bdi dir="ltr">{carrier.system_id}</bdi>
          </>
        }
        actions={
          <>
            {may('audit.read') ? (
              <AsideLink href={`/audit?target=${encodeURIComponent(id)}`}>{t('inAudit')}</AsideLink>
            ) : null}
            <CarrierActions carrier={carrier} />
          </>
        }
      />
      <CarrierTabs carrier={carrier} />
    </>
  );
}

/** What is being changed is kept while other tabs are looked at. */
function CarrierTabs({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const may = useMay();
  const { filters, change } = useUrlFilters(FILTERS);
  const settings = useDraft(carrier, draftOf);
  const tls = useDraft(carrier, tlsDraftOf);
  const receipts = useDraft(carrier, receiptsDraftOf);
  const rules = useDraft(carrier, rulesDraftOf);
  useLeaveGuard([settings, tls, receipts, rules].some(({ isTouched }) => isTouched));
  const tabs: { key: TabKey; isTouched?: boolean; content: ReactNode }[] = [
    { key: 'status', content: <StatusTab carrier={carrier} /> },
    { key: 'settings', isTouched: settings.isTouched, content: <SettingsTab carrier={carrier} state={settings} /> },
    // What is simulated has no secret that anybody could set.
    ...(carrier.is_simulated
      ? []
      : [
          {
            key: 'credentials' as const,
            isTouched: tls.isTouched,
            content: <CredentialsTab carrier={carrier} state={tls} />,
          },
        ]),
    { key: 'receipts', isTouched: receipts.isTouched, content: <ReceiptsTab carrier={carrier} state={receipts} /> },
    { key: 'errors', isTouched: rules.isTouched, content: <ErrorsTab carrier={carrier} state={rules} /> },
    ...(may('carriers.trace') ? [{ key: 'trace' as const, content: <TraceTab carrier={carrier} /> }] : []),
    { key: 'history', content: <HistoryTab carrier={carrier} /> },
  ];
  return (
    <Tabs
      label={t('tabs')}
      tabs={tabs.map(({ key, isTouched = false, content }) => ({
        key,
        title: isTouched ? t('unsaved', { tab: t(`tab.${key}`) }) : t(`tab.${key}`),
        content: (
          <Suspense
            fallback={
              <Skeleton label={t('loading')}>
                <GhostCards cards={1} />
              </Skeleton>
            }
          >
            {content}
          </Suspense>
        ),
      }))}
      open={filters.tab}
      onOpen={(tab) => change({ tab: tab as TabKey })}
    />
  );
}
