'use client';

import type { CountryLocaleView, LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { lazy, Suspense, useMemo, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { countryName, languageName } from '../../lib/i18n/names';
import { NoMatch } from '../../ui/empty';
import { FailureNotice } from '../../ui/failure-notice';
import { Fetched } from '../../ui/fetched';
import { SelectField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { SearchField } from '../../ui/search-field';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useChange } from '../../ui/use-change';
import { useMay } from '../session/session-provider';
import { CountryTable } from './country-table';
import { isFound, MAPS, NO_FILTERS, type LocaleFilters } from './locale-filters';
import type { ViewProps } from './locales-room';
import { useCountries, useLocalesAnew, useSeenChange } from './use-locales';
import classes from './locales.module.css';

const CountryDialog = lazy(() => import('./country-dialog'));

export interface CountriesViewProps extends ViewProps {
  readonly locales: readonly LocaleView[];
}

/** Which language the numbers of a country get when nothing is asked for. */
export default function CountriesView(props: CountriesViewProps) {
  const t = useTranslations('locales');
  const query = useCountries();
  return (
    <Fetched
      query={query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostTable />
        </Skeleton>
      }
    >
      {({ data }) => <Countries countries={data} {...props} />}
    </Fetched>
  );
}

function Countries({
  countries,
  locales,
  filters,
  change,
  amend,
}: CountriesViewProps & { readonly countries: readonly CountryLocaleView[] }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const mayWrite = useMay()('locales.write');
  const [changed, setChanged] = useState<string>();
  const reset = useChange({
    work: (seen: CountryLocaleView) => ifSeen(() => callFromBrowser(localeCalls.resetCountry(seen))),
    onDone: readAnew,
    said: t('countryReset'),
  });
  const shown = useMemo(() => {
    const collator = new Intl.Collator(reader);
    return countries
      .map((one) => ({ one, name: countryName(one.country, reader) }))
      .filter(({ one, name }) =>
        isShown(one, [name, one.country, languageName(one.locale, reader), one.locale], filters),
      )
      .toSorted((a, b) => collator.compare(a.name, b.name))
      .map(({ one }) => one);
  }, [countries, reader, filters]);
  const open = countries.find(({ country }) => country === changed);
  return (
    <>
      <p className={classes.dim}>{t('countriesLead')}</p>
      <form
        className={classes.filters}
        role="search"
        aria-label={t('filters')}
        onSubmit={(event) => event.preventDefault()}
        {...FILTERS_MARK}
      >
        <SearchField label={t('searchCountry')} value={filters.q} onSearch={(q) => amend({ q })} />
        <SelectField
          label={t('show')}
          value={filters.map}
          onChange={({ currentTarget: { value } }) => change({ map: MAPS.find((one) => one === value) ?? '' })}
          choices={[{ value: '', label: t('any') }, ...MAPS.map((value) => ({ value, label: t(`maps.${value}`) }))]}
        />
        <p className={classes.count} role="status">
          {t('countriesShown', { count: shown.length, all: countries.length })}
        </p>
      </form>
      {reset.failure === null ? null : <FailureNotice failure={asFailure(reset.failure)} takesFocus />}
      {shown.length === 0 ? (
        <NoMatch
          title={t('noCountryMatch')}
          filters={(['q', 'map'] as const)
            .filter((name) => filters[name] !== '')
            .map((name) => ({
              name,
              label: t(name === 'q' ? 'searchCountry' : 'show'),
              drop: () => change({ [name]: '' }),
            }))}
          onClear={() => change(NO_FILTERS)}
        />
      ) : (
        <CountryTable
          countries={shown}
          {...(mayWrite && {
            onChange: ({ country }: CountryLocaleView) => setChanged(country),
            onReset: (seen: CountryLocaleView) => void reset.run(seen),
          })}
        />
      )}
      <Suspense fallback={null}>
        {open ? (
          <CountryDialog key={open.country} country={open} locales={locales} onClose={() => setChanged(undefined)} />
        ) : null}
      </Suspense>
    </>
  );
}

function isShown(one: CountryLocaleView, names: readonly string[], { q, map }: LocaleFilters): boolean {
  if (map === 'changed' && one.origin !== 'admin') return false;
  if (map === 'other' && (one.serves === null || one.serves === one.locale)) return false;
  if (map === 'none' && one.serves !== null) return false;
  return isFound(q, names);
}
