'use client';

import type { CarrierView, TracedPdu } from '@codewire/contracts';
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Empty, NoMatch } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { SelectField } from '../../ui/field';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { readFilters, writeFilters, type CarrierFilters } from './carrier-filters';
import { countsOf, matchingPdus } from './trace-counts';
import { TraceCounts } from './trace-counts-table';
import { TracedPdus } from './traced-pdus';
import { KEY } from './use-carriers';
import classes from './carriers.module.css';

const FILTERS = { readFilters, writeFilters };
const ASK_EVERY_MILLISECONDS = 2_000;
const ANY = { command: '', direction: '', slot: '' } as const;

/** What went over its wires lately, at every server that holds a session of it. */
export default function TraceTab({ carrier: { id, binds } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers.trace');
  const [isPaused, setPaused] = useState(false);
  const { filters, change } = useUrlFilters(FILTERS);
  const query = useQuery({
    queryKey: [...KEY, id, 'trace'],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.trace(id), signal),
    refetchInterval: isPaused ? false : ASK_EVERY_MILLISECONDS,
    // What someone reads must not change because he has looked into another window.
    refetchOnWindowFocus: !isPaused,
  });
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <p className={classes.lead}>
          {isPaused ? t('paused') : t('live')}{' '}
          {query.dataUpdatedAt > 0
            ? t.rich('asOf', { time: () => <Moment at={new Date(query.dataUpdatedAt).toISOString()} /> })
            : null}
        </p>
        <span className={classes.badges}>
          <Button
            size="xs"
            icon={isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
            onClick={() => setPaused(!isPaused)}
          >
            {isPaused ? t('goOn') : t('pause')}
          </Button>
          <Button size="xs" icon={<IconRefresh size={16} aria-hidden />} onClick={() => void query.refetch()}>
            {t('refresh')}
          </Button>
        </span>
      </div>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable />
          </Skeleton>
        }
      >
        {({ data, missing_nodes: missing }) => (
          <>
            {missing.length > 0 ? <Missing nodes={missing} /> : null}
            {data.length === 0 ? (
              <Empty title={t('emptyTitle')} detail={t('emptyDetail')} />
            ) : (
              <>
                <Card title={t('counts', { count: data.length })}>
                  <TraceCounts counts={countsOf(data)} />
                </Card>
                <Filters pdus={data} binds={binds} filters={filters} onChange={change} />
                <Matching pdus={matchingPdus(data, filters)} filters={filters} onChange={change} />
              </>
            )}
          </>
        )}
      </Fetched>
    </div>
  );
}

function Missing({ nodes }: { nodes: readonly string[] }) {
  const t = useTranslations('carriers.trace');
  const format = useFormatter();
  return <Notice tone="warn" title={t('missing', { nodes: format.list(nodes) })} />;
}

interface FiltersProps {
  readonly filters: CarrierFilters;
  readonly onChange: (part: Partial<CarrierFilters>) => void;
}

function Filters({ pdus, binds, filters, onChange }: FiltersProps & { pdus: readonly TracedPdu[]; binds: number }) {
  const t = useTranslations('carriers.trace');
  const any = { value: '', label: t('any') };
  const commands = [...new Set([...pdus.map(({ command }) => command), ...(filters.command ? [filters.command] : [])])];
  const choose = (name: 'command' | 'direction' | 'slot') => ({
    label: t(name),
    value: filters[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
  });
  return (
    <form role="search" aria-label={t('filters')} className={classes.filters} {...FILTERS_MARK}>
      <SelectField
        {...choose('command')}
        choices={[any, ...commands.sort().map((value) => ({ value, label: value }))]}
      />
      <SelectField
        {...choose('direction')}
        choices={[any, ...(['out', 'in'] as const).map((value) => ({ value, label: t(`directions.${value}`) }))]}
      />
      <SelectField
        {...choose('slot')}
        choices={[
          any,
          ...Array.from({ length: binds }, (_, place) => ({ value: `${place + 1}`, label: `${place + 1}` })),
        ]}
      />
    </form>
  );
}

function Matching({ pdus, filters, onChange }: FiltersProps & { pdus: readonly TracedPdu[] }) {
  const t = useTranslations('carriers.trace');
  if (pdus.length > 0) return <TracedPdus pdus={pdus} />;
  const names = (['command', 'direction', 'slot'] as const).filter((name) => filters[name] !== '');
  return (
    <NoMatch
      title={t('noMatch')}
      filters={names.map((name) => ({ name, label: t(name), drop: () => onChange({ [name]: '' }) }))}
      onClear={() => onChange(ANY)}
    />
  );
}
