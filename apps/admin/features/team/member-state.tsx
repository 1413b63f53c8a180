'use client';

import type { OperatorState } from '@codewire/contracts';
import { IconCircleCheck, IconHourglass, IconUserOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';

const LOOKS: Record<OperatorState, { tone: Tone; icon: typeof IconUserOff }> = {
  active: { tone: 'ok', icon: IconCircleCheck },
  enrolling: { tone: 'warn', icon: IconHourglass },
  deactivated: { tone: 'calm', icon: IconUserOff },
};

export function MemberState({ state }: { state: OperatorState }) {
  const t = useTranslations('team.states');
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon size={15} stroke={2} aria-hidden />}>
      {t(state)}
    </Badge>
  );
}
