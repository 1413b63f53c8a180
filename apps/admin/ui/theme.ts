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

/** System fonts: nothing is fetched for the interface itself. */
const SYSTEM_FONTS =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, 'Noto Sans Arabic', sans-serif";

export const theme = createTheme({
  colors: { petrol },
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
