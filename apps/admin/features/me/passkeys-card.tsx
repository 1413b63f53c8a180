'use client';

import type { PasskeyView, Profile } from '@codewire/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Moment } from '../../ui/moment';
import { useChange } from '../../ui/use-change';
import { AddPasskey } from './add-passkey';
import { factorCount } from './factor-count';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

export function PasskeysCard({ profile }: { profile: Profile }) {
  const t = useTranslations('me');
  const refresh = useProfileRefresh();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<PasskeyView | null>(null);
  const remove = useChange({
    work: () => callFromBrowser(meCalls.removePasskey(leaving?.id ?? '')),
    onDone: async () => {
      setLeaving(null);
      await refresh();
    },
    said: t('passkeyRemoved'),
  });
  const isLast = factorCount(profile) === 1;

  return (
    <Card
      title={t('passkeys')}
      aside={
        <Button size="xs" icon={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
          {t('addPasskey')}
        </Button>
      }
    >
      {profile.passkeys.length === 0 ? <p className={classes.text}>{t('noPasskeys')}</p> : null}
      <ul className={classes.list}>
        {profile.passkeys.map((passkey) => (
          <li key={passkey.id} className={classes.row}>
            <PasskeyWords passkey={passkey} />
            {isLast ? null : (
              <Button
                size="xs"
                aria-label={t('removeNamed', { name: passkey.name })}
                onClick={() => setLeaving(passkey)}
              >
                {t('remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isLast && !profile.has_totp ? <p className={classes.hint}>{t('lastFactor')}</p> : null}
      {isAdding ? <AddPasskey onClose={() => setAdding(false)} /> : null}
      {leaving ? (
        <ConfirmDialog
          title={t('removePasskeyTitle')}
          confirm={t('remove')}
          isGrave
          isOpen
          onClose={() => setLeaving(null)}
          action={remove}
        >
          <p>{t('removePasskeyDetail', { name: leaving.name })}</p>
        </ConfirmDialog>
      ) : null}
    </Card>
  );
}

function PasskeyWords({ passkey }: { passkey: PasskeyView }) {
  const t = useTranslations('me');
  const { name, created_at: created, last_used_at: used } = passkey;
  return (
    <div>
      <p className={classes.rowTitle}>
        <bdi>{name}</bdi>
      </p>
      <p className={classes.rowDetail}>
        <span>{t.rich('created', { time: () => <Moment at={created} show="short" /> })}</span>
        <span>{used ? t.rich('used', { time: () => <Moment at={used} show="short" /> }) : t('neverUsed')}</span>
      </p>
    </div>
  );
}
