/** Where browsers tell what a page was kept from; see app/csp-reports. */
const REPORTS_PATH = '/csp-reports';

/**
 * The console's Content-Security-Policy. Scripts and style elements run only with this response's nonce, and no element
 * has a style of its own. Trusted Types are not asked for: the bundler's loader of chunks gives script.src plain text.
 */
export function contentSecurityPolicy({ nonce, isDevelopment }: { nonce: string; isDevelopment: boolean }): string {
  // The development overlay evaluates code and injects styles without a nonce.
  const script = isDevelopment ? ` 'unsafe-eval'` : '';
  const style = isDevelopment ? `'unsafe-inline'` : `'nonce-${nonce}'`;
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${script}`,
    `style-src 'self' ${style}`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    // The older directive for browsers that do not know the newer one yet.
    `report-uri ${REPORTS_PATH}`,
    `report-to csp`,
  ].join('; ');
}

/** Parts of a browser that no page of the console has a use for. Passkeys and the clipboard are not among them. */
const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

/** Headers of every page, whatever its content. HSTS only where the console is really served over TLS. */
export function fixedHeaders({ isSecure }: { isSecure: boolean }): Record<string, string> {
  return {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': UNUSED_FEATURES.map((name) => `${name}=()`).join(', '),
    'reporting-endpoints': `csp="${REPORTS_PATH}"`,
    'cache-control': 'no-store',
    ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
