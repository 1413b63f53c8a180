'use client';

import type { TimelineEvent } from '@codewire/contracts';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { isRefusal } from '../../lib/pdu';
import { Moment } from '../../ui/moment';
import { PduFields } from '../../ui/pdu-list';
import { useDuration } from '../../ui/use-duration';
import { Facts } from '../messages/facts';
import { tellingFacts } from '../messages/telling-facts';
import { TONES } from '../messages/timeline';
import { wireSteps, type Pdu, type WireStep } from './wire-steps';
import timeline from '../messages/timeline.module.css';
import classes from './wire.module.css';

export interface WireTimelineProps {
  readonly events: readonly TimelineEvent[];
  readonly pdus: readonly Pdu[];
}

/** A message's way with what went over the wire for it, oldest first, and the time before each entry. */
export function WireTimeline({ events, pdus }: WireTimelineProps) {
  const steps = wireSteps(events, pdus);
  return (
    <ol className={timeline.timeline}>
      {steps.map((step, place) => {
        const before = steps[place - 1];
        return step.kind === 'event' ? (
          <li key={keyOf(step, place)} data-tone={TONES[step.event.kind]} data-step={step.event.kind}>
            <Event event={step.event} events={events} before={before} />
          </li>
        ) : (
          <li key={keyOf(step, place)} className={classes.wired} data-pdu={step.pdu.command}>
            <PduLine pdu={step.pdu} before={before} />
          </li>
        );
      })}
    </ol>
  );
}

/** What was opened stays open when something comes above it. */
function keyOf(step: WireStep, place: number): string {
  if (step.kind === 'event') return `${step.at} ${step.event.kind} ${place}`;
  const { direction, command, sequence, slot } = step.pdu;
  return [step.at, direction, command, sequence, slot].join(' ');
}

interface EventProps {
  readonly event: TimelineEvent;
  readonly events: readonly TimelineEvent[];
  readonly before: WireStep | undefined;
}

function Event({ event, events, before }: EventProps) {
  const t = useTranslations('timeline');
  return (
    <>
      <p className={timeline.step}>
        <span className={timeline.what}>{t(event.kind)}</span>
        <Gap at={event.at} before={before} />
      </p>
      <Facts facts={tellingFacts(event, events)} />
    </>
  );
}

function PduLine({ pdu, before }: { pdu: Pdu; before: WireStep | undefined }) {
  const t = useTranslations('carriers.trace');
  const Icon = pdu.direction === 'out' ? IconArrowUp : IconArrowDown;
  return (
    <details className={classes.pdu}>
      <summary>
        <span className={classes.line}>
          <Icon size={15} role="img" aria-label={t(`directions.${pdu.direction}`)} />
          <bdi dir="ltr" className={classes.command}>
            {pdu.command}
          </bdi>
          {isRefusal(pdu) ? (
            <bdi dir="ltr" className={classes.refused}>
              {pdu.command_status}
            </bdi>
          ) : null}
        </span>
        <Gap at={pdu.at} before={before} />
      </summary>
      <div className={classes.fields}>
        <PduFields pdu={pdu} />
      </div>
    </details>
  );
}

function Gap({ at, before }: { at: string; before: WireStep | undefined }) {
  const t = useTranslations('timeline');
  const duration = useDuration();
  return (
    <span className={timeline.gap} suppressHydrationWarning>
      {before ? (
        t('after', { duration: duration(Date.parse(at) - Date.parse(before.at)) })
      ) : (
        <Moment at={at} show="precise" />
      )}
    </span>
  );
}
