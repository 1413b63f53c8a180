'use client';

import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { RANGES, type Range } from './overview-filters';
import classes from './overview.module.css';

export interface RangePickerProps {
  readonly range: Range;
  readonly onChoose: (range: Range) => void;
}

/** One of a few ranges, all of them seen at once. */
export function RangePicker({ range, onChoose }: RangePickerProps) {
  const t = useTranslations('overview');
  const name = useId();
  return (
    <fieldset className={classes.ranges}>
      <legend className="visually-hidden">{t('range')}</legend>
      {RANGES.map((one) => (
        <label key={one}>
          <input type="radio" name={name} value={one} checked={one === range} onChange={() => onChoose(one)} />
          <span>{t(`ranges.${one.slice(1) as '1h'}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
