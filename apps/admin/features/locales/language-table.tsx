'use client';

import type { LocaleView } from '@codewire/contracts';
import { IconUserQuestion } from '@tabler/icons-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { countryName } from '../../lib/i18n/names';
import { Badge } from '../../ui/badge';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Chain } from './chain';
import { DirectionWords, LanguageName, OwnName, StateBadge, Tag } from './language-words';
import classes from './locales.module.css';

/** More are told on the language's own page. */
const COUNTRIES_NAMED = 2;

export function LanguageTable({ locales }: { locales: readonly LocaleView[] }) {
  const t = useTranslations('locales');
  const columns: Column<LocaleView>[] = [
    { key: 'language', title: t('language'), cell: ({ tag }) => <LanguageName tag={tag} /> },
    { key: 'state', title: t('state'), cell: (locale) => <StateBadge locale={locale} /> },
    { key: 'chain', title: t('chain'), from: 'medium', cell: ({ chain }) => <Chain tags={chain} /> },
    { key: 'texts', title: t('ownTexts'), from: 'medium', cell: (locale) => <OwnTexts locale={locale} /> },
    { key: 'countries', title: t('countries'), from: 'medium', cell: (locale) => <CountryWords locale={locale} /> },
    {
      key: 'direction',
      title: t('direction'),
      from: 'wide',
      cell: ({ direction }) => (
        <span className={classes.direction}>
          <DirectionWords direction={direction} />
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('tabs.languages')}
      columns={columns}
      rows={locales}
      keyOf={({ tag }) => tag}
      hrefOf={({ tag }) => `/locales/${encodeURIComponent(tag)}`}
      detail={({ tag, chain }) => (
        <>
          <Sub>
            <OwnName tag={tag} /> · <Tag tag={tag} />
          </Sub>
          {chain.length > 1 ? (
            <span className={classes.byline}>
              <Chain tags={chain} />
            </span>
          ) : null}
        </>
      )}
    />
  );
}

function OwnTexts({ locale }: { locale: Pick<LocaleView, 'texts' | 'unreviewed'> }) {
  const t = useTranslations('locales');
  if (locale.texts === 0) return <span className={classes.none}>{t('noOwnTexts')}</span>;
  return (
    <span className={classes.texts}>
      {t('purposes', { count: locale.texts })}
      {locale.unreviewed > 0 ? (
        <Badge tone="warn" icon={<IconUserQuestion size={15} aria-hidden />}>
          {t('unreviewed', { count: locale.unreviewed })}
        </Badge>
      ) : null}
    </span>
  );
}

function CountryWords({ locale: { countries } }: { locale: Pick<LocaleView, 'countries'> }) {
  const t = useTranslations('locales');
  const locale = useLocale();
  const format = useFormatter();
  if (countries.length === 0) return <span className={classes.none}>–</span>;
  const names = countries.slice(0, COUNTRIES_NAMED).map((code) => countryName(code, locale));
  const more = countries.length - names.length;
  return (
    <span className={classes.countries} suppressHydrationWarning>
      {format.list(more > 0 ? [...names, t('moreCountries', { count: more })] : names, { style: 'narrow' })}
    </span>
  );
}
