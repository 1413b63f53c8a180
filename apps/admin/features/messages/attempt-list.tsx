'use client';

import type { Attempt, AttemptOutcome, MessagePdus } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import type { Tone } from '../../ui/badge';
import { Badge } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { CarrierAnswer } from './carrier-answer';
import { OutcomeIcon } from './outcome-icon';
import { PduDetails, type PdusState } from './pdu-details';
import classes from './message.module.css';

const TONES: Record<AttemptOutcome, Tone> = {
  open: 'busy',
  submitted: 'ok',
  refused: 'bad',
  unknown: 'warn',
  not_sent: 'calm',
};

export interface AttemptListProps {
  readonly attempts: readonly Attempt[];
  /** Undefined for those who may not read the traffic of carriers. */
  readonly pdus: PdusState | undefined;
}

/** Each submit to a carrier, what the carrier answered, and the PDUs of both. */
export function AttemptList({ attempts, pdus }: AttemptListProps) {
  const t = useTranslations('detail');
  if (attempts.length === 0) return <p className={classes.none}>{t('noAttempts')}</p>;
  return (
    <>
      <ol className={classes.attempts}>
        {attempts.map((attempt) => (
          <li key={attempt.attempt} data-attempt={attempt.outcome}>
            <AttemptFacts attempt={attempt} />
            {pdus && attempt.outcome !== 'not_sent' ? (
              <PduDetails
                title={t('pdusOfAttempt', { count: attempt.attempt })}
                state={pdus}
                choose={({ attempt: of }) => of === attempt.attempt}
              />
            ) : null}
          </li>
        ))}
      </ol>
      {pdus?.query.data?.data.some(isOfNone) ? (
        <PduDetails title={t('pdusOfNone')} state={pdus} choose={isOfNone} />
      ) : null}
    </>
  );
}

/** Receipts that name no attempt for certain. */
const isOfNone = ({ attempt }: MessagePdus['data'][number]) => attempt === null;

function AttemptFacts({ attempt }: { attempt: Attempt }) {
  const t = useTranslations('detail');
  const format = useFormatter();
  const duration = useDuration();
  const { outcome, started_at: started, answered_at: answered, smsc_message_ids: ids } = attempt;
  return (
    <>
      <p className={classes.attempt}>
        <span className={classes.turn}>{format.number(attempt.attempt)}</span>
        <strong>
          <bdi>{attempt.carrier}</bdi>
        </strong>
        <Badge tone={TONES[outcome]} icon={<OutcomeIcon tone={TONES[outcome]} />}>
          {t(`attemptOutcome.${outcome}`)}
        </Badge>
        <span className={classes.quiet}>
          <Moment at={started} show="precise" />
        </span>
      </p>
      <dl className={classes.answers}>
        <div>
          <dt>{t('answer')}</dt>
          <dd>
            <CarrierAnswer attempt={attempt} />
          </dd>
        </div>
        <div>
          <dt>{t('answeredAfter')}</dt>
          <dd suppressHydrationWarning>{answered ? duration(Date.parse(answered) - Date.parse(started)) : '–'}</dd>
        </div>
        <div>
          <dt>{t('carrierIds')}</dt>
          <dd className={classes.mono}>
            <bdi dir="ltr">{ids.join(', ') || '–'}</bdi>
          </dd>
        </div>
      </dl>
    </>
  );
}
