'use client';

import type { CountryLocaleView } from '@codewire/contracts';
import { IconPackage, IconPencil } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { countryName, languageName } from '../../lib/i18n/names';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { DataTable, type Column } from '../../ui/data-table';
import { Tag } from './language-words';
import classes from './locales.module.css';

export interface CountryTableProps {
  readonly countries: readonly CountryLocaleView[];
  /** Only for those who may. */
  readonly onChange?: (country: CountryLocaleView) => void;
  readonly onReset?: (country: CountryLocaleView) => void;
}

export function CountryTable({ countries, onChange, onReset }: CountryTableProps) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const columns: Column<CountryLocaleView>[] = [
    {
      key: 'country',
      title: t('country'),
      cell: ({ country }) => (
        <span className={classes.country}>
          {countryName(country, reader)} <Tag tag={country} />
        </span>
      ),
    },
    { key: 'language', title: t('language'), cell: (country) => <Language country={country} /> },
    { key: 'origin', title: t('origin'), cell: ({ origin }) => <OriginBadge origin={origin} /> },
    {
      key: 'actions',
      title: t('actions'),
      cell: (country) => {
        const name = countryName(country.country, reader);
        return onChange && onReset ? (
          <span className={classes.actions}>
            <Button size="xs" aria-label={t('changeOf', { country: name })} onClick={() => onChange(country)}>
              {t('change')}
            </Button>
            {country.origin === 'admin' ? (
              <Button size="xs" aria-label={t('resetOf', { country: name })} onClick={() => onReset(country)}>
                {t('reset')}
              </Button>
            ) : null}
          </span>
        ) : null;
      },
    },
  ];
  return (
    <DataTable
      caption={t('tabs.countries')}
      columns={onChange ? columns : columns.slice(0, -1)}
      rows={countries}
      keyOf={({ country }) => country}
      isStacked
    />
  );
}

function Language({ country: { locale, serves } }: { country: CountryLocaleView }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  return (
    <span>
      <span className={classes.country}>
        {languageName(locale, reader)} <Tag tag={locale} />
      </span>
      {serves === locale ? null : (
        <span className={classes.serves}>
          {serves === null
            ? t('servesNone')
            : t.rich('serves', { language: languageName(serves, reader), tag: () => <Tag tag={serves} /> })}
        </span>
      )}
    </span>
  );
}

function OriginBadge({ origin }: Pick<CountryLocaleView, 'origin'>) {
  const t = useTranslations('locales.origins');
  return origin === 'admin' ? (
    <Badge tone="busy" icon={<IconPencil size={15} aria-hidden />}>
      {t('admin')}
    </Badge>
  ) : (
    <Badge tone="calm" icon={<IconPackage size={15} aria-hidden />}>
      {t('built_in')}
    </Badge>
  );
}
