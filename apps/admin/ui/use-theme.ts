'use client';

import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useMounted } from '@mantine/hooks';

export type ThemeChoice = MantineColorScheme;
export const THEMES = ['auto', 'light', 'dark'] as const satisfies readonly ThemeChoice[];
/** Of their names in the words for the shell. */
export const THEME_WORDS = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const;

export interface ThemeState {
  /** `auto` until the page is alive: only the browser knows what was chosen last. */
  readonly theme: ThemeChoice;
  readonly setTheme: (theme: ThemeChoice) => void;
}

export function useTheme(): ThemeState {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isMounted = useMounted();
  return { theme: isMounted ? colorScheme : 'auto', setTheme: setColorScheme };
}
