'use client';

import type { SignInAnswer } from '@codewire/contracts';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/field';
import { PasswordField } from '../../ui/password-field';
import { Stage } from '../../ui/stage';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import { signInByPasskey } from './sign-in-by-passkey';
import classes from './entry.module.css';

export interface FirstProofProps {
  readonly takesFocus: boolean;
  /** Why one has to begin again. */
  readonly failure: unknown;
  readonly onAnswer: (answer: SignInAnswer) => unknown;
}

/** The first page of signing in. What it says is the same whether there is such an account or not. */
export function FirstProof({ takesFocus, failure, onAnswer }: FirstProofProps) {
  const t = useTranslations('entry');
  const passkey = useAction(() => signInByPasskey(), onAnswer);
  const password = useAction(
    (typed: { email: string; password: string }) => callFromBrowser(entryCalls.signInByPassword(typed)),
    onAnswer,
  );
  const { form, field, isToldAtField } = useFields({
    first: { email: '', password: '' },
    check: (typed) => ({
      ...(typed.email.trim() === '' ? { email: t('emailMissing') } : {}),
      ...(typed.password === '' ? { password: t('passwordMissing') } : {}),
    }),
    onSubmit: (typed) => {
      passkey.reset();
      return password.run(typed);
    },
    failure: password.failure,
  });
  const told = password.failure ?? failure;

  return (
    <Stage title={t('signIn')} takesFocus={takesFocus}>
      <Button
        size="md"
        fullWidth
        loading={passkey.isBusy}
        icon={<IconFingerprint size={20} stroke={1.75} aria-hidden />}
        onClick={() => {
          password.reset();
          void passkey.run(undefined);
        }}
      >
        {t('withPasskey')}
      </Button>
      <Refusal failure={passkey.failure} />
      <p className={classes.or}>{t('or')}</p>
      <form {...form} className={classes.form} noValidate>
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          dir="ltr"
          maxLength={254}
          {...field('email')}
        />
        <PasswordField label={t('password')} autoComplete="current-password" maxLength={128} {...field('password')} />
        {isToldAtField ? null : <Refusal failure={told} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={password.isBusy} failure={password.failure}>
          {t('signIn')}
        </WaitButton>
      </form>
      {told === null ? <p className={classes.fine}>{t('noWayIn')}</p> : null}
    </Stage>
  );
}
