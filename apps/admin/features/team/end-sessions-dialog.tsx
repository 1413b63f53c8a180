'use client';

import type { OperatorRow, OwnSession } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toasts';
import { useTeamAnew } from './use-team';

export interface EndSessionsDialogProps {
  readonly member: OperatorRow;
  /** Undefined: all of them. */
  readonly session: OwnSession | undefined;
  readonly count: number;
  readonly onClose: () => void;
}

export default function EndSessionsDialog({ member, session, count, onClose }: EndSessionsDialogProps) {
  const t = useTranslations('team');
  const readAnew = useTeamAnew();
  const ended = session ? 1 : count;
  const action = useAction(
    () => callFromBrowser(session ? teamCalls.endSessionOf(member.id, session.id) : teamCalls.endSessionsOf(member.id)),
    async () => {
      await readAnew();
      toast({ tone: 'ok', title: t('ended', { count: ended }) });
      onClose();
    },
  );
  return (
    <ConfirmDialog title={t('endTitle', { count: ended })} confirm={t('end')} isOpen onClose={onClose} action={action}>
      <p>
        {session
          ? t('endDetail', { name: member.name, device: session.device })
          : t('endAllDetail', { name: member.name })}
      </p>
    </ConfirmDialog>
  );
}
