'use client';

import type { PolicyView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { useDuration } from '../../ui/use-duration';

const DAY_SECONDS = 86_400;

/** What the rules of a policy do, said plainly. Of numbers that mean nothing, nothing is said. */
export interface PolicyWords {
  readonly codeLength: (policy: PolicyView) => string;
  readonly life: (policy: PolicyView) => string;
  readonly maxChecks: (policy: PolicyView) => string;
  readonly maxSends: (policy: PolicyView) => string;
  readonly cooldowns: (policy: PolicyView) => string;
  readonly windows: (windows: PolicyView['send_windows']) => string;
  /** How far somebody gets who guesses at one number. */
  readonly guessing: (policy: PolicyView) => string;
}

export function usePolicyWords(): PolicyWords {
  const t = useTranslations('apps.policy');
  const duration = useDuration();
  const format = useFormatter();
  const seconds = (value: number) => duration(value * 1_000);
  return {
    codeLength: ({ code_length: length }) => t('codeLengthEffect', { codes: 10 ** length }),
    life: ({ life_seconds: life }) => t('lifeEffect', { duration: seconds(life) }),
    maxChecks: ({ code_length: length, max_checks: checks }) =>
      t('maxChecksEffect', { checks, odds: Math.floor(10 ** length / checks) }),
    maxSends: ({ max_sends: sends }) => t('maxSendsEffect', { more: sends - 1 }),
    cooldowns: ({ cooldown_seconds: waits }) =>
      t('cooldownsEffect', {
        waits: format.list(waits.map(seconds), { style: 'narrow' }),
        last: seconds(waits.at(-1) ?? 0),
      }),
    windows: (windows) =>
      format.list(windows.map((window) => t('window', { limit: window.limit, duration: seconds(window.seconds) }))),
    guessing: ({ code_length: length, wrong_check_windows: windows }) => {
      const longest = windows.at(-1);
      if (longest === undefined) return '';
      const aDay = Math.ceil((longest.limit * DAY_SECONDS) / longest.seconds);
      return t('guessing', { guesses: aDay, odds: Math.floor(10 ** length / aDay) });
    },
  };
}
