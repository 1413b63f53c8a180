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
  expect([...policy.values()].join(' ')).not.toContain('unsafe-eval');
});

test('only development lets its overlay evaluate code', () => {
  expect(directives(true).get('script-src')).toContain("'unsafe-eval'");
});

test('HSTS is promised only over TLS', () => {
  expect(fixedHeaders({ isSecure: true })).toHaveProperty('strict-transport-security');
  expect(fixedHeaders({ isSecure: false })).not.toHaveProperty('strict-transport-security');
});
