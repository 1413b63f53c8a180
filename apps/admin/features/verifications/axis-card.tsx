'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Card } from '../../ui/card';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { StatusBadge } from '../messages/status-badge';
import { TONES, VerificationBadge } from './status-badge';
import { AXIS, timeAxis, type Span, type TimeAxis } from './time-axis';
import classes from './verification.module.css';

/** Its life, its sends and its checks on one axis of time. */
export function AxisCard({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification.axis');
  const axis = timeAxis(verification);
  return (
    <Card title={t('title')}>
      <ol className={classes.axis}>
        <Row bars={[{ span: axis.life, tone: TONES[verification.status] }]} name={t('life')}>
          <VerificationBadge status={verification.status} />
        </Row>
        {axis.sends.map((send, place) => (
          <Send key={send.message.id} send={send} turn={place + 1} />
        ))}
        {axis.checks.length === 0 ? null : <Checks axis={axis} />}
      </ol>
      <p className={classes.ends}>
        <span>
          <Moment at={axis.from} show="precise" />
          <Moment at={axis.to} show="precise" />
        </span>
      </p>
    </Card>
  );
}

function Send({ send: { message, span }, turn }: { send: TimeAxis['sends'][number]; turn: number }) {
  const t = useTranslations('verification.axis');
  const duration = useDuration();
  const { id, status, created_at: begun, ended_at: ended } = message;
  const tone = status === 'delivered' ? 'ok' : ended === null ? 'busy' : 'bad';
  const name = <Link href={`/messages/${id}`}>{t('send', { count: turn })}</Link>;
  return (
    <Row bars={[{ span, tone }]} name={name}>
      <StatusBadge status={status} />
      {ended === null ? null : (
        <span className={classes.after} suppressHydrationWarning>
          {t('after', { duration: duration(Date.parse(ended) - Date.parse(begun)) })}
        </span>
      )}
    </Row>
  );
}

/** Each as a stroke, and in words: a guesser's follow each other faster than anybody types. */
function Checks({ axis: { from, checks } }: { axis: TimeAxis }) {
  const t = useTranslations('verification.axis');
  const duration = useDuration();
  return (
    <Row bars={checks.map(({ span, isRight }) => ({ span, tone: isRight ? 'ok' : 'bad' }))} name={t('checks')}>
      {checks.map(({ at, isRight }) => (
        <span key={at} className={classes.after} suppressHydrationWarning>
          {t(isRight ? 'right' : 'wrong', { duration: duration(Date.parse(at) - Date.parse(from)) })}
        </span>
      ))}
    </Row>
  );
}

interface RowProps {
  readonly bars: readonly { readonly span: Span; readonly tone: string }[];
  readonly name: ReactNode;
  readonly children: ReactNode;
}

/** The words of a row say what its bars show. */
function Row({ bars, name, children }: RowProps) {
  return (
    <li>
      <span className={classes.rowName}>{name}</span>
      <svg className={classes.bar} viewBox={`0 0 ${AXIS} 10`} preserveAspectRatio="none" aria-hidden>
        <rect className={classes.ground} x="0" y="3" width={AXIS} height="4" />
        {bars.map(({ span: { from, to }, tone }) => (
          <rect key={from} className={classes.span} data-tone={tone} x={from} y="0" width={to - from} height="10" />
        ))}
      </svg>
      <span className={classes.rowEnd}>{children}</span>
    </li>
  );
}
