import { THEME_KEY } from './theme-key';

/** Before anything is drawn: as chosen, or else as the system is. `applyTheme` says the same later. */
const SCRIPT = `try{var t=localStorage.getItem('${THEME_KEY}')}catch(e){}
document.documentElement.dataset.theme=/^(light|dark)$/.test(t)?t:matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'`;

export function ThemeScript({ nonce }: { nonce: string | undefined }) {
  // A script that a browser has run no longer tells its nonce.
  return <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
}
