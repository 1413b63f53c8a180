'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { useChange } from '../../ui/use-change';
import { ReasonDialog } from '../messages/reason-dialog';
import { useVerificationChange } from './use-verification';

export interface ResendDialogProps {
  readonly verification: VerificationDetail;
  readonly onClose: () => void;
}

/** Why the code is sent once more, and what that costs of the sends. When it ended meanwhile, the question says so. */
export default function ResendDialog({ verification, onClose }: ResendDialogProps) {
  const t = useTranslations('verification.resend');
  const { id, number, sends, max_sends: most } = verification;
  const change = useVerificationChange(id);
  const action = useChange({
    work: (reason: string) => change(inspectionCalls.resendVerification(id, { reason })),
    said: t('done'),
    onDone: onClose,
  });
  const lead = t.rich('lead', { number: () => <bdi dir="ltr">{number}</bdi>, send: sends + 1, most });
  return <ReasonDialog title={t('title')} lead={lead} submit={t('do')} action={action} onClose={onClose} />;
}
