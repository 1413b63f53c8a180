'use client';

import { useEffect } from 'react';
import { store, useStored } from '../lib/stored';
import { THEME_KEY } from './theme-key';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];
/** Of their names in the words for the shell. */
export const THEME_WORDS = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const;

export interface ThemeState {
  /** `auto` until the page is alive: only the browser knows what was chosen last. */
  readonly theme: ThemeChoice;
  readonly setTheme: (theme: ThemeChoice) => void;
}

export function useTheme(): ThemeState {
  const stored = useStored(THEME_KEY);
  return {
    theme: stored === 'light' || stored === 'dark' ? stored : 'auto',
    setTheme: (theme) => store(THEME_KEY, theme),
  };
}

/** Keeps the page in the theme that is chosen, here, in another tab, or by the system while it is left to it. */
export function useThemeOnPage(): void {
  const { theme } = useTheme();
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const isDark = theme === 'auto' ? system.matches : theme === 'dark';
      document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    };
    // In the first drawing nothing is known yet, and the script in the head has seen to it.
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
}
