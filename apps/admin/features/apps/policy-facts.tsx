'use client';

import type { PolicyView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Fact, FactList } from '../../ui/fact-list';
import { useDuration } from '../../ui/use-duration';
import { usePolicyWords } from './policy-words';

/** The rules in words, for those who may only look. */
export function PolicyFacts({ policy }: { policy: PolicyView }) {
  const t = useTranslations('apps.policy');
  const duration = useDuration();
  const words = usePolicyWords();
  const facts = [
    [t('codeLength'), t('digits', { count: policy.code_length })],
    [t('lifeShort'), duration(policy.life_seconds * 1_000)],
    [t('maxChecks'), policy.max_checks],
    [t('maxSends'), policy.max_sends],
    [t('resend'), t(`resends.${policy.resend}`)],
    [t('cooldownsShort'), words.cooldowns(policy)],
    [t('sendWindows'), words.windows(policy.send_windows)],
    [t('wrongCheckWindows'), words.windows(policy.wrong_check_windows)],
  ] as const;
  return (
    <FactList>
      {facts.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
    </FactList>
  );
}
