'use client';

import { IconLanguage } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LOCALE_NAMES, LOCALES, type Locale } from '../../lib/i18n/locales';
import { useLanguage } from '../../lib/i18n/use-language';
import { ChoiceMenu } from '../../ui/choice-menu';

export function LanguageMenu() {
  const t = useTranslations('shell');
  const { language, setLanguage } = useLanguage();
  return (
    <ChoiceMenu<Locale>
      label={t('language')}
      icon={<IconLanguage size={20} stroke={1.75} aria-hidden />}
      chosen={language}
      choices={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale], lang: locale }))}
      onChoose={setLanguage}
    />
  );
}
