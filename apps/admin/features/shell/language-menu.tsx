'use client';

import { IconLanguage } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES, type Locale } from '../../lib/i18n/locales';
import { rememberCookie } from '../../lib/remember';
import { ChoiceMenu } from '../../ui/choice-menu';

export function LanguageMenu() {
  const t = useTranslations('shell');
  const router = useRouter();
  return (
    <ChoiceMenu<Locale>
      label={t('language')}
      icon={<IconLanguage size={20} stroke={1.75} aria-hidden />}
      chosen={useLocale()}
      choices={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale], lang: locale }))}
      onChoose={(locale) => {
        rememberCookie(LOCALE_COOKIE, locale);
        router.refresh();
      }}
    />
  );
}
