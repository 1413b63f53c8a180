'use client';

import type { MessageRow } from '@codewire/contracts';
import { useFormatter, useLocale, useNow, useTranslations } from 'next-intl';
import Link from 'next/link';
import { countryName, languageName } from '../../lib/i18n/names';
import { useCauses } from '../../lib/i18n/use-causes';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { ROW_MARK } from '../../ui/page-landmarks';
import { StatusBadge } from './status-badge';
import classes from './messages.module.css';

const REFRESH_AGES_MILLISECONDS = 10_000;
const DAY = { day: 'numeric', month: 'numeric', year: 'numeric' } as const;

/** Newest first. The time is the row's link, stretched over the row: mouse, keyboard and middle click all open it. */
export function MessageTable({ rows, isOld }: { rows: readonly MessageRow[]; isOld: boolean }) {
  const t = useTranslations('messages');
  return (
    <div className={classes.frame} data-old={isOld || undefined} aria-busy={isOld}>
      <table className={classes.table}>
        <caption className="visually-hidden">{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('when')}</th>
            <th scope="col">{t('to')}</th>
            <th scope="col">{t('status')}</th>
            <th scope="col" className={classes.wide}>
              {t('carrier')}
            </th>
            <th scope="col" className={classes.wide}>
              {t('language')}
            </th>
            <th scope="col" className={classes.wider}>
              {t('size')}
            </th>
            <th scope="col" className={classes.wide} data-number>
              {t('took')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: MessageRow }) {
  const t = useTranslations('messages');
  const locale = useLocale();
  const format = useFormatter();
  const duration = useDuration();
  const causes = useCauses();
  const now = useNow({ updateInterval: REFRESH_AGES_MILLISECONDS });
  const created = new Date(row.created_at);
  const isToday = format.dateTime(created, DAY) === format.dateTime(now, DAY);
  const took = row.ended_at ? Date.parse(row.ended_at) - Date.parse(row.created_at) : null;
  return (
    <tr>
      <td>
        <Link href={`/messages/${row.id}`} prefetch={false} className={classes.open} {...ROW_MARK}>
          <Moment at={row.created_at} show={isToday ? 'time' : 'day'} />
        </Link>
        <span className={classes.sub} suppressHydrationWarning>
          {format.relativeTime(created, { now, style: 'narrow' })}
        </span>
      </td>
      <td>
        <bdi dir="ltr" className={classes.number}>
          {row.number}
        </bdi>
        <span className={classes.sub} suppressHydrationWarning>
          {row.country ? countryName(row.country, locale) : t('noCountry')}
        </span>
      </td>
      <td>
        <StatusBadge status={row.status} />
        {row.error ? (
          <span className={`${classes.sub} ${classes.reason}`}>
            <bdi>{causes.inWords(row.error)}</bdi>
          </span>
        ) : null}
      </td>
      <td className={`${classes.wide} ${classes.carrier}`}>{row.carrier ?? '–'}</td>
      <td className={classes.wide} suppressHydrationWarning>
        {languageName(row.language, locale)}
      </td>
      <td className={`${classes.wider} ${classes.size}`}>
        {t('segments', { count: row.segments })}
        <span className={classes.sub}>{row.encoding}</span>
      </td>
      <td className={classes.wide} data-number suppressHydrationWarning>
        {took === null ? '–' : duration(took)}
      </td>
    </tr>
  );
}
