'use client';

import type { ApplicationDetail, KeyView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { useAction } from '../../lib/use-action';
import { Ago } from '../../ui/ago';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toasts';
import { useApplicationsAnew } from './use-applications';

export interface RevokeDialogProps {
  readonly application: ApplicationDetail;
  readonly revoked: KeyView;
  readonly onClose: () => void;
}

export default function RevokeDialog({ application, revoked, onClose }: RevokeDialogProps) {
  const t = useTranslations('apps.keys');
  const readAnew = useApplicationsAnew();
  const action = useAction(
    () => callFromBrowser(applicationCalls.revokeKey(application.id, revoked.id)),
    async () => {
      await readAnew(withoutKey(application, revoked));
      toast({ tone: 'ok', title: t('revoked', { name: revoked.name }) });
      onClose();
    },
  );
  return (
    <ConfirmDialog
      title={t('revokeTitle', { name: revoked.name })}
      confirm={t('revoke')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('revokeDetail')}</p>
      <p>
        {revoked.last_used_at
          ? t.rich('revokeUsed', { time: () => <Ago at={revoked.last_used_at ?? ''} /> })
          : t('revokeUnused')}
      </p>
    </ConfirmDialog>
  );
}

/** As it stands from now on. */
function withoutKey(application: ApplicationDetail, { id }: KeyView): ApplicationDetail {
  const end = { state: 'revoked', revoked_at: new Date().toISOString() } as const;
  return { ...application, keys: application.keys.map((key) => (key.id === id ? { ...key, ...end } : key)) };
}
