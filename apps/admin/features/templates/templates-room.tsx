'use client';

import { useTranslations } from 'next-intl';
import { Page, PageHeader } from '../../ui/page';

export function TemplatesRoom() {
  const t = useTranslations('templates');
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} />
    </Page>
  );
}
