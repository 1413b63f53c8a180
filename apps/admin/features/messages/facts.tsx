'use client';

import type { LanguageReason, ReceiptState } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { countryName, languageName } from '../../lib/i18n/names';
import { useCauses } from '../../lib/i18n/use-causes';
import { useDuration } from '../../ui/use-duration';
import type { Fact } from './telling-facts';
import classes from './timeline.module.css';

const KNOWN = [
  'attempt',
  'carrier',
  'carriers',
  'command_status',
  'country',
  'encoding',
  'error',
  'error_code',
  'language',
  'language_reason',
  'ms',
  'reason',
  'rule',
  'segments',
  'state',
  'template_version',
  'turn',
] as const;

/** Why another attempt followed. */
type Turn = 'refused' | 'unanswered' | 'not_sent' | 'no_receipt';

type KnownFact = (typeof KNOWN)[number];

/** The short values of a step; one the console has no word for is shown under its own name. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const t = useTranslations('facts');
  const valueOf = useFactValue();
  if (facts.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name} data-fact={name}>
          <dt>{isKnown(name) ? t(name) : name.replaceAll('_', ' ')}</dt>
          <dd suppressHydrationWarning>
            <bdi>{valueOf(name, value)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useFactValue(): (name: string, value: string | number) => string {
  const locale = useLocale();
  const duration = useDuration();
  const causes = useCauses();
  const languageReason = useTranslations('languageReason');
  const receiptState = useTranslations('receiptState');
  const turn = useTranslations('turn');
  return (name, value) => {
    if (typeof value === 'number') return name === 'ms' ? duration(value) : String(value);
    if (name === 'country') return countryName(value, locale);
    if (name === 'language') return languageName(value, locale);
    if (name === 'reason' || name === 'error') return causes.inWords(value);
    if (name === 'language_reason' && languageReason.has(value as LanguageReason)) {
      return languageReason(value as LanguageReason);
    }
    if (name === 'turn' && turn.has(value as Turn)) return turn(value as Turn);
    if (name === 'state' && receiptState.has(value as ReceiptState)) return receiptState(value as ReceiptState);
    return value;
  };
}

function isKnown(name: string): name is KnownFact {
  return KNOWN.some((known) => known === name);
}
