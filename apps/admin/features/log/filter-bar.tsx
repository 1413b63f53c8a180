'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button';
import { Menu, MenuItem } from '../../ui/menu';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import type { Facet } from './facets';
import type { LogFilters, LogForm } from './filter-form';
import { NumberWords } from './number-words';
import { TimeMenu } from './time-menu';
import { ANY_TIME } from './time-range';
import { useWanted } from './wanted-filters';
import classes from './log.module.css';

// Seldom needed, so it is not part of what each page loads.
const FilterDialog = lazy(() => import('./filter-dialog'));

export interface FilterBarProps<Name extends string> {
  readonly form: LogForm<Name>;
  readonly facets: readonly Facet<Name>[];
  readonly onChange: (part: Partial<LogFilters<Name>>) => void;
  /** What else narrows or keeps the list. */
  readonly children?: ReactNode;
}

/** What the list is narrowed by, as chips that can be changed and taken away; every answer goes into the address. */
export function FilterBar<Name extends string>({ form, facets, onChange, children }: FilterBarProps<Name>) {
  const t = useTranslations('log');
  const filters = useWanted<Name>();
  const [asked, setAsked] = useState<Name>();
  const inForce = facets.filter(({ name }) => filters[name].length > 0);
  const facet = facets.find(({ name }) => name === asked);
  const set = (name: Name, values: readonly string[]) =>
    onChange({ [name]: values } as unknown as Partial<LogFilters<Name>>);

  return (
    <div className={classes.filters} role="search" aria-label={t('filters')} {...FILTERS_MARK}>
      <Menu label={t('addFilter')} icon={<IconPlus size={16} aria-hidden />}>
        {(close) =>
          facets.map(({ name, label }) => (
            <MenuItem
              key={name}
              onChoose={() => {
                close();
                setAsked(name);
              }}
            >
              {label}
            </MenuItem>
          ))
        }
      </Menu>
      <TimeMenu range={filters} onChange={(range) => onChange(range as Partial<LogFilters<Name>>)} />
      {children}
      {inForce.length === 0 ? null : (
        <ul className={classes.chips}>
          {inForce.map((one) => (
            <Chip
              key={one.name}
              facet={one}
              values={filters[one.name]}
              onAsk={() => setAsked(one.name)}
              onDrop={() => set(one.name, [])}
            />
          ))}
        </ul>
      )}
      {form.active(filters).length === 0 ? null : (
        <Button size="xs" onClick={() => onChange({ ...form.none, live: filters.live, ...ANY_TIME })}>
          {t('clear')}
        </Button>
      )}
      <Suspense fallback={null}>
        {facet === undefined ? null : (
          <FilterDialog
            facet={facet}
            values={filters[facet.name]}
            onDone={(values) => {
              setAsked(undefined);
              set(facet.name, values);
            }}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

interface ChipProps {
  readonly facet: Facet;
  readonly values: readonly string[];
  readonly onAsk: () => void;
  readonly onDrop: () => void;
}

function Chip({ facet, values, onAsk, onDrop }: ChipProps) {
  const t = useTranslations('log');
  const { label, kind, inWords } = facet;
  return (
    <li className={classes.chip}>
      <button type="button" className={classes.chipWords} aria-haspopup="dialog" onClick={onAsk}>
        {`${label}: `}
        {/* Names of countries and languages differ between the server's and the browser's locale data. */}
        <bdi suppressHydrationWarning>
          {kind === 'number' ? <NumberWords id={values[0] ?? ''} /> : values.map((value) => inWords(value)).join(', ')}
        </bdi>
      </button>
      <IconButton label={t('drop', { filter: label })} className={classes.chipDrop ?? ''} onClick={onDrop}>
        <IconX size={14} aria-hidden />
      </IconButton>
    </li>
  );
}
