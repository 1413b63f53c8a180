'use client';

import type { VerificationRow } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { countryName, languageName } from '../../lib/i18n/names';
import { Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { VerificationBadge } from './status-badge';
import classes from './verifications.module.css';

/** All but the time, which leads to the verification and stays. */
export const VERIFICATION_COLUMNS = {
  all: ['to', 'status', 'checks', 'sends', 'application', 'text', 'expires', 'took'],
  usual: ['to', 'status', 'checks', 'sends', 'application', 'took'],
} as const;

export type VerificationColumnKey = (typeof VERIFICATION_COLUMNS.all)[number];

export function useColumnTitles(): Readonly<Record<VerificationColumnKey, string>> {
  const t = useTranslations('verifications');
  return useMemo(() => {
    const titles = VERIFICATION_COLUMNS.all.map((key) => [key, t(`column.${key}`)] as const);
    return Object.fromEntries(titles) as Record<VerificationColumnKey, string>;
  }, [t]);
}

export function useVerificationColumns(chosen: readonly string[]): Column<VerificationRow>[] {
  const t = useTranslations('verifications');
  const purpose = useTranslations('locales.purpose');
  const format = useFormatter();
  const locale = useLocale();
  const duration = useDuration();
  const titles = useColumnTitles();
  const cells: Readonly<Record<VerificationColumnKey, Omit<Column<VerificationRow>, 'key' | 'title'>>> = {
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
    status: { cell: ({ status }) => <VerificationBadge status={status} /> },
    checks: {
      from: 'medium',
      isNumber: true,
      cell: ({ checks_used, max_checks }) =>
        t('ofLimit', { used: format.number(checks_used), most: format.number(max_checks) }),
    },
    sends: {
      from: 'medium',
      isNumber: true,
      cell: ({ sends, max_sends }) => t('ofLimit', { used: format.number(sends), most: format.number(max_sends) }),
    },
    application: {
      from: 'medium',
      cell: ({ application }) => (
        <span className={classes.name}>
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
    expires: { from: 'wide', cell: ({ expires_at }) => <Moment at={expires_at} show="day" /> },
    took: {
      from: 'medium',
      isNumber: true,
      cell: ({ ms_to_approve: ms }) => (ms === null ? '–' : <span suppressHydrationWarning>{duration(ms)}</span>),
    },
  };
  const when: Column<VerificationRow> = {
    key: 'when',
    title: t('when'),
    cell: ({ created_at }) => <Moment at={created_at} />,
  };
  const keys = VERIFICATION_COLUMNS.all.filter((key) => chosen.includes(key));
  return [when, ...keys.map((key) => ({ key, title: titles[key], ...cells[key] }))];
}
