'use client';

import type { OperatorChange, OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { toast } from '../../ui/toasts';
import { useApplicationNames } from './role-words';
import { useTeamAnew } from './use-team';

export interface ChangeDialogProps {
  readonly member: OperatorRow;
  readonly change: OperatorChange;
  readonly kind: 'role' | 'deactivate' | 'reactivate';
  readonly onClose: () => void;
}

/** Asked before a change of what someone may do: it ends his sessions at once. */
export default function ChangeDialog({ member, change, kind, onClose }: ChangeDialogProps) {
  const t = useTranslations('team');
  const roleWord = useTranslations('roles');
  const names = useApplicationNames();
  const readAnew = useTeamAnew();
  const action = useAction(
    () => callFromBrowser(teamCalls.changeOperator(member.id, change)),
    async () => {
      await readAnew();
      toast({ tone: 'ok', title: t(`changed.${kind}`, { name: member.name }) });
      onClose();
    },
  );
  const applications = change.application_ids ?? [];
  return (
    <ConfirmDialog
      title={t(`change.${kind}Title`, { name: member.name })}
      confirm={t(`change.${kind}`)}
      isGrave={kind === 'deactivate'}
      isOpen
      onClose={onClose}
      action={action}
    >
      {change.role ? <p>{t('change.from', { before: roleWord(member.role), after: roleWord(change.role) })}</p> : null}
      {applications.length > 0 ? <p>{t('change.applications', { names: names(applications) })}</p> : null}
      {kind === 'reactivate' ? null : <p>{t('sessionsEnd', { count: member.sessions })}</p>}
      <p>{t(`change.${kind}Detail`)}</p>
    </ConfirmDialog>
  );
}
