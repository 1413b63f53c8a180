'use client';

import type { LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { languageName, ownLanguageName } from '../../lib/i18n/names';
import { NoMatch } from '../../ui/empty';
import { SelectField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { SearchField } from '../../ui/search-field';
import { LanguageTable } from './language-table';
import { isFound, NO_FILTERS, STATES, TEXTS, type LocaleFilters } from './locale-filters';
import type { ViewProps } from './locales-room';
import classes from './locales.module.css';

export interface LanguagesViewProps extends ViewProps {
  readonly locales: readonly LocaleView[];
}

/** All languages there are, those that filters leave. */
export function LanguagesView({ locales, filters, change, amend }: LanguagesViewProps) {
  const t = useTranslations('locales');
  const locale = useLocale();
  const shown = useMemo(
    () => locales.filter((one) => isShown(one, languageName(one.tag, locale), filters)),
    [locales, locale, filters],
  );
  const any = { value: '', label: t('any') };
  return (
    <>
      <form
        className={classes.filters}
        role="search"
        aria-label={t('filters')}
        onSubmit={(event) => event.preventDefault()}
        {...FILTERS_MARK}
      >
        <SearchField label={t('search')} value={filters.q} onSearch={(q) => amend({ q })} />
        <SelectField
          label={t('state')}
          value={filters.state}
          onChange={({ currentTarget: { value } }) => change({ state: STATES.find((one) => one === value) ?? '' })}
          choices={[any, ...STATES.map((value) => ({ value, label: t(value) }))]}
        />
        <SelectField
          label={t('ownTexts')}
          value={filters.texts}
          onChange={({ currentTarget: { value } }) => change({ texts: TEXTS.find((one) => one === value) ?? '' })}
          choices={[any, ...TEXTS.map((value) => ({ value, label: t(`texts.${value}`) }))]}
        />
        <p className={classes.count} role="status">
          {t('shown', { count: shown.length, all: locales.length })}
        </p>
      </form>
      {shown.length > 0 ? (
        <LanguageTable locales={shown} />
      ) : (
        <NoMatch title={t('noMatch')} filters={inForce(filters, t, change)} onClear={() => change(NO_FILTERS)} />
      )}
    </>
  );
}

function isShown(one: LocaleView, name: string, { q, state, texts }: LocaleFilters): boolean {
  if (state !== '' && one.is_enabled !== (state === 'enabled')) return false;
  if (texts === 'own' && one.texts === 0) return false;
  if (texts === 'none' && one.texts > 0) return false;
  if (texts === 'unreviewed' && one.unreviewed === 0) return false;
  return isFound(q, [name, ownLanguageName(one.tag), one.tag]);
}

type Words = ReturnType<typeof useTranslations<'locales'>>;

function inForce(filters: LocaleFilters, t: Words, change: ViewProps['change']) {
  const labels = { q: t('search'), state: t('state'), texts: t('ownTexts') };
  const names = (['q', 'state', 'texts'] as const).filter((name) => filters[name] !== '');
  return names.map((name) => ({ name, label: labels[name], drop: () => change({ [name]: '' }) }));
}
