'use client';

import { useLocale, useTranslations } from 'next-intl';
import { countryName } from '../../lib/i18n/names';
import { Card } from '../../ui/card';
import { AsideLink } from '../../ui/links';
import type { LanguageProps } from './locale-room';
import classes from './locales.module.css';

/** Whose numbers get a language when nothing is asked for. */
export function CountriesCard({ locale: { tag, countries } }: Pick<LanguageProps, 'locale'>) {
  const t = useTranslations('locales');
  const reader = useLocale();
  return (
    <Card
      title={t('countries')}
      aside={
        <AsideLink href={`/locales?view=countries&q=${encodeURIComponent(tag)}`}>{t('countriesChange')}</AsideLink>
      }
    >
      {countries.length === 0 ? (
        <p className={classes.dim}>{t('noCountries')}</p>
      ) : (
        <>
          <p className={classes.dim}>{t('countriesMean')}</p>
          <ul className={classes.chips}>
            {countries.map((code) => (
              <li key={code} suppressHydrationWarning>
                {countryName(code, reader)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
