'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { useChange } from '../../ui/use-change';
import { RecoveryCodes } from '../factors/recovery-codes';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

type Standing =
  { readonly kind: 'rest' } | { readonly kind: 'asked' } | { readonly kind: 'made'; readonly codes: readonly string[] };

export function RecoveryCodesCard({ left }: { left: number }) {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const [standing, setStanding] = useState<Standing>({ kind: 'rest' });
  const rest = () => setStanding({ kind: 'rest' });
  const make = useChange({
    work: () => callFromBrowser(meCalls.makeRecoveryCodes()),
    onDone: ({ recovery_codes: codes }) => {
      setStanding({ kind: 'made', codes });
      void refresh();
    },
  });
  return (
    <Card title={t('codes')}>
      <div className={classes.stack}>
        <p className={classes.text}>{t('codesLeft', { count: left })}</p>
        <div>
          <Button onClick={() => setStanding({ kind: 'asked' })}>{t('makeCodes')}</Button>
        </div>
      </div>
      {standing.kind === 'asked' ? (
        <ConfirmDialog title={t('makeCodesTitle')} confirm={t('makeCodes')} isOpen onClose={rest} action={make}>
          <p>{t('makeCodesDetail')}</p>
        </ConfirmDialog>
      ) : null}
      {standing.kind === 'made' ? (
        // It cannot be closed by chance: what it shows is shown once.
        <Dialog title={t('newCodesTitle')} isOpen>
          <p className={classes.text}>{t('newCodesDetail')}</p>
          <RecoveryCodes codes={standing.codes} onKept={rest} />
        </Dialog>
      ) : null}
    </Card>
  );
}
