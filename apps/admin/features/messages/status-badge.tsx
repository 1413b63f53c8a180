'use client';

import type { MessageStatus } from '@codewire/contracts';
import {
  IconCircleCheck,
  IconCircleX,
  IconClockX,
  IconHourglass,
  IconMailX,
  IconSend,
  IconTransfer,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';

const LOOKS: Record<MessageStatus, { tone: Tone; icon: typeof IconSend }> = {
  queued: { tone: 'calm', icon: IconHourglass },
  submitting: { tone: 'busy', icon: IconTransfer },
  submitted: { tone: 'busy', icon: IconSend },
  delivered: { tone: 'ok', icon: IconCircleCheck },
  undelivered: { tone: 'bad', icon: IconMailX },
  expired: { tone: 'warn', icon: IconClockX },
  failed: { tone: 'bad', icon: IconCircleX },
};

export function StatusBadge({ status }: { status: MessageStatus }) {
  const t = useTranslations('status');
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon size={15} stroke={2} aria-hidden />}>
      {t(status)}
    </Badge>
  );
}
