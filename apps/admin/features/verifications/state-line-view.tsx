'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { IconCheck, IconMinus, IconPoint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Moment } from '../../ui/moment';
import { stateLine, type Standing, type StateStep } from './state-line';
import { TONES } from './status-badge';
import classes from './verification.module.css';

const ICONS: Record<Standing, typeof IconCheck> = { done: IconCheck, ahead: IconPoint, missed: IconMinus };

/** How far it came, as stations on a wire. */
export function StateLine({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification.step');
  return (
    <ol className={classes.line} aria-label={t('label')}>
      {stateLine(verification).map((step) => (
        <li
          key={step.key}
          data-step={step.key}
          data-standing={step.standing}
          data-tone={step.key === 'ended' && step.standing === 'done' ? TONES[verification.status] : undefined}
        >
          <Station step={step} verification={verification} />
        </li>
      ))}
    </ol>
  );
}

function Station({ step: { key, standing, at }, verification }: { step: StateStep; verification: VerificationDetail }) {
  const t = useTranslations('verification.step');
  const status = useTranslations('verificationStatus');
  const Icon = ICONS[standing];
  return (
    <>
      <span className={classes.station}>
        <Icon size={14} stroke={2.5} aria-hidden />
      </span>
      <span className={classes.stationName}>{key === 'ended' ? status(verification.status) : t(key)}</span>
      <span className={classes.stationDetail}>
        {at ? <Moment at={at} /> : standing === 'done' || key === 'ended' ? null : t(standing)}
        {key === 'checked' && standing === 'done' ? t('checks', { count: verification.checks_used }) : null}
      </span>
    </>
  );
}
