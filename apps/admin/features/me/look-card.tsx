'use client';

import { useTranslations } from 'next-intl';
import { LOCALE_NAMES, LOCALES } from '../../lib/i18n/locales';
import { useLanguage } from '../../lib/i18n/use-language';
import { useShortcutsSwitch } from '../../lib/use-shortcuts-switch';
import { Card } from '../../ui/card';
import { SelectField } from '../../ui/field';
import { THEME_WORDS, THEMES, useTheme, type ThemeChoice } from '../../ui/use-theme';
import classes from './me.module.css';

/** What this browser keeps for its reader; the account knows nothing of it. */
export function LookCard() {
  const t = useTranslations('me');
  const shell = useTranslations('shell');
  const { language, setLanguage } = useLanguage();
  const { theme, setTheme } = useTheme();
  const [hasShortcuts, setShortcuts] = useShortcutsSwitch();
  return (
    <Card title={t('look')}>
      <div className={classes.stack}>
        <SelectField
          label={shell('language')}
          value={language}
          choices={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
          onChange={(event) => setLanguage(event.currentTarget.value)}
        />
        <SelectField
          label={shell('theme')}
          value={theme}
          choices={THEMES.map((choice) => ({ value: choice, label: shell(THEME_WORDS[choice]) }))}
          onChange={(event) => setTheme(event.currentTarget.value as ThemeChoice)}
        />
        <label className={classes.switch}>
          <input
            type="checkbox"
            checked={hasShortcuts}
            onChange={(event) => setShortcuts(event.currentTarget.checked)}
          />
          <span>
            {t('shortcuts')}
            <span className={classes.hint}>{t('shortcutsHint')}</span>
          </span>
        </label>
      </div>
    </Card>
  );
}
