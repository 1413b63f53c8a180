'use client';

import type { Attempt, AttemptOutcome } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCauses } from '../../lib/i18n/use-causes';
import type { Tone } from '../../ui/badge';
import { Badge } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { OutcomeIcon } from './outcome-icon';
import classes from './message.module.css';

const TONES: Record<AttemptOutcome, Tone> = {
  open: 'busy',
  submitted: 'ok',
  refused: 'bad',
  unknown: 'warn',
  not_sent: 'calm',
};

/** Each submit to a carrier and what the carrier answered, in its own terms and in words. */
export function AttemptsTable({ attempts }: { attempts: readonly Attempt[] }) {
  const t = useTranslations('detail');
  const duration = useDuration();
  if (attempts.length === 0) return <p className={classes.none}>{t('noAttempts')}</p>;
  return (
    <div className={classes.scroll} role="region" aria-label={t('attempts')} tabIndex={0}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('carrier')}</th>
            <th scope="col">{t('outcome')}</th>
            <th scope="col">{t('started')}</th>
            <th scope="col">{t('answeredAfter')}</th>
            <th scope="col">{t('answer')}</th>
            <th scope="col">{t('carrierIds')}</th>
          </tr>
        </thead>
        <tbody>
          {attempts.map((attempt) => (
            <tr key={attempt.attempt}>
              <td>{attempt.attempt}</td>
              <td>{attempt.carrier}</td>
              <td>
                <Badge tone={TONES[attempt.outcome]} icon={<OutcomeIcon tone={TONES[attempt.outcome]} />}>
                  {t(`attemptOutcome.${attempt.outcome}`)}
                </Badge>
              </td>
              <td>
                <Moment at={attempt.started_at} show="precise" />
              </td>
              <td suppressHydrationWarning>
                {attempt.answered_at ? duration(Date.parse(attempt.answered_at) - Date.parse(attempt.started_at)) : '–'}
              </td>
              <td>
                <CarrierAnswer attempt={attempt} />
              </td>
              <td className={classes.mono}>
                <bdi dir="ltr">{attempt.smsc_message_ids.join(', ') || '–'}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** `command_status` as SMPP writes it (3.4, 5.1.3): the name and eight hex digits, and below it in words. */
function CarrierAnswer({ attempt }: { attempt: Attempt }) {
  const causes = useCauses();
  const { command_status: status, command_status_name: name, command_status_meaning: meaning, reason } = attempt;
  if (status === null) return reason ? causes.inWords(reason) : '–';
  // Kept in 32 bits with a sign.
  const hex = `0x${(status >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
  const words = [reason, name].find((word) => word !== null && causes.has(word));
  return (
    <>
      <bdi dir="ltr" className={classes.mono}>
        {name && name !== hex ? `${name} ${hex}` : hex}
      </bdi>
      {words ? (
        <span className={classes.why}>{causes.inWords(words)}</span>
      ) : meaning ? (
        <span className={classes.why} lang="en" dir="ltr">
          {meaning}
        </span>
      ) : null}
    </>
  );
}
