'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES } from '../../lib/i18n/locales';
import { rememberCookie } from '../../lib/remember';
import { useTheme, type ThemeChoice } from '../../ui/use-theme';
import classes from './entry-frame.module.css';

const THEMES = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const;

/** The platform's own lists: a menu of our own would weigh more than all the rest of the page. */
export function EntryTools() {
  const t = useTranslations('shell');
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  return (
    <div className={classes.tools}>
      <select
        aria-label={t('language')}
        value={useLocale()}
        onChange={(event) => {
          rememberCookie(LOCALE_COOKIE, event.currentTarget.value);
          router.refresh();
        }}
      >
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
        {(['auto', 'light', 'dark'] as const).map((choice) => (
          <option key={choice} value={choice}>
            {t(THEMES[choice])}
          </option>
        ))}
      </select>
    </div>
  );
}
