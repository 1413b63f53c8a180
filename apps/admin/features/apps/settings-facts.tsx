'use client';

import type { ApplicationView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { languageInItsWords } from '../../lib/i18n/names';
import classes from './apps.module.css';

/** What an application is called, for those who may only look. */
export function SettingsFacts({ application }: { application: ApplicationView }) {
  const t = useTranslations('apps');
  const locale = useLocale();
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('name')}</dt>
        <dd>
          <bdi>{application.name}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t('sender')}</dt>
        <dd>
          <bdi dir="ltr">{application.sender}</bdi>
        </dd>
      </div>
      <div>
        <dt>{t('language')}</dt>
        <dd suppressHydrationWarning>{languageInItsWords(application.default_language, locale)}</dd>
      </div>
    </dl>
  );
}
