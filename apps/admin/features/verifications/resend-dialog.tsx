'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { isRefusal } from '../../lib/api/failure';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { useChange } from '../../ui/use-change';
import { ReasonDialog } from '../messages/reason-dialog';
import { useVerificationAnew } from './use-verification';

export interface ResendDialogProps {
  readonly verification: VerificationDetail;
  readonly onClose: () => void;
}

/** Why the code is sent once more, and what that costs of the sends. When it ended meanwhile, the question says so. */
export default function ResendDialog({ verification, onClose }: ResendDialogProps) {
  const t = useTranslations('verification.resend');
  const { id, number, sends, max_sends: most } = verification;
  const { take, readAnew } = useVerificationAnew(id);
  const action = useChange({
    work: async (reason: string) => {
      try {
        return await callFromBrowser(inspectionCalls.resendVerification(id, { reason }));
      } catch (error) {
        if (isRefusal(error, 'verification.ended')) await readAnew();
        throw error;
      }
    },
    said: t('done'),
    onDone: (told) => {
      take(told);
      onClose();
    },
  });
  const lead = t.rich('lead', { number: () => <bdi dir="ltr">{number}</bdi>, send: sends + 1, most });
  return <ReasonDialog title={t('title')} lead={lead} submit={t('do')} action={action} onClose={onClose} />;
}
