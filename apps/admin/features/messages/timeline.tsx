'use client';

import type { TimelineEvent } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { Tone } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { Facts } from './facts';
import { tellingFacts } from './telling-facts';
import classes from './timeline.module.css';

/** How each step feels. */
export const TONES: Record<TimelineEvent['kind'], Tone> = {
  accepted: 'calm',
  rendered: 'calm',
  routed: 'calm',
  attempted: 'busy',
  submitted: 'busy',
  refused: 'bad',
  unanswered: 'warn',
  not_sent: 'warn',
  receipt: 'calm',
  delivered: 'ok',
  undelivered: 'bad',
  expired: 'warn',
  failed: 'bad',
};

/** A message's way, oldest step first, with the time that passed before each step. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const t = useTranslations('timeline');
  const duration = useDuration();
  return (
    <ol className={classes.timeline}>
      {events.map((event, index) => {
        const before = events[index - 1];
        return (
          <li key={`${event.at} ${event.kind} ${index}`} data-tone={TONES[event.kind]} data-step={event.kind}>
            <p className={classes.step}>
              <span className={classes.what}>{t(event.kind)}</span>
              {before ? (
                <span className={classes.gap} suppressHydrationWarning>
                  {t('after', { duration: duration(Date.parse(event.at) - Date.parse(before.at)) })}
                </span>
              ) : (
                <span className={classes.gap}>
                  <Moment at={event.at} show="precise" />
                </span>
              )}
            </p>
            <Facts facts={tellingFacts(event, events)} />
          </li>
        );
      })}
    </ol>
  );
}
