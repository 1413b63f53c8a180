'use client';

import type { SessionView } from '@codewire/contracts';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { sessionCalls } from '../../lib/api/session-calls';
import { provePasskey } from '../../lib/passkey';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { CodeField } from '../factors/code-field';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import classes from './session.module.css';

export interface StepUpDialogProps {
  readonly methods: SessionView['step_up_methods'];
  readonly onProven: (session: SessionView) => void;
  readonly onCancel: () => void;
}

/** Before something that matters: is it still the person who signed in? */
export default function StepUpDialog({ methods, onProven, onCancel }: StepUpDialogProps) {
  const t = useTranslations('session');
  return (
    <Dialog title={t('stepUpTitle')} isOpen onClose={onCancel}>
      <p className={classes.lead}>{t('stepUpDetail')}</p>
      <div className={classes.ways}>
        {methods.includes('passkey') ? <ByPasskey onProven={onProven} /> : null}
        {methods.length > 1 ? <p className={classes.or}>{t('or')}</p> : null}
        {methods.includes('totp') ? <ByCode onProven={onProven} /> : null}
      </div>
    </Dialog>
  );
}

function ByPasskey({ onProven }: Pick<StepUpDialogProps, 'onProven'>) {
  const t = useTranslations('session');
  const { run, isBusy, failure } = useAction(proveByPasskey, onProven);
  return (
    <>
      <Button
        emphasis="main"
        size="md"
        loading={isBusy}
        icon={<IconFingerprint size={18} aria-hidden />}
        onClick={() => void run(undefined)}
      >
        {t('usePasskey')}
      </Button>
      <Refusal failure={failure} />
    </>
  );
}

async function proveByPasskey(): Promise<SessionView> {
  const { ticket, options } = await callFromBrowser(sessionCalls.stepUpPasskeyOptions());
  const response = await provePasskey(options);
  return callFromBrowser(sessionCalls.stepUpByPasskey({ ticket, response }));
}

function ByCode({ onProven }: Pick<StepUpDialogProps, 'onProven'>) {
  const t = useTranslations('session');
  const prove = useAction((code: string) => callFromBrowser(sessionCalls.stepUpByTotp({ code })), onProven);
  const { form, field, isToldAtField } = useFields({
    first: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: t('codeMissing') } : {}),
    onSubmit: ({ code }) => prove.run(code),
    failure: prove.failure,
  });
  return (
    <form {...form} className={classes.ways} noValidate>
      <CodeField label={t('code')} description={t('codeHint')} {...field('code')} />
      {isToldAtField ? null : <Refusal failure={prove.failure} />}
      <WaitButton type="submit" emphasis="main" loading={prove.isBusy} failure={prove.failure}>
        {t('confirm')}
      </WaitButton>
    </form>
  );
}
