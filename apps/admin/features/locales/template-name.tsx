'use client';

import type { TemplateView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';

/** What it is for, and whose it is when it is not everybody's. */
export function TemplateName({ template }: { template: Pick<TemplateView, 'purpose' | 'application'> }) {
  const t = useTranslations('locales');
  const { purpose, application } = template;
  return (
    <>
      {t(`purpose.${purpose}`)}
      {application === null ? null : (
        <>
          {' '}
          · <bdi>{application.name}</bdi>
        </>
      )}
    </>
  );
}

export function useTemplateName(): (template: Pick<TemplateView, 'purpose' | 'application'>) => string {
  const t = useTranslations('locales');
  return ({ purpose, application }) =>
    application === null ? t(`purpose.${purpose}`) : `${t(`purpose.${purpose}`)} · ${application.name}`;
}
