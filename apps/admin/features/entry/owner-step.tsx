'use client';

import { PASSWORD_LENGTH } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { TextField } from '../../ui/field';
import { Stage } from '../../ui/stage';
import { NewPasswordField } from '../factors/new-password-field';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import { looksLikeEmail } from './looks-like-email';
import type { StepProps } from './setup-room';
import classes from './entry.module.css';

/** The first operator, who owns everything. */
export function OwnerStep({ takesFocus, onView }: StepProps) {
  const t = useTranslations('setup');
  const words = useTranslations('entry');
  const create = useAction(async ({ email, name, password }: Record<'email' | 'name' | 'password', string>) => {
    await callFromBrowser(entryCalls.createOwner({ email: email.trim(), name: name.trim(), password }));
    return callFromBrowser(entryCalls.setup());
  }, onView);
  const { values, form, field, isToldAtField } = useFields({
    first: { name: '', email: '', password: '' },
    check: ({ name, email, password }) => ({
      ...(name.trim() === '' ? { name: words('nameMissing') } : {}),
      ...(looksLikeEmail(email) ? {} : { email: words('emailWrong') }),
      ...([...password].length < PASSWORD_LENGTH.least ? { password: words('passwordShort') } : {}),
    }),
    onSubmit: create.run,
    failure: create.failure,
  });
  return (
    <Stage title={t('ownerTitle')} lead={t('ownerLead')} takesFocus={takesFocus}>
      <form {...form} className={classes.form} noValidate>
        <TextField label={words('name')} autoComplete="name" maxLength={80} {...field('name')} />
        <TextField
          label={words('email')}
          type="email"
          autoComplete="username"
          dir="ltr"
          maxLength={254}
          {...field('email')}
        />
        <NewPasswordField
          label={words('password')}
          known={[values.email, values.name]}
          maxLength={PASSWORD_LENGTH.most}
          {...field('password')}
        />
        {isToldAtField ? null : <Refusal failure={create.failure} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={create.isBusy} failure={create.failure}>
          {t('ownerButton')}
        </WaitButton>
      </form>
    </Stage>
  );
}
