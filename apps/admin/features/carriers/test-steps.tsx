'use client';

import type { CarrierTest } from '@codewire/contracts';
import { IconCircleCheck, IconCircleMinus, IconCircleX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useDuration } from '../../ui/use-duration';
import classes from './carriers.module.css';

const ICONS = { done: IconCircleCheck, failed: IconCircleX, skipped: IconCircleMinus } as const;

/** Step by step, up to the first that fails, with what is known of its cause. */
export function TestSteps({ steps }: { steps: CarrierTest['steps'] }) {
  const t = useTranslations('carriers');
  const duration = useDuration();
  const failed = steps.findIndex(({ outcome }) => outcome === 'failed');
  /** What comes after the one that failed was not reached; what was left out before it has no use here. */
  const outcomeOf = (outcome: CarrierTest['steps'][number]['outcome'], place: number) =>
    outcome !== 'skipped' ? outcome : failed !== -1 && place > failed ? 'unreached' : 'unneeded';
  return (
    <ol className={classes.steps}>
      {steps.map(({ step, outcome, ms, detail }, place) => {
        const Icon = ICONS[outcome];
        return (
          <li key={step} data-outcome={outcome}>
            <Icon size={18} aria-hidden />
            <span className={classes.step}>
              {t(`step.${step}`)} <span className={classes.since}>{t(`stepOutcome.${outcomeOf(outcome, place)}`)}</span>
            </span>
            <span className={classes.since} dir="auto">
              {outcome === 'skipped' ? '' : duration(ms)}
            </span>
            {detail === null ? null : (
              // In the words of the server, which speaks of a protocol in English.
              <span className={classes.detail} lang="en" dir="auto">
                {detail}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
