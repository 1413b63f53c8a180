'use client';

import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { TextField } from '../../ui/field';
import { Stage } from '../../ui/stage';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import type { StepProps } from './setup-room';
import classes from './entry.module.css';

/** Proves that the one at this page also sees the server's output. */
export function TokenStep({ takesFocus, onView }: StepProps) {
  const t = useTranslations('setup');
  const claim = useAction(async (token: string) => {
    await callFromBrowser(entryCalls.claimSetup({ token: token.trim() }));
    return callFromBrowser(entryCalls.setup());
  }, onView);
  const { form, field, isToldAtField } = useFields({
    first: { token: '' },
    check: ({ token }) => (token.trim() === '' ? { token: t('tokenMissing') } : {}),
    onSubmit: ({ token }) => claim.run(token),
    failure: claim.failure,
  });
  return (
    <Stage title={t('tokenTitle')} lead={t('tokenLead')} takesFocus={takesFocus}>
      <form {...form} className={classes.form} noValidate>
        <TextField
          label={t('token')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          maxLength={100}
          {...field('token')}
        />
        {isToldAtField ? null : <Refusal failure={claim.failure} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={claim.isBusy} failure={claim.failure}>
          {t('goOn')}
        </WaitButton>
      </form>
      <p className={classes.fine}>
        {t.rich('tokenAnew', {
          command: () => (
            <code dir="ltr" translate="no">
              npm run operator -- setup-token
            </code>
          ),
        })}
      </p>
    </Stage>
  );
}
