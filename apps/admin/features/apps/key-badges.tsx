'use client';

import type { KeyView } from '@codewire/contracts';
import { IconAlarm, IconBan, IconCircleCheck, IconClockX, IconRefresh, IconZzz } from '@tabler/icons-react';
import { useNow, useTranslations } from 'next-intl';
import { Badge, type Tone } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { hasEnded, idleDays, lifeOf, type KeyLife } from './key-life';

const LOOKS: Record<KeyLife, { tone: Tone; icon: typeof IconBan }> = {
  active: { tone: 'ok', icon: IconCircleCheck },
  ends_soon: { tone: 'warn', icon: IconAlarm },
  replaced: { tone: 'busy', icon: IconRefresh },
  expired: { tone: 'calm', icon: IconClockX },
  revoked: { tone: 'calm', icon: IconBan },
};
const REFRESH_MILLISECONDS = 10_000;

export function KeyLifeBadge({ of }: { of: KeyView }) {
  const t = useTranslations('apps.keys.life');
  const life = lifeOf(of, useNow({ updateInterval: REFRESH_MILLISECONDS }).getTime());
  const { tone, icon: Icon } = LOOKS[life];
  return (
    <Badge tone={tone} icon={<Icon size={15} aria-hidden />}>
      {t(life)}
    </Badge>
  );
}

/** When it ends or has ended. Of one that was replaced the hour counts. */
export function KeyEnd({ of: { revoked_at: revoked, expires_at: end, replaced_by: successor } }: { of: KeyView }) {
  const t = useTranslations('apps.keys');
  if (revoked !== null) return <Moment at={revoked} show="date" />;
  if (end === null) return t('noExpiry');
  return t.rich('until', { time: () => <Moment at={end} show={successor === null ? 'date' : 'untilMinute'} /> });
}

/** For a key that nobody seems to need. */
export function IdleBadge({ of }: { of: KeyView }) {
  const t = useTranslations('apps.keys');
  const now = useNow({ updateInterval: REFRESH_MILLISECONDS }).getTime();
  const days = hasEnded(lifeOf(of, now)) ? undefined : idleDays(of, now);
  if (days === undefined) return null;
  return (
    <Badge tone="warn" icon={<IconZzz size={15} aria-hidden />}>
      {t('idle', { days })}
    </Badge>
  );
}
