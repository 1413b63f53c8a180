'use client';

import type { ComparedTimes, Overview, OverviewPoint, RowsBehind } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Spark } from '../../ui/chart/spark';
import { useDuration } from '../../ui/use-duration';
import { changeOfCount, changeOfShare, changeOfTime, hasBefore, ratioOf } from './change';
import { Delta } from './delta';
import { hrefOf } from './rows-behind';
import { wholeBars } from './whole-bars';
import classes from './overview.module.css';

/** The numbers that say how it goes, each with the range before, how it went, and the rows behind it. */
export function Figures({ overview }: { overview: Overview }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const duration = useDuration();
  const percent = usePercent();
  const { sent, delivered, verified } = overview;
  const series = wholeBars(overview);
  // Where there is nothing to compare with, the page says so once.
  const isCompared = hasBefore(overview);
  const { time_to_deliver: times, time_to_approve: approval } = overview;
  const ofTime = (compared: ComparedTimes, which: 'p50_ms' | 'p95_ms') =>
    isCompared ? <Delta measure="time" good="down" change={changeOfTime(compared, which)} /> : null;
  return (
    <div className={classes.figures}>
      <Figure
        title={t('sent')}
        number={format.number(sent.count)}
        rows={sent.rows}
        series={series}
        draw={(point) => point.sent}
        delta={isCompared ? <Delta measure="count" change={changeOfCount(sent.count, sent.before)} /> : null}
      />
      <Figure
        title={t('delivered')}
        number={percent(ratioOf(delivered))}
        rows={delivered.rows}
        series={series}
        draw={(point) => ratioOf({ part: point.delivered, of: point.sent })}
        detail={t('ofSent', { part: delivered.part, of: delivered.of })}
        delta={isCompared ? <Delta measure="share" good="up" change={changeOfShare(delivered)} /> : null}
      />
      <Figure
        title={t('verified')}
        number={percent(ratioOf(verified))}
        rows={verified.rows}
        series={series}
        draw={(point) => ratioOf({ part: point.approved, of: point.started })}
        detail={t('ofStarted', { part: verified.part, of: verified.of })}
        delta={isCompared ? <Delta measure="share" good="up" change={changeOfShare(verified)} /> : null}
      />
      <Figure
        title={t('timeToDeliver')}
        number={times.p50_ms === null ? t('none') : duration(times.p50_ms)}
        rows={times.rows}
        series={series}
        draw={(point) => point.p95_ms}
        delta={ofTime(times, 'p50_ms')}
      >
        {times.p95_ms === null ? null : (
          <Line rows={times.slow_rows} delta={ofTime(times, 'p95_ms')}>
            {t('slowest', { duration: duration(times.p95_ms) })}
          </Line>
        )}
        {approval.p50_ms === null ? null : (
          <Line rows={approval.rows} delta={ofTime(approval, 'p50_ms')}>
            {t('approvedWithin', { duration: duration(approval.p50_ms) })}
          </Line>
        )}
      </Figure>
      <Cost overview={overview} series={series} />
    </div>
  );
}

interface FigureProps {
  readonly title: string;
  readonly number: string;
  readonly rows: RowsBehind;
  readonly series: readonly OverviewPoint[];
  readonly draw: (point: OverviewPoint) => number | null;
  readonly detail?: ReactNode;
  readonly delta: ReactNode;
  /** Further lines. */
  readonly children?: ReactNode;
}

function Figure({ title, number, rows, series, draw, detail = null, delta, children }: FigureProps) {
  return (
    <section className={classes.figure}>
      <h2>{title}</h2>
      <p className={classes.number}>
        <Link href={hrefOf(rows)} prefetch={false} aria-label={`${title}: ${number}`}>
          {number}
        </Link>
      </p>
      {delta}
      {children ?? <p className={classes.detail}>{detail}</p>}
      <Spark values={series.map(draw)} />
    </section>
  );
}

interface LineProps {
  readonly rows: RowsBehind;
  readonly delta: ReactNode;
  readonly children: ReactNode;
}

/** A number beside the one in large type, with all that one has. */
function Line({ rows, delta, children }: LineProps) {
  return (
    <div className={classes.line}>
      <Link href={hrefOf(rows)} prefetch={false}>
        {children}
      </Link>
      {delta}
    </div>
  );
}

/** Amounts stay text until they are shown: they are exact. */
function Cost({ overview, series }: { overview: Overview; series: readonly OverviewPoint[] }) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const { cost, sent } = overview;
  const [main] = cost;
  const money = (amount: string, currency: string) =>
    format.number(Number(amount), { style: 'currency', currency, maximumFractionDigits: Number(amount) < 10 ? 4 : 2 });
  return (
    <section className={classes.figure}>
      <h2>{t('cost')}</h2>
      {cost.length === 0 ? <p className={classes.number}>{t('none')}</p> : null}
      {cost.map(({ currency, amount, before }) => (
        <div key={currency}>
          <p className={classes.number}>
            <Link
              href={hrefOf(sent.rows)}
              prefetch={false}
              aria-label={`${t('cost')}: ${money(amount, currency)}`}
              suppressHydrationWarning
            >
              {money(amount, currency)}
            </Link>
          </p>
          {hasBefore(overview) ? (
            <Delta measure="count" change={changeOfCount(Number(amount), Number(before))} />
          ) : null}
        </div>
      ))}
      <p className={classes.detail}>{cost.length === 0 ? t('noPrices') : t('byPrices')}</p>
      {main === undefined ? null : <Spark values={series.map((point) => Number(point.cost[main.currency] ?? 0))} />}
    </section>
  );
}

/** A share as a percentage; of nothing there is none. */
export function usePercent(): (ratio: number | null) => string {
  const t = useTranslations('overview');
  const format = useFormatter();
  return (ratio) =>
    ratio === null ? t('none') : format.number(ratio, { style: 'percent', maximumFractionDigits: ratio < 1 ? 1 : 0 });
}
