'use client';

import type { MessageRow } from '@codewire/contracts';
import { useFormatter, useLocale, useNow, useTranslations } from 'next-intl';
import { countryName, languageName } from '../../lib/i18n/names';
import { useCauses } from '../../lib/i18n/use-causes';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { StatusBadge } from './status-badge';
import classes from './messages.module.css';

const REFRESH_AGES_MILLISECONDS = 10_000;
const DAY = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;

/** Newest first; the time leads to the message. */
export function MessageTable({ rows, isOld }: { rows: readonly MessageRow[]; isOld: boolean }) {
  const t = useTranslations('messages');
  const columns: Column<MessageRow>[] = [
    { key: 'when', title: t('when'), cell: ({ created_at }) => <When at={created_at} /> },
    { key: 'to', title: t('to'), cell: (row) => <To row={row} /> },
    { key: 'status', title: t('status'), cell: (row) => <Status row={row} /> },
    { key: 'carrier', title: t('carrier'), from: 'medium', cell: (row) => <Carrier row={row} /> },
    { key: 'language', title: t('language'), from: 'medium', cell: (row) => <Language row={row} /> },
    { key: 'size', title: t('size'), from: 'wide', cell: (row) => <Size row={row} /> },
    { key: 'took', title: t('took'), from: 'medium', isNumber: true, cell: (row) => <Took row={row} /> },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/messages/${id}`}
      detail={({ created_at }) => <Age at={created_at} />}
      isOld={isOld}
    />
  );
}

function When({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: REFRESH_AGES_MILLISECONDS });
  const isToday = format.dateTime(new Date(at), DAY) === format.dateTime(now, DAY);
  return <Moment at={at} show={isToday ? 'time' : 'day'} />;
}

function Age({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: REFRESH_AGES_MILLISECONDS });
  return <Sub>{format.relativeTime(new Date(at), { now, style: 'narrow' })}</Sub>;
}

interface CellProps {
  readonly row: MessageRow;
}

function To({ row }: CellProps) {
  const t = useTranslations('messages');
  const locale = useLocale();
  return (
    <>
      <bdi dir="ltr" className={classes.number}>
        {row.number}
      </bdi>
      <Sub>{row.country ? countryName(row.country, locale) : t('noCountry')}</Sub>
    </>
  );
}

function Status({ row }: CellProps) {
  const causes = useCauses();
  return (
    <>
      <StatusBadge status={row.status} />
      {row.error ? (
        <div className={classes.reason}>
          <Sub>
            <bdi>{causes.inWords(row.error)}</bdi>
          </Sub>
        </div>
      ) : null}
    </>
  );
}

function Carrier({ row }: CellProps) {
  return <span className={classes.carrier}>{row.carrier ?? '–'}</span>;
}

function Language({ row }: CellProps) {
  const locale = useLocale();
  return <span suppressHydrationWarning>{languageName(row.language, locale)}</span>;
}

function Size({ row }: CellProps) {
  const t = useTranslations('messages');
  return (
    <span className={classes.size}>
      {t('segments', { count: row.segments })}
      <Sub>{row.encoding}</Sub>
    </span>
  );
}

function Took({ row }: CellProps) {
  const duration = useDuration();
  if (row.ended_at === null) return '–';
  return <span suppressHydrationWarning>{duration(Date.parse(row.ended_at) - Date.parse(row.created_at))}</span>;
}
