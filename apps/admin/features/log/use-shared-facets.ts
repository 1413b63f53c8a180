'use client';

import { PURPOSES } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { COUNTRIES } from '../../lib/countries';
import { countryName } from '../../lib/i18n/names';
import { useMounted } from '../../lib/use-mounted';
import type { Choice } from '../../ui/field';
import { useConsoleContext } from '../shell/use-console-context';
import type { Facet } from './facets';

interface SharedFacets {
  readonly application: Facet<'application'>;
  readonly country: Facet<'country'>;
  readonly purpose: Facet<'purpose'>;
  readonly number: Facet<'number'>;
}

interface OfApplication {
  readonly application_id: string;
  readonly application: string;
}

/** Filters that every log has; an application that is no longer there has its name from the rows. */
export function useSharedFacets(): (rows: readonly OfApplication[]) => SharedFacets {
  const t = useTranslations('log.filter');
  const purposeWord = useTranslations('locales.purpose');
  const locale = useLocale();
  const { data } = useConsoleContext();
  const countries = useCountries();

  return (rows) => {
    const applications = data?.applications ?? [];
    const applicationName = (id: string) =>
      applications.find((one) => one.id === id)?.name ??
      rows.find(({ application_id }) => application_id === id)?.application ??
      id;
    return {
      application: {
        name: 'application',
        label: t('application'),
        kind: 'choices',
        choices: applications.map(({ id, name }) => ({ value: id, label: name })),
        inWords: applicationName,
      },
      country: {
        name: 'country',
        label: t('country'),
        kind: 'choices',
        choices: countries,
        inWords: (code) => countryName(code, locale),
      },
      purpose: {
        name: 'purpose',
        label: t('purpose'),
        kind: 'choices',
        choices: PURPOSES.map((value) => ({ value, label: purposeWord(value) })),
        inWords: (value) => purposeWord(value as 'login'),
      },
      number: { name: 'number', label: t('number'), kind: 'number', inWords: () => '' },
    };
  };
}

/** Some 250 names, so they are made in the browser only, where they are chosen from. */
function useCountries(): readonly Choice[] {
  const locale = useLocale();
  const isMounted = useMounted();
  return useMemo(
    () =>
      isMounted
        ? byLabel(
            COUNTRIES.map((value) => ({ value, label: countryName(value, locale) })),
            locale,
          )
        : [],
    [isMounted, locale],
  );
}

export function byLabel(choices: readonly Choice[], locale: string): Choice[] {
  const collator = new Intl.Collator(locale);
  return [...choices].sort((a, b) => collator.compare(a.label, b.label));
}
