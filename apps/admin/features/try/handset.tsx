'use client';

import type { TryResponse } from '@codewire/contracts';
import { IconAntennaBars5, IconBattery3 } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { asFailure } from '../../lib/api/failure';
import { Bubble } from './bubble';
import { findCode } from './code-in-text';
import { LockScreenClock, StatusBarClock } from './handset-clock';
import { useHandset } from './use-handset';
import classes from './handset.module.css';

export interface HandsetProps {
  readonly number: string;
  readonly sentAt: number;
  readonly latest: TryResponse | undefined;
  /** Which language a code was sent in; older messages on the phone are not in here. */
  readonly languages: ReadonlyMap<string, string>;
  readonly codeLength: number;
  readonly onTakeCode: (digits: string) => void;
  /** The code of `latest` is on the phone. */
  readonly onArrival: (digits: string) => void;
}

/** The phone with this number, as its owner would see it. Everything on it came over the carrier. */
export function Handset(props: HandsetProps) {
  const { number, sentAt, latest, languages, codeLength, onTakeCode, onArrival } = props;
  const t = useTranslations('handset');
  // What goes to a real phone is that phone's owner's: nothing of it is looked for, and nothing is drawn.
  const isElsewhere = latest?.is_simulated === false;
  const inbox = useHandset({ number, sentAt, isWatched: !isElsewhere });
  const messages = isElsewhere ? [] : (inbox.data?.messages ?? []);
  const oldestFirst = messages.toReversed();
  const bottom = useScrollToBottom(oldestFirst.length);
  const awaited = latest?.passcode;
  const hasArrived = oldestFirst.some(({ text }) => findCode(text, codeLength)?.code === awaited);
  useEffect(() => {
    if (awaited && hasArrived) onArrival(awaited);
  }, [awaited, hasArrived, latest?.message.id, onArrival]);

  return (
    <section className={classes.area} aria-label={t('of', { number })}>
      <div className={classes.phone}>
        <div className={classes.screen}>
          <div className={classes.statusBar} aria-hidden>
            <StatusBarClock />
            <span className={classes.island} />
            <span className={classes.signals}>
              <IconAntennaBars5 size={17} />
              <IconBattery3 size={19} />
            </span>
          </div>
          <LockScreenClock isSmall={oldestFirst.length > 0} />
          <div ref={bottom} className={classes.inbox} role="log" aria-label={t('inbox')} tabIndex={0}>
            <ul>
              {oldestFirst.map((message, index) => (
                <Bubble
                  key={`${message.received_at} ${index}`}
                  message={message}
                  languages={languages}
                  codeLength={codeLength}
                  onTakeCode={onTakeCode}
                />
              ))}
            </ul>
            {inbox.error ? (
              <p className={classes.hint}>{asFailure(inbox.error).problem?.detail ?? t('silent')}</p>
            ) : null}
            {isElsewhere ? <p className={classes.hint}>{t('elsewhere')}</p> : null}
            {!isElsewhere && inbox.data?.messages.length === 0 ? <p className={classes.hint}>{t('empty')}</p> : null}
          </div>
          <span className={classes.homeBar} aria-hidden />
        </div>
      </div>
      <p className={classes.caption}>
        <bdi dir="ltr">{number}</bdi>
      </p>
    </section>
  );
}

/** The newest message is at the bottom, where a thumb would be. */
function useScrollToBottom(messageCount: number) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [messageCount]);
  return place;
}
