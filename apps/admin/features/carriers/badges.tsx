'use client';

import type { CarrierStatus, CarrierView } from '@codewire/contracts';
import {
  IconCircleCheck,
  IconFlask,
  IconLock,
  IconLockOpen,
  IconPlayerPause,
  IconPower,
  IconZzz,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';

const STATUS_LOOKS: Record<CarrierStatus, { tone: Tone; icon: typeof IconZzz }> = {
  enabled: { tone: 'ok', icon: IconCircleCheck },
  paused: { tone: 'warn', icon: IconPlayerPause },
  disabled: { tone: 'calm', icon: IconPower },
};

/** What an operator has decided that it does. */
export function StatusBadge({ status }: { status: CarrierStatus }) {
  const t = useTranslations('carriers.status');
  const { tone, icon: Icon } = STATUS_LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon size={15} aria-hidden />}>
      {t(status)}
    </Badge>
  );
}

/** Whether others can read along. What is simulated leaves this machine by no wire. */
export function TlsBadge({ carrier }: { carrier: Pick<CarrierView, 'settings' | 'is_simulated'> }) {
  const t = useTranslations('carriers');
  if (carrier.settings.tls !== null) {
    return (
      <Badge tone="ok" icon={<IconLock size={15} aria-hidden />}>
        {t('tls')}
      </Badge>
    );
  }
  return carrier.is_simulated ? null : (
    <Badge tone="warn" icon={<IconLockOpen size={15} aria-hidden />}>
      {t('plain')}
    </Badge>
  );
}

export function SimulatedBadge() {
  const t = useTranslations('carriers');
  return (
    <Badge tone="calm" icon={<IconFlask size={15} aria-hidden />}>
      {t('simulated')}
    </Badge>
  );
}
