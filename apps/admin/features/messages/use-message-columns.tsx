'use client';

import type { MessageSearchRow } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { countryName, languageName } from '../../lib/i18n/names';
import { useCauses } from '../../lib/i18n/use-causes';
import { Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { StatusBadge } from './status-badge';
import classes from './messages.module.css';

/** All but the time, which leads to the message and stays. */
export const MESSAGE_COLUMNS = {
  all: ['to', 'status', 'error', 'carrier', 'application', 'text', 'size', 'attempts', 'sender', 'took'],
  usual: ['to', 'status', 'error', 'carrier', 'application', 'took'],
} as const;

export type MessageColumnKey = (typeof MESSAGE_COLUMNS.all)[number];

export function useColumnTitles(): Readonly<Record<MessageColumnKey, string>> {
  const t = useTranslations('messages');
  return useMemo(() => {
    const titles = MESSAGE_COLUMNS.all.map((key) => [key, t(`column.${key}`)] as const);
    return Object.fromEntries(titles) as Record<MessageColumnKey, string>;
  }, [t]);
}

/**
 * The table's columns. Everything that words are made with is fetched once for all rows: some hundred of them come in
 * within a second while the log is live.
 */
export function useMessageColumns(chosen: readonly string[]): Column<MessageSearchRow>[] {
  const t = useTranslations('messages');
  const purpose = useTranslations('locales.purpose');
  const causes = useCauses();
  const format = useFormatter();
  const locale = useLocale();
  const duration = useDuration();
  const titles = useColumnTitles();
  return useMemo(() => {
    const wordsOf = ({ error, error_meaning }: MessageSearchRow) =>
      error === null ? error_meaning : causes.has(error) ? causes.inWords(error) : (error_meaning ?? error);
    const all: Readonly<Record<MessageColumnKey, Omit<Column<MessageSearchRow>, 'key' | 'title'>>> = {
      to: {
        cell: ({ number, country }) => (
          <>
            <bdi dir="ltr" className={classes.number}>
              {number}
            </bdi>
            <Sub>{country ? countryName(country, locale) : t('noCountry')}</Sub>
          </>
        ),
      },
      status: {
        cell: (row) => (
          <>
            <StatusBadge status={row.status} />
            {row.error === null ? null : (
              <div className={classes.reason}>
                <Sub>
                  <bdi>{wordsOf(row)}</bdi>
                </Sub>
              </div>
            )}
          </>
        ),
      },
      error: {
        from: 'medium',
        cell: (row) =>
          row.error === null && row.error_code === null ? (
            '–'
          ) : (
            <div className={classes.error}>
              <bdi>{wordsOf(row)}</bdi>
              {row.error_code === null ? null : (
                <Sub>
                  <bdi dir="ltr">{row.error_code}</bdi>
                </Sub>
              )}
            </div>
          ),
      },
      carrier: { from: 'medium', cell: ({ carrier }) => <span className={classes.carrier}>{carrier ?? '–'}</span> },
      application: {
        from: 'wide',
        cell: ({ application }) => (
          <span className={classes.carrier}>
            <bdi>{application}</bdi>
          </span>
        ),
      },
      text: {
        from: 'wide',
        cell: (row) => (
          <>
            {purpose(row.purpose)}
            <Sub>{languageName(row.language, locale)}</Sub>
          </>
        ),
      },
      size: {
        from: 'wide',
        cell: ({ segments, encoding }) => (
          <span className={classes.size}>
            {t('segments', { count: segments })}
            <Sub>{encoding}</Sub>
          </span>
        ),
      },
      attempts: { from: 'wide', isNumber: true, cell: ({ attempts }) => format.number(attempts) },
      sender: { from: 'wide', cell: ({ sender }) => <bdi className={classes.carrier}>{sender}</bdi> },
      took: {
        from: 'medium',
        isNumber: true,
        cell: ({ ms_to_deliver: ms }) => (ms === null ? '–' : <span suppressHydrationWarning>{duration(ms)}</span>),
      },
    };
    const when: Column<MessageSearchRow> = {
      key: 'when',
      title: t('when'),
      cell: ({ created_at }) => <Moment at={created_at} />,
    };
    const keys = MESSAGE_COLUMNS.all.filter((key) => chosen.includes(key));
    return [when, ...keys.map((key) => ({ key, title: titles[key], ...all[key] }))];
  }, [chosen, titles, t, purpose, causes, format, locale, duration]);
}
