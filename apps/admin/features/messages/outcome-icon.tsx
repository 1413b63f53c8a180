import { IconAlertTriangle, IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react';
import type { Tone } from '../../ui/badge';

const ICONS: Record<Tone, typeof IconX> = {
  ok: IconCheck,
  busy: IconClock,
  warn: IconAlertTriangle,
  bad: IconX,
  calm: IconMinus,
};

export function OutcomeIcon({ tone }: { tone: Tone }) {
  const Icon = ICONS[tone];
  return <Icon size={14} stroke={2.25} aria-hidden />;
}
