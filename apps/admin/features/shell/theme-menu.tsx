'use client';

import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconContrast, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { ChoiceMenu } from '../../ui/choice-menu';

export function ThemeMenu() {
  const t = useTranslations('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  // Only the browser knows what was chosen last.
  const isMounted = useMounted();
  return (
    <ChoiceMenu<MantineColorScheme>
      label={t('theme')}
      icon={<IconContrast size={20} stroke={1.75} aria-hidden />}
      chosen={isMounted ? colorScheme : 'auto'}
      choices={[
        { value: 'auto', label: t('themeAuto'), icon: <IconDeviceDesktop size={16} aria-hidden /> },
        { value: 'light', label: t('themeLight'), icon: <IconSun size={16} aria-hidden /> },
        { value: 'dark', label: t('themeDark'), icon: <IconMoon size={16} aria-hidden /> },
      ]}
      onChoose={setColorScheme}
    />
  );
}
