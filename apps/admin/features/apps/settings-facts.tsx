'use client';

import type { ApplicationView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { languageInItsWords } from '../../lib/i18n/names';
import { Fact, FactList } from '../../ui/fact-list';

/** What an application is called, for those who may only look. */
export function SettingsFacts({ application }: { application: ApplicationView }) {
  const t = useTranslations('apps');
  const locale = useLocale();
  return (
    <FactList>
      <Fact name={t('name')}>
        <bdi>{application.name}</bdi>
      </Fact>
      <Fact name={t('sender')}>
        <bdi dir="ltr">{application.sender}</bdi>
      </Fact>
      <Fact name={t('language')}>{languageInItsWords(application.default_language, locale)}</Fact>
    </FactList>
  );
}
