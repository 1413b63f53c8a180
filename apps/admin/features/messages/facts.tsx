'use client';

import type { TimelineEvent } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import classes from './timeline.module.css';

const KNOWN = [
  'attempt',
  'carrier',
  'command_status_name',
  'encoding',
  'error',
  'error_code',
  'language',
  'language_reason',
  'reason',
  'route',
  'segments',
  'smsc_message_id',
  'state',
  'template_version',
] as const;

type KnownFact = (typeof KNOWN)[number];

/** The short values of a step; one the console has no word for is shown under its own name. */
export function Facts({ facts }: { facts: TimelineEvent['facts'] }) {
  const t = useTranslations('facts');
  const entries = Object.entries(facts);
  if (entries.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{isKnown(name) ? t(name) : name.replaceAll('_', ' ')}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isKnown(name: string): name is KnownFact {
  return KNOWN.some((known) => known === name);
}
