'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toasts';
import { useTeamAnew } from './use-team';

export default function RemoveDialog({ member, onClose }: { member: OperatorRow; onClose: () => void }) {
  const t = useTranslations('team');
  const router = useRouter();
  const readAnew = useTeamAnew();
  const action = useAction(
    () => callFromBrowser(teamCalls.removeOperator(member.id)),
    () => {
      toast({ tone: 'ok', title: t('removed', { name: member.name }) });
      router.push('/team');
      void readAnew();
    },
  );
  return (
    <ConfirmDialog
      title={t('removeTitle', { name: member.name })}
      confirm={t('remove')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('sessionsEnd', { count: member.sessions })}</p>
      <p>{t('removeDetail')}</p>
    </ConfirmDialog>
  );
}
