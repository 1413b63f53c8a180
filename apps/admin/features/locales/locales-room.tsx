'use client';

import { useTranslations } from 'next-intl';
import { Page, PageHeader } from '../../ui/page';

export function LocalesRoom() {
  const t = useTranslations('locales');
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
    </Page>
  );
}
