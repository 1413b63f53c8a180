'use client';

import { IconArrowDownRight, IconArrowUpRight, IconEqual } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { Change } from './change';
import classes from './overview.module.css';

/** What is counted, and so which words say that there is more of it. */
export type Measure = 'count' | 'share' | 'time';

export interface DeltaProps {
  readonly change: Change;
  readonly measure: Measure;
  /** The direction that is good news; none: neither is. */
  readonly good?: 'up' | 'down';
}

/** How a number stands to the range before: an arrow and words, the colour says it once more. */
export function Delta({ change, measure, good }: DeltaProps) {
  const t = useTranslations('overview.change');
  const format = useFormatter();
  if (change.kind === 'new' || change.kind === 'few') return <p className={classes.delta}>{t(change.kind)}</p>;
  if (change.kind === 'same') {
    return (
      <p className={classes.delta}>
        <IconEqual size={16} aria-hidden />
        {t('same')}
      </p>
    );
  }
  const Arrow = change.kind === 'up' ? IconArrowUpRight : IconArrowDownRight;
  const tone = good === undefined ? 'calm' : good === change.kind ? 'ok' : 'bad';
  const amount =
    measure === 'share'
      ? format.number(100 * change.by, { maximumFractionDigits: 1 })
      : format.number(change.by, { style: 'percent', maximumFractionDigits: change.by < 0.1 ? 1 : 0 });
  return (
    <p className={classes.delta} data-tone={tone}>
      <Arrow size={16} aria-hidden />
      {t(`${measure}.${change.kind}`, { amount })}
    </p>
  );
}
