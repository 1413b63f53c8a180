'use client';

import { CARRIER_SCENARIOS } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useId, type ReactNode } from 'react';
import { asFailure } from '../../lib/api/failure';
import { FailureNotice } from '../../ui/failure-notice';
import { Fetched } from '../../ui/fetched';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { FaultRow } from './fault-row';
import type { Faults } from './use-faults';
import classes from './faults.module.css';

export interface FaultsSectionProps {
  readonly number: string;
  readonly isFictional: boolean;
  readonly faults: Faults;
  /** What can go wrong on the app's side. */
  readonly children: ReactNode;
}

/** All that can go wrong, to be seen without waiting for it. */
export function FaultsSection({ number, isFictional, faults, children }: FaultsSectionProps) {
  const t = useTranslations('faults');
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <header>
        <h2 id={id}>{t('title')}</h2>
        <p className={classes.lead}>{t('lead')}</p>
      </header>
      <h3>{t.rich('atCarrier', { number: () => <bdi dir="ltr">{number}</bdi> })}</h3>
      {faults.error ? <FailureNotice failure={asFailure(faults.error)} takesFocus /> : null}
      {isFictional ? (
        <Switches faults={faults} number={number} />
      ) : (
        <p className={classes.lead}>{t('onlyFictional')}</p>
      )}
      <h3>{t('inApp')}</h3>
      <ul className={classes.rows}>{children}</ul>
    </section>
  );
}

function Switches({ faults, number }: { faults: Faults; number: string }) {
  const t = useTranslations('faults');
  return (
    <Fetched
      query={faults.query}
      skeleton={
        <Skeleton label={t('loading')}>
          <GhostCards />
        </Skeleton>
      }
    >
      {({ faults: on }) => (
        <ul className={classes.rows}>
          {CARRIER_SCENARIOS.map((scenario) => (
            <FaultRow
              key={`${number} ${scenario}`}
              scenario={scenario}
              fault={on.find((fault) => fault.scenario === scenario)}
              faults={faults}
            />
          ))}
        </ul>
      )}
    </Fetched>
  );
}
