'use client';

import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import { LIVE_MARK } from '../../ui/page-landmarks';

export interface LiveButtonProps {
  readonly isOn: boolean;
  readonly onSet: (isOn: boolean) => void;
}

/** New rows come in by themselves, or stay away until they are asked for. `l` does the same. */
export function LiveButton({ isOn, onSet }: LiveButtonProps) {
  const t = useTranslations('messages.live');
  const Icon = isOn ? IconPlayerPause : IconPlayerPlay;
  return (
    <Button
      size="xs"
      emphasis={isOn ? 'main' : 'quiet'}
      aria-pressed={isOn}
      icon={<Icon size={16} aria-hidden />}
      onClick={() => onSet(!isOn)}
      {...LIVE_MARK}
    >
      {t('title')}
    </Button>
  );
}
