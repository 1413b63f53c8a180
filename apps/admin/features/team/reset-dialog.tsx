'use client';

import type { OneTimeLink, OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';
import { useAction } from '../../lib/use-action';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { LinkOnce } from './link-once';
import { useTeamAnew } from './use-team';

export interface ResetDialogProps {
  readonly member: OperatorRow;
  readonly kind: 'password' | 'access';
  readonly onClose: () => void;
}

/** What it does, asked first; then the link, which is shown this once. */
export default function ResetDialog({ member, kind, onClose }: ResetDialogProps) {
  const t = useTranslations('team');
  const readAnew = useTeamAnew();
  const [link, setLink] = useState<OneTimeLink | null>(null);
  const action = useAction(() => callFromBrowser(teamCalls.resetOperator(member.id, { kind })), setLink);

  function end(): void {
    void readAnew();
    onClose();
  }

  if (link) {
    return (
      <Dialog title={t('linkTitle', { email: member.email })} isOpen>
        <LinkOnce link={link} kind={kind} email={member.email} onKept={end} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t(`reset.${kind}Title`, { name: member.name })}
      confirm={t('makeLink')}
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t(`reset.${kind}Detail`)}</p>
      {kind === 'access' ? <p>{t('sessionsEnd', { count: member.sessions })}</p> : null}
    </ConfirmDialog>
  );
}
