import { expect, test } from 'vitest';
import { contentSecurityPolicy, fixedHeaders } from './security-headers';

function directives(isDevelopment: boolean): Map<string, string> {
  const policy = contentSecurityPolicy({ nonce: 'N', isDevelopment });
  return new Map(policy.split('; ').map((directive) => [directive.split(' ')[0]!, directive]));
}

test('in production nothing runs without the nonce', () => {
  const policy = directives(false);
  expect(policy.get('script-src')).toBe("script-src 'self' 'nonce-N' 'strict-dynamic'");
  expect(policy.get('style-src')).toBe("style-src 'self' 'nonce-N'");
  expect(policy.get('default-src')).toBe("default-src 'self'");
  expect(policy.get('connect-src')).toBe("connect-src 'self'");
  for (const name of ['object-src', 'base-uri', 'frame-ancestors']) expect(policy.get(name)).toBe(`${name} 'none'`);
  expect([...policy.values()].join(' ')).not.toMatch(/unsafe-(eval|inline)/);
});

test('only development lets its overlay evaluate code', () => {
  expect(directives(true).get('script-src')).toContain("'unsafe-eval'");
});

test('HSTS is promised only over TLS', () => {
  expect(fixedHeaders({ isSecure: true })).toHaveProperty('strict-transport-security');
  expect(fixedHeaders({ isSecure: false })).not.toHaveProperty('strict-transport-security');
});

test('a page may use of the browser only what the console has a use for', () => {
  const headers = fixedHeaders({ isSecure: false });
  expect(headers['permissions-policy']).toMatch(/camera=\(\), .*microphone=\(\)/);
  expect(headers['permissions-policy']).not.toMatch(/publickey-credentials|clipboard/);
  expect(headers).toMatchObject({
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('browsers know where to tell of a broken policy, the older ones too', () => {
  expect(directives(false).get('report-to')).toBe('report-to csp');
  expect(directives(false).get('report-uri')).toBe('report-uri /csp-reports');
  expect(fixedHeaders({ isSecure: true })['reporting-endpoints']).toBe('csp="/csp-reports"');
});
