'use client';

import type { RevealedNumber } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useChange } from '../../ui/use-change';
import { ReasonDialog } from './reason-dialog';
import type { RevealableNumberProps } from './revealable-number';

export interface RevealDialogProps extends RevealableNumberProps {
  readonly onShown: (revealed: RevealedNumber) => void;
  readonly onClose: () => void;
}

/** Why someone needs a number in full. */
export default function RevealDialog({ masked, ask, onShown, onClose }: RevealDialogProps) {
  const t = useTranslations('reveal');
  const reveal = useChange({
    work: ask,
    onDone: (revealed) => {
      onShown(revealed);
      onClose();
    },
  });
  const lead = t.rich('lead', { number: () => <bdi dir="ltr">{masked}</bdi> });
  return <ReasonDialog title={t('title')} lead={lead} submit={t('show')} action={reveal} onClose={onClose} />;
}
