'use client';

import type { BindState } from '@codewire/contracts';
import {
  IconGauge,
  IconHourglassLow,
  IconLoader2,
  IconPlugConnected,
  IconPlugConnectedX,
  IconZzz,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge } from '../../ui/badge';
import { toneOfBind } from './bind-health';

const STATE_ICONS: Record<BindState, typeof IconZzz> = {
  idle: IconZzz,
  connecting: IconLoader2,
  binding: IconLoader2,
  bound: IconPlugConnected,
  throttled: IconGauge,
  draining: IconHourglassLow,
  down: IconPlugConnectedX,
};

/** How one session stands. */
export function BindBadge({ state }: { state: BindState }) {
  const t = useTranslations('health.state');
  const Icon = STATE_ICONS[state];
  return (
    <Badge tone={toneOfBind(state)} icon={<Icon size={15} aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
