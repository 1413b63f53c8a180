'use client';

import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Button, IconButton } from '../../ui/button';
import { SelectField, TextField } from '../../ui/field';
import { MOST_WINDOWS, UNITS, type Unit, type WindowDraft } from './policy-draft';
import classes from './apps.module.css';

export interface WindowsFieldProps {
  readonly legend: string;
  readonly hint: string;
  readonly windows: readonly WindowDraft[];
  readonly error: string | undefined;
  readonly onChange: (windows: readonly WindowDraft[]) => void;
}

/** At most so many in so long, several times over. */
export function WindowsField({ legend, hint, windows, error, onChange }: WindowsFieldProps) {
  const t = useTranslations('apps.policy');
  const id = useId();
  const unitsOf = (amount: string) =>
    (Object.keys(UNITS) as Unit[]).map((unit) => ({
      value: unit,
      label: t(`units.${unit}`, { count: Number(amount) || 0 }),
    }));

  function change(place: number, part: Partial<WindowDraft>): void {
    onChange(windows.map((window, index) => (index === place ? { ...window, ...part } : window)));
  }

  return (
    <fieldset className={classes.windows} aria-describedby={`${id}-hint`}>
      <legend>{legend}</legend>
      <p id={`${id}-hint`} className={classes.hint}>
        {hint}
      </p>
      {windows.map(({ limit, amount, unit }, place) => (
        // A place has no other name: rows are told apart by their order.
        <div key={place} className={classes.window}>
          <TextField
            label={t('atMost')}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            value={limit}
            error={error !== undefined}
            onChange={(event) => change(place, { limit: event.currentTarget.value })}
          />
          <TextField
            label={t('within')}
            inputMode="numeric"
            autoComplete="off"
            dir="ltr"
            value={amount}
            error={error !== undefined}
            onChange={(event) => change(place, { amount: event.currentTarget.value })}
          />
          <SelectField
            label={t('unit')}
            value={unit}
            choices={unitsOf(amount)}
            onChange={(event) => change(place, { unit: event.currentTarget.value as Unit })}
          />
          <IconButton
            label={t('dropWindow', { place: place + 1 })}
            disabled={windows.length === 1}
            onClick={() => onChange(windows.filter((_, index) => index !== place))}
          >
            <IconX size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {error ? <p className={classes.error}>{error}</p> : null}
      {windows.length < MOST_WINDOWS ? (
        <Button
          size="xs"
          className={classes.add ?? ''}
          icon={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...windows, { limit: '', amount: '', unit: 'hours' }])}
        >
          {t('addWindow')}
        </Button>
      ) : null}
    </fieldset>
  );
}
