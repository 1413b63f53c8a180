'use client';

import type { Overview, OverviewPoint } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable, type Column } from '../../ui/data-table';
import { useDuration } from '../../ui/use-duration';
import { ratioOf } from './change';
import { usePercent } from './figures';
import classes from './overview.module.css';

const DAY_SECONDS = 86_400;

/** What the lines draw, in figures; made once somebody wants to read it. */
export function SeriesTable({ overview: { series, bar_seconds: barSeconds, cost } }: { overview: Overview }) {
  const t = useTranslations('overview');
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes.twin} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('asTable')}</summary>
      {isOpen ? (
        <Rows series={series} isInDays={barSeconds >= DAY_SECONDS} currencies={cost.map(({ currency }) => currency)} />
      ) : null}
    </details>
  );
}

interface RowsProps {
  readonly series: readonly OverviewPoint[];
  readonly isInDays: boolean;
  readonly currencies: readonly string[];
}

function Rows({ series, isInDays, currencies }: RowsProps) {
  const t = useTranslations('overview');
  const format = useFormatter();
  const duration = useDuration();
  const percent = usePercent();
  // Days are those of UTC: in another zone one would be told as the day before.
  const at = (time: string) =>
    isInDays
      ? format.dateTime(new Date(time), { day: 'numeric', month: 'short', timeZone: 'UTC' })
      : format.dateTime(new Date(time), { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const columns: Column<OverviewPoint>[] = [
    { key: 'at', title: isInDays ? t('day') : t('from'), cell: (point) => at(point.at) },
    { key: 'sent', title: t('sent'), isNumber: true, cell: ({ sent }) => format.number(sent) },
    {
      key: 'delivered',
      title: t('delivered'),
      isNumber: true,
      cell: (point) => percent(ratioOf({ part: point.delivered, of: point.sent })),
    },
    {
      key: 'verified',
      title: t('verified'),
      isNumber: true,
      cell: (point) => percent(ratioOf({ part: point.approved, of: point.started })),
    },
    {
      key: 'slowest',
      title: t('p95'),
      isNumber: true,
      cell: ({ p95_ms: slow }) => (slow === null ? t('none') : duration(slow)),
    },
    ...currencies.map((currency) => ({
      key: currency,
      title: t('costIn', { currency }),
      isNumber: true,
      cell: ({ cost }: OverviewPoint) =>
        format.number(Number(cost[currency] ?? 0), { minimumFractionDigits: 2, maximumFractionDigits: 4 }),
    })),
  ];
  return <DataTable caption={t('asTable')} columns={columns} rows={series} keyOf={({ at: time }) => time} isStacked />;
}
