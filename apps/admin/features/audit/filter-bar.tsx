'use client';

import { AUDIT_ACTIONS, type AuditEntry } from '@codewire/contracts';
import { IconX } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { personParts } from '../../lib/person-name';
import { Button } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { activeFilters, NO_FILTERS, type AuditFilters } from './audit-filters';
import classes from './audit.module.css';

export interface FilterBarProps {
  readonly filters: AuditFilters;
  /** Those on the page: the people to choose from, and the names of what is filtered by. */
  readonly entries: readonly AuditEntry[];
  readonly onChange: (part: Partial<AuditFilters>) => void;
}

/** Every answer goes into the address. */
export function FilterBar({ filters, entries, onChange }: FilterBarProps) {
  const t = useTranslations('audit');
  const actionWord = useTranslations('audit.action');
  const locale = useLocale();
  const any = { value: '', label: t('any') };
  const actions = AUDIT_ACTIONS.map((action) => ({ value: action, label: actionWord(action) }));

  function choose(name: keyof AuditFilters) {
    return (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value });
  }

  return (
    <form className={classes.filters} role="search" aria-label={t('filters')} {...FILTERS_MARK}>
      <SelectField
        label={t('filter.action')}
        value={filters.action}
        onChange={choose('action')}
        choices={[any, ...actions]}
      />
      <SelectField
        label={t('filter.actor')}
        value={filters.actor}
        onChange={choose('actor')}
        choices={[any, ...peopleIn(entries, filters.actor, locale)]}
      />
      <TextField type="date" label={t('filter.from')} value={filters.from} max={filters.to} onChange={choose('from')} />
      <TextField type="date" label={t('filter.to')} value={filters.to} min={filters.from} onChange={choose('to')} />
      {filters.target === '' ? null : (
        <Button
          size="xs"
          className={classes.chip ?? ''}
          aria-label={t('dropTarget', { name: targetName(entries, filters.target) })}
          icon={<IconX size={14} aria-hidden />}
          onClick={() => onChange({ target: '' })}
        >
          <bdi>{targetName(entries, filters.target)}</bdi>
        </Button>
      )}
      {activeFilters(filters).length > 0 ? (
        <Button size="xs" className={classes.chip ?? ''} onClick={() => onChange(NO_FILTERS)}>
          {t('clear')}
        </Button>
      ) : null}
    </form>
  );
}

/** Who stands in the entries of the page; the one that is filtered by is there also when nothing is found. */
function peopleIn(entries: readonly AuditEntry[], chosen: string, locale: string) {
  const collator = new Intl.Collator(locale);
  const names = new Map(
    entries.flatMap(({ actor }) => (actor.id === null ? [] : [[actor.id, personParts(actor.name).name] as const])),
  );
  if (chosen !== '' && !names.has(chosen)) names.set(chosen, chosen);
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => collator.compare(a.label, b.label));
}

function targetName(entries: readonly AuditEntry[], id: string): string {
  return entries.find(({ target }) => target.id === id)?.target.name ?? id;
}
