'use client';

import { useTranslations } from 'next-intl';
import { LOCALE_NAMES, LOCALES } from '../../lib/i18n/locales';
import { useLanguage } from '../../lib/i18n/use-language';
import { THEME_WORDS, THEMES, useTheme, type ThemeChoice } from '../../ui/use-theme';
import classes from './entry-frame.module.css';

/** The platform's own lists: a menu of our own would weigh more than all the rest of the page. */
export function EntryTools() {
  const t = useTranslations('shell');
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  return (
    <div className={classes.tools}>
      <select aria-label={t('language')} value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
        {LOCALES.map((locale) => (
          <option key={locale} value={locale} lang={locale}>
            {LOCALE_NAMES[locale]}
          </option>
        ))}
      </select>
      <select
        aria-label={t('theme')}
        value={theme}
        onChange={(event) => setTheme(event.currentTarget.value as ThemeChoice)}
      >
        {THEMES.map((choice) => (
          <option key={choice} value={choice}>
            {t(THEME_WORDS[choice])}
          </option>
        ))}
      </select>
    </div>
  );
}
