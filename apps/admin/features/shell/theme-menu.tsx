'use client';

import { IconContrast, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ChoiceMenu } from '../../ui/choice-menu';
import { THEME_WORDS, THEMES, useTheme, type ThemeChoice } from '../../ui/use-theme';

export function ThemeMenu() {
  const t = useTranslations('shell');
  const { theme, setTheme } = useTheme();
  return (
    <ChoiceMenu<ThemeChoice>
      label={t('theme')}
      icon={<IconContrast size={20} stroke={1.75} aria-hidden />}
      chosen={theme}
      choices={THEMES.map((value) => ({ value, label: t(THEME_WORDS[value]), icon: <ThemeIcon theme={value} /> }))}
      onChoose={setTheme}
    />
  );
}

const ICONS = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;

function ThemeIcon({ theme }: { theme: ThemeChoice }) {
  const Icon = ICONS[theme];
  return <Icon size={16} aria-hidden />;
}
