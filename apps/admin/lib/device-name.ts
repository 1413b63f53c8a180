interface WithHints {
  readonly userAgentData?: { readonly platform?: string };
}

const SYSTEMS = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Mac OS X/, 'macOS'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
] as const;

/** What this machine runs, to tell one's passkeys apart by; undefined when the browser does not say. */
export function deviceName(browser: Pick<Navigator, 'userAgent'> & WithHints): string | undefined {
  return browser.userAgentData?.platform || SYSTEMS.find(([sign]) => sign.test(browser.userAgent))?.[1];
}
