'use client';

import { MESSAGE_STATUSES } from '@codewire/contracts';
import { IconX } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { COUNTRIES } from '../../lib/countries';
import { countryName, languageName } from '../../lib/i18n/names';
import { useMounted } from '../../lib/use-mounted';
import { Button } from '../../ui/button';
import { SelectField, type Choice } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { useConsoleContext } from '../shell/use-console-context';
import { activeFilters, NO_FILTERS, WINDOWS, type MessageFilters } from './message-filters';
import classes from './messages.module.css';

export interface FilterBarProps {
  readonly filters: MessageFilters;
  readonly onChange: (part: Partial<MessageFilters>) => void;
}

/** One list per question; every answer goes into the address. */
export function FilterBar({ filters, onChange }: FilterBarProps) {
  const t = useTranslations('messages');
  const statusWord = useTranslations('status');
  const locale = useLocale();
  const { data } = useConsoleContext();
  const countries = useCountryChoices(filters.country);
  const any: Choice = { value: '', label: t('any') };

  function choose(name: keyof MessageFilters) {
    return (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value });
  }

  return (
    <form className={classes.filters} role="search" aria-label={t('filters')} {...FILTERS_MARK}>
      <SelectField
        label={t('status')}
        value={filters.status}
        onChange={choose('status')}
        choices={[any, ...MESSAGE_STATUSES.map((status) => ({ value: status, label: statusWord(status) }))]}
      />
      <SelectField
        label={t('country')}
        value={filters.country}
        onChange={choose('country')}
        choices={[any, ...countries]}
      />
      <SelectField
        label={t('language')}
        value={filters.language}
        onChange={choose('language')}
        choices={[any, ...(data?.locales ?? []).map(({ tag }) => ({ value: tag, label: languageName(tag, locale) }))]}
      />
      <SelectField
        label={t('carrier')}
        value={filters.carrier}
        onChange={choose('carrier')}
        choices={[any, ...(data?.carriers ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SelectField
        label={t('since')}
        value={filters.since}
        onChange={choose('since')}
        choices={[
          { value: '', label: t('anyTime') },
          ...WINDOWS.map((value) => ({ value, label: t(`window.${value}`) })),
        ]}
      />
      {filters.verification !== '' ? (
        <Button
          size="xs"
          className={classes.chip}
          aria-label={t('dropVerification')}
          icon={<IconX size={14} aria-hidden />}
          onClick={() => onChange({ verification: '' })}
        >
          {t('oneVerification')}
        </Button>
      ) : null}
      {activeFilters(filters).length > 0 ? (
        <Button size="xs" className={classes.chip} onClick={() => onChange(NO_FILTERS)}>
          {t('clear')}
        </Button>
      ) : null}
    </form>
  );
}

/** Some 250 names, so they are made in the browser only; the server renders just the chosen one. */
function useCountryChoices(chosen: string): Choice[] {
  const locale = useLocale();
  const isMounted = useMounted();
  return useMemo(() => {
    const codes = isMounted ? COUNTRIES : COUNTRIES.filter((code) => code === chosen);
    const collator = new Intl.Collator(locale);
    return codes
      .map((code) => ({ value: code, label: countryName(code, locale) }))
      .sort((a, b) => collator.compare(a.label, b.label));
  }, [isMounted, chosen, locale]);
}
