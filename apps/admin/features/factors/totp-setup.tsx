'use client';

import type { FactorAdded, TotpBegun } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { CopyButton } from '../../ui/copy-button';
import { CodeField } from './code-field';
import { QrCode } from './qr-code';
import { Refusal } from './refusal';
import { WaitButton } from './wait-button';
import classes from './factors.module.css';

export interface TotpSetupProps {
  readonly begun: TotpBegun;
  readonly onAdded: (added: FactorAdded) => unknown;
}

/** Takes the secret to the app, and proves that it has arrived there. */
export function TotpSetup({ begun, onAdded }: TotpSetupProps) {
  const t = useTranslations('factors');
  const confirm = useAction(
    (code: string) => callFromBrowser(meCalls.confirmTotp({ ticket: begun.ticket, code })),
    onAdded,
  );
  const { form, field, isToldAtField } = useFields({
    first: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: t('codeMissing') } : {}),
    onSubmit: ({ code }) => confirm.run(code),
    failure: confirm.failure,
  });

  return (
    <div className={classes.stack}>
      <QrCode text={begun.uri} label={t('qr')} />
      <div className={classes.secret}>
        <p id="totp-secret">{t('secret')}</p>
        <code dir="ltr" translate="no" aria-labelledby="totp-secret">
          {begun.secret.match(/.{1,4}/g)?.join(' ')}
        </code>
        <CopyButton label={t('copySecret')} text={() => begun.secret} />
      </div>
      <form {...form} className={classes.stack} noValidate>
        <CodeField label={t('code')} {...field('code')} />
        {isToldAtField ? null : <Refusal failure={confirm.failure} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={confirm.isBusy} failure={confirm.failure}>
          {t('confirmCode')}
        </WaitButton>
      </form>
    </div>
  );
}
