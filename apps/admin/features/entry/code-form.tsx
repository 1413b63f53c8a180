'use client';

import type { SecondFactor } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { Action } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { TextField } from '../../ui/field';
import { CodeField } from '../factors/code-field';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import classes from './entry.module.css';

export interface CodeFormProps {
  readonly method: Exclude<SecondFactor, 'passkey'>;
  readonly prove: Action<string | undefined>;
}

/** The digits of an app, or one of the codes that were put away for a bad day. */
export function CodeForm({ method, prove }: CodeFormProps) {
  const t = useTranslations('entry');
  const { form, field, isToldAtField } = useFields({
    first: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: t('codeMissing') } : {}),
    onSubmit: ({ code }) => prove.run(code),
    failure: prove.failure,
  });
  return (
    <form {...form} className={classes.form} noValidate>
      {method === 'totp' ? (
        <CodeField label={t('code')} {...field('code')} />
      ) : (
        <TextField
          label={t('recoveryCode')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          maxLength={40}
          {...field('code')}
        />
      )}
      {isToldAtField ? null : <Refusal failure={prove.failure} />}
      <WaitButton type="submit" emphasis="main" size="md" loading={prove.isBusy} failure={prove.failure}>
        {t('signIn')}
      </WaitButton>
    </form>
  );
}
