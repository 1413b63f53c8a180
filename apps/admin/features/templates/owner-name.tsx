'use client';

import type { TemplateView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';

/** Whose template it is. */
export function OwnerName({ application }: Pick<TemplateView, 'application'>) {
  const t = useTranslations('templates');
  if (application === null) return t('shared');
  return t.rich('ownOf', { name: () => <bdi>{application.name}</bdi> });
}
