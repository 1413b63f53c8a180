'use client';

import type { PolicyView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { OneOf } from '../../ui/choices';
import { TextField } from '../../ui/field';
import { faultsOf, policyOf, type PolicyDraft, type PolicyFault, type PolicyField } from './policy-draft';
import { usePolicyWords } from './policy-words';
import { WindowsField } from './windows-field';
import classes from './apps.module.css';

export interface PolicyFieldsProps {
  readonly draft: PolicyDraft;
  readonly onChange: (draft: PolicyDraft) => void;
  readonly faults: Partial<Record<PolicyField, PolicyFault>>;
  readonly isTest: boolean;
}

/** Each rule with what it does, which changes as one types. */
export function PolicyFields({ draft, onChange, faults, isTest }: PolicyFieldsProps) {
  const t = useTranslations('apps.policy');
  const words = usePolicyWords();
  const faultWords = useFaultWords();
  const policy = policyOf(draft);
  const wrong = faultsOf(draft);
  /** Said only of numbers that can be saved. */
  const effect = (say: (policy: PolicyView) => string, ...of: PolicyField[]) =>
    of.some((field) => wrong[field]) ? '' : say(policy);

  function text(name: 'codeLength' | 'lifeSeconds' | 'maxChecks' | 'maxSends' | 'cooldowns') {
    return {
      label: t(name),
      inputMode: 'numeric',
      autoComplete: 'off',
      dir: 'ltr',
      value: draft[name],
      error: faultWords(faults[name]),
      // What it does stands below, so that fields side by side are level.
      describedBelow: true,
      onChange: (event: { currentTarget: { value: string } }) =>
        onChange({ ...draft, [name]: event.currentTarget.value }),
    } as const;
  }

  return (
    <>
      <div className={classes.pairs}>
        <TextField {...text('codeLength')} description={effect(words.codeLength, 'codeLength')} />
        <TextField {...text('lifeSeconds')} description={effect(words.life, 'lifeSeconds')} />
        <TextField {...text('maxChecks')} description={effect(words.maxChecks, 'maxChecks', 'codeLength')} />
        <TextField {...text('maxSends')} description={effect(words.maxSends, 'maxSends')} />
      </div>
      <OneOf
        legend={t('resend')}
        options={(['same', 'new'] as const).map((value) => ({
          value,
          label: t(`resends.${value}`),
          detail: t(`resendLine.${value}`),
        }))}
        chosen={draft.resend}
        onChoose={(resend) => onChange({ ...draft, resend })}
      />
      <TextField {...text('cooldowns')} inputMode="text" description={effect(words.cooldowns, 'cooldowns')} />
      <WindowsField
        legend={t('sendWindows')}
        hint={t('sendWindowsHint')}
        windows={draft.sendWindows}
        error={faultWords(faults.sendWindows)}
        onChange={(sendWindows) => onChange({ ...draft, sendWindows })}
      />
      <WindowsField
        legend={t('wrongCheckWindows')}
        hint={effect(words.guessing, 'wrongCheckWindows', 'codeLength')}
        windows={draft.wrongCheckWindows}
        error={faultWords(faults.wrongCheckWindows)}
        onChange={(wrongCheckWindows) => onChange({ ...draft, wrongCheckWindows })}
      />
      {isTest ? <p className={classes.hint}>{t('testHint')}</p> : null}
    </>
  );
}

function useFaultWords(): (fault: PolicyFault | undefined) => string | undefined {
  const t = useTranslations('apps.policy.fault');
  return (fault) => {
    if (fault === undefined) return undefined;
    return fault.kind === 'bounds' ? t('bounds', { least: fault.least, most: fault.most }) : t(fault.kind);
  };
}
