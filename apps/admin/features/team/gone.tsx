'use client';

import { useTranslations } from 'next-intl';
import { PageHeader } from '../../ui/page';

/** A link to someone who has been removed, or who never was. */
export function Gone() {
  const t = useTranslations('team');
  return <PageHeader title={t('goneTitle')} lead={t('goneDetail')} />;
}
