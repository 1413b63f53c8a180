'use client';

import type { Profile, TotpBegun } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { toast } from '../../ui/toasts';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { useChange } from '../../ui/use-change';
import { Refusal } from '../factors/refusal';
import { TotpSetup } from '../factors/totp-setup';
import { factorCount } from './factor-count';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

export function TotpCard({ profile }: { profile: Profile }) {
  const t = useTranslations('me');
  return (
    <Card title={t('totp')}>
      <div className={classes.stack}>
        <p className={classes.text}>{profile.has_totp ? t('totpOn') : t('totpOff')}</p>
        {profile.has_totp ? <Connected isLast={factorCount(profile) === 1} /> : <NotConnected />}
      </div>
    </Card>
  );
}

function NotConnected() {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const [begun, setBegun] = useState<TotpBegun | null>(null);
  const begin = useChange({ work: () => callFromBrowser(meCalls.beginTotp()), onDone: setBegun });

  async function note(): Promise<void> {
    toast({ tone: 'ok', title: t('totpAdded') });
    setBegun(null);
    await refresh();
  }

  return (
    <>
      <div>
        <Button loading={begin.isBusy} onClick={() => void begin.run(undefined)}>
          {t('addTotp')}
        </Button>
      </div>
      <Refusal failure={begin.failure} />
      {begun ? (
        <Dialog title={t('addTotp')} isOpen onClose={() => setBegun(null)}>
          <TotpSetup begun={begun} onAdded={note} />
        </Dialog>
      ) : null}
    </>
  );
}

function Connected({ isLast }: { isLast: boolean }) {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const [isAsked, setAsked] = useState(false);
  const remove = useChange({
    work: () => callFromBrowser(meCalls.removeTotp()),
    onDone: async () => {
      setAsked(false);
      await refresh();
    },
    said: t('totpRemoved'),
  });
  if (isLast) return <p className={classes.hint}>{t('lastFactor')}</p>;
  return (
    <>
      <div>
        <Button onClick={() => setAsked(true)}>{t('disconnect')}</Button>
      </div>
      {isAsked ? (
        <ConfirmDialog
          title={t('removeTotpTitle')}
          confirm={t('disconnect')}
          isGrave
          isOpen
          onClose={() => setAsked(false)}
          action={remove}
        >
          <p>{t('removeTotpDetail')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
