'use client';

import type { MessageStatus, TryResponse } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, type ReactNode } from 'react';
import { asFailure } from '../../lib/api/failure';
import type { Ticks } from './bubble';
import { findCode } from './code-in-text';
import { Phone } from './phone';
import { useHandset } from './use-handset';
import classes from './handset.module.css';

export interface HandsetProps {
  readonly number: string;
  readonly sentAt: number;
  readonly latest: TryResponse | undefined;
  /** Of the message of `latest`, as far as it is known. */
  readonly status: MessageStatus | undefined;
  readonly languages: ReadonlyMap<string, string>;
  readonly codeLength: number;
  readonly onTakeCode: (digits: string) => void;
  /** The code of `latest` is on the phone. */
  readonly onArrival: (digits: string) => void;
  /** All that is on the phone has been shown up to then. */
  readonly onSeen: (number: string, at: string) => void;
  /** Above the phone: which one it is. */
  readonly children: ReactNode;
}

/** The phone with this number, as its owner would see it. Everything on it came over the carrier. */
export function Handset(props: HandsetProps) {
  const { number, sentAt, latest, status, languages, codeLength, onTakeCode, onArrival, onSeen, children } = props;
  const t = useTranslations('handset');
  // What goes to a real phone is that phone's owner's: nothing of it is looked for, and nothing is drawn.
  const isElsewhere = latest?.is_simulated === false;
  const inbox = useHandset({ number, sentAt, isWatched: !isElsewhere });
  const messages = isElsewhere ? [] : (inbox.data?.messages ?? []);
  const awaited = latest?.passcode;
  const hasArrived = messages.some(({ text }) => findCode(text, codeLength)?.code === awaited);
  const newest = messages[0]?.received_at;
  useEffect(() => {
    if (awaited && hasArrived) onArrival(awaited);
  }, [awaited, hasArrived, latest?.message.id, onArrival]);
  useEffect(() => {
    if (newest !== undefined) onSeen(number, newest);
  }, [number, newest, onSeen]);

  return (
    <section className={classes.area} aria-label={t('of', { number })}>
      {children}
      <Phone
        number={number}
        messages={messages}
        languages={languages}
        codeLength={codeLength}
        ticks={awaited ? { code: awaited, come: ticksOf(status) } : undefined}
        onTakeCode={onTakeCode}
        hint={
          <>
            {inbox.error ? (
              <p className={classes.hint}>{asFailure(inbox.error).problem?.detail ?? t('silent')}</p>
            ) : null}
            {isElsewhere ? <p className={classes.hint}>{t('elsewhere')}</p> : null}
            {!isElsewhere && inbox.data?.messages.length === 0 ? <p className={classes.hint}>{t('empty')}</p> : null}
          </>
        }
      />
      <p className={classes.caption}>
        <bdi dir="ltr">{number}</bdi>
      </p>
    </section>
  );
}

/** The way that messengers tell it; whoever sends an SMS learns as much by its answer and its receipt. */
function ticksOf(status: MessageStatus | undefined): Ticks {
  if (status === 'delivered') return 'delivered';
  return status === 'submitted' ? 'sent' : 'none';
}
