'use client';

import type { Overview } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useConsoleContext } from '../shell/use-console-context';
import { CarriersStrip } from './carriers-strip';
import { hasBefore } from './change';
import { Figures } from './figures';
import { FirstSteps, useOpenSteps } from './first-steps';
import { FallenCountries, TopErrors, WorstCarriers } from './lists';
import { readFilters, writeFilters, type OverviewFilters } from './overview-filters';
import { RangePicker } from './range-picker';
import { SeriesTable } from './series-table';
import { useOverview, type FirstOverview } from './use-overview';
import classes from './overview.module.css';

const FORM = { readFilters, writeFilters };

/** How it goes: what was sent, what arrived, what it led to, and where to look when it did not. */
export function OverviewRoom({ first }: { first: FirstOverview | undefined }) {
  const t = useTranslations('overview');
  const { filters, wanted, change } = useUrlFilters<OverviewFilters>(FORM);
  const query = useOverview(filters, first);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t(`${hasBefore(query.data) ? 'compared' : 'alone'}.${filters.from.slice(1) as '1h'}`)}
        actions={
          <>
            <ApplicationChoice chosen={wanted.application} onChoose={(application) => change({ application })} />
            <RangePicker range={wanted.from} onChoose={(from) => change({ from })} />
          </>
        }
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {(overview) => (
          <div
            className={classes.room}
            data-old={query.isPlaceholderData || undefined}
            aria-busy={query.isPlaceholderData}
          >
            <Numbers
              overview={overview}
              onWiden={filters.from === '-30d' ? undefined : () => change({ from: '-30d' })}
            />
          </div>
        )}
      </Fetched>
    </Page>
  );
}

function Numbers({ overview, onWiden }: { overview: Overview; onWiden: (() => void) | undefined }) {
  const t = useTranslations('overview');
  const { first_steps: steps, sent, verified, errors } = overview;
  const hasSteps = useOpenSteps(steps).length > 0;
  if (sent.count === 0 && verified.of === 0 && errors.length === 0) {
    return (
      <>
        {hasSteps ? (
          <FirstSteps steps={steps} />
        ) : (
          <Empty
            title={t('emptyTitle')}
            detail={t('emptyDetail')}
            action={onWiden ? <Button onClick={onWiden}>{t('widen')}</Button> : undefined}
          />
        )}
        <CarriersStrip />
      </>
    );
  }
  return (
    <>
      {overview.is_filling ? (
        <Notice tone="calm" title={t('fillingTitle')}>
          <p>{t('fillingDetail')}</p>
        </Notice>
      ) : null}
      <Figures overview={overview} />
      <div className={classes.under}>
        <SeriesTable overview={overview} />
        <p className={classes.quiet}>
          {t.rich('countedTo', { time: () => <Moment at={overview.counted_to} show="day" /> })}
        </p>
      </div>
      <CarriersStrip />
      <div className={classes.lists}>
        <WorstCarriers carriers={overview.carriers} />
        <TopErrors errors={errors} />
        <FallenCountries countries={overview.countries} />
      </div>
      {hasSteps ? <FirstSteps steps={steps} /> : null}
    </>
  );
}

/** Where there is only one there is nothing to choose. */
function ApplicationChoice({ chosen, onChoose }: { chosen: string; onChoose: (application: string) => void }) {
  const t = useTranslations('overview');
  const { data } = useConsoleContext();
  const applications = data?.applications ?? [];
  if (applications.length < 2 && chosen === '') return null;
  const isKnown = chosen === '' || applications.some(({ id }) => id === chosen);
  return (
    <select
      className={classes.application}
      aria-label={t('application')}
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{t('allApplications')}</option>
      {isKnown ? null : <option value={chosen}>{chosen}</option>}
      {applications.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
