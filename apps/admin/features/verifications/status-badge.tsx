'use client';

import type { VerificationStatus } from '@codewire/contracts';
import { IconBan, IconCircleCheck, IconClockX, IconHourglass, IconLock, IconReplace } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';

export const TONES: Record<VerificationStatus, Tone> = {
  pending: 'busy',
  approved: 'ok',
  expired: 'warn',
  exhausted: 'bad',
  cancelled: 'calm',
  superseded: 'calm',
};

const ICONS: Record<VerificationStatus, typeof IconBan> = {
  pending: IconHourglass,
  approved: IconCircleCheck,
  expired: IconClockX,
  exhausted: IconLock,
  cancelled: IconBan,
  superseded: IconReplace,
};

export function VerificationBadge({ status }: { status: VerificationStatus }) {
  const t = useTranslations('verificationStatus');
  const Icon = ICONS[status];
  return (
    <Badge tone={TONES[status]} icon={<Icon size={15} stroke={2} aria-hidden />}>
      {t(status)}
    </Badge>
  );
}
