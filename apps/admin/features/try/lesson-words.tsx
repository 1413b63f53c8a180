import type { AppScenario, CarrierScenario } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import classes from './faults.module.css';

export interface LessonWordsProps {
  readonly scenario: CarrierScenario | AppScenario;
  /** While it is on all is shown: now it is of use. */
  readonly isOn: boolean;
  /** What it is set with. */
  readonly children?: ReactNode;
}

/** What a scenario does, what Codewire does about it, and where that is seen. */
export function LessonWords({ scenario, isOn, children }: LessonWordsProps) {
  const t = useTranslations('faults');
  return (
    <>
      <p className={classes.does}>{t(`scenario.${scenario}.does`)}</p>
      {children}
      <details className={classes.lesson} open={isOn}>
        <summary>{t('lesson')}</summary>
        <dl>
          <dt>{t('answers')}</dt>
          <dd>{t(`scenario.${scenario}.answers`)}</dd>
          <dt>{t('look')}</dt>
          <dd>{t(`scenario.${scenario}.look`)}</dd>
        </dl>
      </details>
    </>
  );
}
