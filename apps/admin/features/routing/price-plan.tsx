'use client';

import type { PriceImported } from '@codewire/contracts';
import { IconEqual, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { lineOf } from './price-text';
import classes from './routing.module.css';

export interface PricePlanProps {
  readonly csv: string;
  readonly outcome: PriceImported;
  readonly isBusy: boolean;
  readonly onApply: () => void;
  readonly onDrop: () => void;
}

/** As many as the API tells. */
const MOST_FAULTS = 100;

/** What a list would do, or what is wrong in it, line by line. */
export function PricePlan({ csv, outcome, isBusy, onApply, onDrop }: PricePlanProps) {
  const t = useTranslations('routing.import');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [outcome]);
  const { faults, added, changed, removed } = outcome;
  return (
    <div ref={place} className={classes.plan} role="group" aria-label={t('plan')} tabIndex={-1}>
      {faults.length > 0 ? (
        <Faults csv={csv} faults={faults} />
      ) : (
        <>
          <Counts outcome={outcome} />
          {removed > 0 ? (
            <Notice tone="warn" title={t('removedTitle', { count: removed })}>
              <p>{t('removedDetail')}</p>
            </Notice>
          ) : null}
          {added + changed + removed === 0 ? (
            <p className={classes.dim}>{t('nothing')}</p>
          ) : (
            <FormActions>
              <Button onClick={onDrop}>{t('drop')}</Button>
              <Button emphasis="main" loading={isBusy} onClick={onApply}>
                {t('apply')}
              </Button>
            </FormActions>
          )}
        </>
      )}
    </div>
  );
}

const COUNTS = [
  ['added', IconPlus],
  ['changed', IconPencil],
  ['removed', IconMinus],
  ['unchanged', IconEqual],
] as const;

function Counts({ outcome }: Pick<PricePlanProps, 'outcome'>) {
  const t = useTranslations('routing.import');
  return (
    <ul className={classes.counts} aria-label={t('would')}>
      {COUNTS.map(([kind, Icon]) => (
        <li key={kind} data-kind={kind}>
          <Icon size={16} aria-hidden />
          {t(`count.${kind}`, { count: outcome[kind] })}
        </li>
      ))}
    </ul>
  );
}

function Faults({ csv, faults }: Pick<PricePlanProps, 'csv'> & Pick<PriceImported, 'faults'>) {
  const t = useTranslations('routing.import');
  return (
    <>
      <Notice tone="bad" title={t('faultyTitle', { count: faults.length })}>
        <p>{t(faults.length >= MOST_FAULTS ? 'faultyFirst' : 'faultyDetail')}</p>
      </Notice>
      <table className={classes.faults}>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('fault')}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, cause }) => (
            <tr key={`${line} ${cause}`}>
              <td>{line}</td>
              <td>
                <code dir="ltr">{lineOf(csv, line).slice(0, 80)}</code>
                {t(`faults.${cause}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
