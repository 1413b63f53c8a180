'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { IconZoomOut } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { lazy, Suspense, useMemo, useState } from 'react';
import { asFailure } from '../../lib/api/failure';
import { useMounted } from '../../lib/use-mounted';
import { Button } from '../../ui/button';
import { LookKey, StackedBars, type Bar, type BarLook } from '../../ui/chart/stacked-bars';
import { sumOf } from '../../ui/chart/stack';
import { barsOf, totalsOf, type Histogram, type TimeBar } from './bars';
import type { TimeRange } from './time-range';
import { useWanted } from './wanted-filters';
import classes from './log.module.css';

const BarsTable = lazy(() => import('./bars-table'));

/** A state of what the log is of: its word, and how bars show it. */
export interface StatusLook<Status extends string> {
  readonly status: Status;
  readonly label: string;
  readonly look: BarLook;
}

export interface HistogramCardProps<Status extends string> {
  readonly query: UseQueryResult<Histogram<Status>>;
  /** No time is chosen: the list goes back to the beginning, the bars a day. */
  readonly isLastDay: boolean;
  readonly statuses: readonly StatusLook<Status>[];
  /** "12 messages" */
  readonly inCount: (count: number) => string;
  /** Told the states that the list is to be narrowed to. */
  readonly onStatuses: (statuses: readonly string[]) => void;
  readonly onZoom: (range: TimeRange) => void;
  /** Undefined when there is nothing to come back from. */
  readonly onZoomOut: (() => void) | undefined;
}

/** When it was that so much happened: a stretch of bars, a bar or a state of it leads to the rows behind it. */
export function HistogramCard<Status extends string>(props: HistogramCardProps<Status>) {
  const { query, isLastDay, statuses, inCount, onStatuses, onZoom, onZoomOut } = props;
  const t = useTranslations('log.histogram');
  const words = useBarWords(statuses, inCount);
  const isMounted = useMounted();
  const [looked, setLooked] = useState<string>();
  const { data } = query;
  const looks = useMemo(() => statuses.map(({ look }) => look), [statuses]);
  const bars = useMemo(
    () =>
      data
        ? barsOf(
            data,
            statuses.map(({ status }) => status),
          )
        : undefined,
    [data, statuses],
  );
  const drawn = useMemo(() => bars?.map((bar) => drawBar(bar, words)), [bars, words]);
  const totals = bars && totalsOf(bars, statuses.length);
  // In one place, so that nothing below moves when it turns out to be partial.
  const note =
    data?.is_partial && data.searched_to !== null
      ? t('partial', { time: words.time(Date.parse(data.searched_to)) })
      : isLastDay
        ? t('lastDay')
        : null;

  function zoom(first: number, last: number): void {
    const [start, end] = [bars?.[first]?.start, bars?.[last]?.end];
    if (start === undefined || end === undefined) return;
    setLooked(undefined);
    onZoom({ from: new Date(start).toISOString(), to: new Date(end).toISOString() });
  }

  return (
    <section
      className={classes.histogram}
      aria-label={t('title')}
      data-stale={(data !== undefined && (query.isPlaceholderData || query.isError)) || undefined}
    >
      <Legend statuses={statuses} totals={totals} onStatuses={onStatuses} />
      <div className={classes.chart}>
        {drawn && isMounted ? (
          <StackedBars
            label={t('label')}
            hint={t('keys')}
            bars={drawn}
            looks={looks}
            onLook={(bar) => setLooked(bar?.label)}
            onPick={zoom}
            onLeave={onZoomOut}
          />
        ) : null}
        {query.error && !data ? (
          <p className={classes.noChart}>
            {t('failed')} <code dir="ltr">{asFailure(query.error).problem?.request_id ?? ''}</code>
            <Button size="xs" loading={query.isFetching} onClick={() => void query.refetch()}>
              {t('again')}
            </Button>
          </p>
        ) : null}
      </div>
      <p className={classes.axis} aria-hidden>
        <span>{bars ? words.time(bars[0]?.start ?? 0) : ''}</span>
        <span>{bars ? words.time(bars.at(-1)?.end ?? 0) : ''}</span>
      </p>
      <div className={classes.below}>
        <div className={classes.told}>
          <p className={classes.looked} aria-hidden>
            {looked ?? t('hint')}
          </p>
          {note === null ? null : <p className={classes.looked}>{note}</p>}
        </div>
        {onZoomOut === undefined ? null : (
          <Button size="xs" icon={<IconZoomOut size={16} aria-hidden />} onClick={onZoomOut}>
            {t('zoomOut')}
          </Button>
        )}
      </div>
      {/* From the first on, so that nothing below moves when the bars come. */}
      <TableTwin bars={bars ?? []} statuses={statuses} words={words} onZoom={zoom} />
    </section>
  );
}

interface LegendProps<Status extends string> {
  readonly statuses: readonly StatusLook<Status>[];
  readonly totals: readonly number[] | undefined;
  readonly onStatuses: (statuses: readonly string[]) => void;
}

/** What the looks of the bars mean, how many there are of each, and which of them the list is narrowed to. */
function Legend<Status extends string>({ statuses, totals, onStatuses }: LegendProps<Status>) {
  const t = useTranslations('log.histogram');
  const format = useFormatter();
  const chosen = useWanted<'status'>().status;
  const toggle = (status: Status) =>
    onStatuses(chosen.includes(status) ? chosen.filter((one) => one !== status) : [...chosen, status]);
  return (
    <header className={classes.legend}>
      <ul aria-label={t('legend')}>
        {statuses.map(({ status, label, look }, index) => (
          <li key={status}>
            <button type="button" aria-pressed={chosen.includes(status)} onClick={() => toggle(status)}>
              <LookKey look={look} />
              {label}
              <span className={classes.total}>{totals ? format.number(totals[index] ?? 0) : ''}</span>
            </button>
          </li>
        ))}
      </ul>
    </header>
  );
}

interface TableTwinProps<Status extends string> {
  readonly bars: readonly TimeBar[];
  readonly statuses: readonly StatusLook<Status>[];
  readonly words: BarWords;
  readonly onZoom: (first: number, last: number) => void;
}

function TableTwin<Status extends string>({ bars, statuses, words, onZoom }: TableTwinProps<Status>) {
  const t = useTranslations('log.histogram');
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.twin} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('table')}</summary>
      <Suspense fallback={null}>
        {isOpen ? (
          <BarsTable
            caption={t('title')}
            titles={[t('time'), ...statuses.map(({ label }) => label)]}
            rows={bars.map(({ start, end, parts }) => ({ key: start, label: words.span(start, end), parts }))}
            onOpen={(index) => onZoom(index, index)}
            none={t('none')}
          />
        ) : null}
      </Suspense>
    </details>
  );
}

export interface BarWords {
  readonly time: (instant: number) => string;
  readonly span: (start: number, end: number) => string;
  readonly counts: (parts: readonly number[]) => string;
}

const SHORT = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const;
const TO_THE_SECOND = { ...SHORT, second: '2-digit' } as const;
const MINUTE_MILLISECONDS = 60_000;
/** Some charts' worth. */
const MOST_REMEMBERED = 500;

function useBarWords<Status extends string>(
  statuses: readonly StatusLook<Status>[],
  inCount: (count: number) => string,
): BarWords {
  const format = useFormatter();
  return useMemo(
    () => ({
      time: (instant) =>
        format.dateTime(new Date(instant), instant % MINUTE_MILLISECONDS === 0 ? SHORT : TO_THE_SECOND),
      span: remembered((start: number, end: number) => {
        const look = start % MINUTE_MILLISECONDS === 0 && end % MINUTE_MILLISECONDS === 0 ? SHORT : TO_THE_SECOND;
        return format.dateTimeRange(new Date(start), new Date(end), look);
      }),
      counts: remembered((parts: readonly number[]) => {
        const some = parts.flatMap((count, index) =>
          count === 0 ? [] : [`${statuses[index]?.label}: ${format.number(count)}`],
        );
        return [inCount(sumOf(parts)), ...(some.length > 0 ? [format.list(some, { style: 'narrow' })] : [])].join('. ');
      }),
    }),
    [format, statuses, inCount],
  );
}

/** Words take long to make, and of a chart that is drawn again, live or filtered, most are those of before. */
function remembered<Told extends readonly (number | readonly number[])[]>(
  inWords: (...told: Told) => string,
): (...told: Told) => string {
  const known = new Map<string, string>();
  return (...told) => {
    const key = told.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    const words = inWords(...told);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(key, words);
    return words;
  };
}

function drawBar({ start, end, parts }: TimeBar, words: BarWords): Bar {
  return { key: String(start), label: `${words.span(start, end)}: ${words.counts(parts)}`, parts };
}
