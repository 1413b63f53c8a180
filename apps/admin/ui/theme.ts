import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e5f4f4',
  '#cde8e8',
  '#9dd2d4',
  '#6bbcc0',
  '#62c4c9',
  '#2a939b',
  '#177c85',
  '#0d6670',
  '#0a525b',
  '#063f47',
];

/** Mantine paints fields, menus and disabled things in the dark theme with these. */
const dark: MantineColorsTuple = [
  '#e5edeb',
  '#c5d2cf',
  '#9fb1ad',
  '#6d807b',
  '#32433f',
  '#273634',
  '#1a2827',
  '#14201f',
  '#0d1514',
  '#0a100f',
];

/** System fonts first; letters come from this server only where the system has none. */
const SYSTEM_FONTS =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans Arabic', " +
  "'Script Arabic', 'Script Hebrew', 'Script Devanagari', 'Noto Sans JP', 'Noto Sans SC', sans-serif";

export const theme = createTheme({
  colors: { petrol, dark },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  fontFamily: SYSTEM_FONTS,
  fontFamilyMonospace: 'var(--cw-mono)',
  headings: { fontFamily: SYSTEM_FONTS, fontWeight: '650' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

const shared = {
  '--mantine-color-body': 'var(--cw-page)',
  '--mantine-color-text': 'var(--cw-text)',
  '--mantine-color-dimmed': 'var(--cw-dim)',
  '--mantine-color-placeholder': 'var(--cw-dim)',
  '--mantine-color-anchor': 'var(--cw-accent)',
  '--mantine-color-error': 'var(--cw-bad)',
  '--mantine-color-default': 'var(--cw-surface)',
  '--mantine-color-default-hover': 'var(--cw-sunken)',
  '--mantine-color-default-color': 'var(--cw-text)',
  '--mantine-color-default-border': 'var(--cw-line)',
};

/** Mantine's own variables follow the tokens, so both themes are decided in one file. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
