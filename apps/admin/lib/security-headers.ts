/**
 * The console's Content-Security-Policy. Scripts run only with this response's nonce; style elements likewise.
 * Style attributes stay allowed because server-rendered Mantine sets CSS variables through them.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: { nonce: string; isDevelopment: boolean }): string {
  // The development overlay evaluates code and injects styles without a nonce.
  const script = isDevelopment ? ` 'unsafe-eval'` : '';
  const style = isDevelopment ? `'unsafe-inline'` : `'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src 'self' ${style}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Headers of every page, whatever its content. HSTS only where the console is really served over TLS. */
export function fixedHeaders({ isSecure }: { isSecure: boolean }): Record<string, string> {
  return {
    'cross-origin-opener-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
