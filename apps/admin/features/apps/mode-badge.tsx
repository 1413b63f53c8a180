'use client';

import { IconBroadcast, IconFlask } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Badge } from '../../ui/badge';

export function ModeBadge({ isTest }: { isTest: boolean }) {
  const t = useTranslations('apps.modes');
  return isTest ? (
    <Badge tone="calm" icon={<IconFlask size={15} aria-hidden />}>
      {t('test')}
    </Badge>
  ) : (
    <Badge tone="ok" icon={<IconBroadcast size={15} aria-hidden />}>
      {t('live')}
    </Badge>
  );
}
