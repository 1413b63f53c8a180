'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import { useChange } from '../../ui/use-change';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { Person } from '../audit/person';
import { useMay } from '../session/session-provider';
import { TlsCard } from './tls-card';
import type { TlsDraft } from './tls-draft';
import { useCarriersAnew } from './use-carriers';
import type { DraftState } from './use-draft';
import { passwordEntry, useHistory } from './use-history';
import classes from './carriers.module.css';

const PasswordDialog = lazy(() => import('./password-dialog'));

export interface CredentialsTabProps {
  readonly carrier: CarrierView;
  readonly state: DraftState<TlsDraft>;
}

/** What the carrier knows us by. None of it comes back here: not its value, not its length. */
export default function CredentialsTab({ carrier, state }: CredentialsTabProps) {
  return (
    <div className={classes.stack}>
      <PasswordCard carrier={carrier} />
      <TlsCard carrier={carrier} state={state} />
    </div>
  );
}

function PasswordCard({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const mayWrite = useMay()('carriers.write');
  const [open, setOpen] = useState<'replace' | 'restore' | null>(null);
  const setBy = passwordEntry(useHistory(carrier.id).data?.pages ?? []);
  const { password_changed_at: at, can_restore_password_until: until } = carrier;
  const close = () => setOpen(null);
  return (
    <Card title={t('password.title')}>
      <div className={classes.test}>
        <FactList>
          <Fact name={t('password.set')}>
            <Ago at={at} />
          </Fact>
          {setBy === undefined ? null : (
            <Fact name={t('password.by')}>
              <Person actor={setBy.actor} />
            </Fact>
          )}
          {until === null ? null : (
            <Fact name={t('password.before')}>
              {t.rich('password.keptUntil', { time: () => <Moment at={until} show="untilMinute" /> })}
            </Fact>
          )}
        </FactList>
        <p className={classes.lead}>{t('password.never')}</p>
        {mayWrite ? (
          <div className={classes.ways}>
            <Button emphasis="main" onClick={() => setOpen('replace')}>
              {t('password.replace')}
            </Button>
            {until === null ? null : <Button onClick={() => setOpen('restore')}>{t('password.restore')}</Button>}
          </div>
        ) : null}
      </div>
      <Suspense fallback={null}>
        {open === 'replace' ? <PasswordDialog carrier={carrier} onClose={close} /> : null}
      </Suspense>
      {open === 'restore' ? <RestoreDialog carrier={carrier} onClose={close} /> : null}
    </Card>
  );
}

function RestoreDialog({ carrier, onClose }: { carrier: CarrierView; onClose: () => void }) {
  const t = useTranslations('carriers');
  const readAnew = useCarriersAnew();
  const action = useChange({
    work: () => callFromBrowser(carrierCalls.restorePassword(carrier.id)),
    said: t('password.restored'),
    onDone: async () => {
      await readAnew();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('password.restoreTitle', { name: carrier.name })}
      confirm={t('password.restore')}
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('password.restoreDetail')}</p>
      <p>{t('password.rebind', { count: carrier.bind_states.length })}</p>
    </ConfirmDialog>
  );
}
