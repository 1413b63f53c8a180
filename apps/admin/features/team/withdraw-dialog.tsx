'use client';

import type { InvitationRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toasts';
import { useTeamAnew } from './use-team';

interface WithdrawDialogProps {
  readonly invitation: InvitationRow;
  readonly onClose: () => void;
}

export default function WithdrawDialog({ invitation: { id, email }, onClose }: WithdrawDialogProps) {
  const t = useTranslations('team');
  const readAnew = useTeamAnew();
  const action = useAction(
    () => callFromBrowser(teamCalls.withdrawInvitation(id)),
    async () => {
      await readAnew();
      toast({ tone: 'ok', title: t('withdrawn', { email }) });
      onClose();
    },
  );
  return (
    <ConfirmDialog title={t('withdrawTitle')} confirm={t('withdraw')} isOpen onClose={onClose} action={action}>
      <p>{t('withdrawDetail', { email })}</p>
    </ConfirmDialog>
  );
}
