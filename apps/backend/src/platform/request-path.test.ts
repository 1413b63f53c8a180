import { expect, test } from 'vitest';
import { isPlainTarget } from './request-path.js';

test.each([
  '/',
  '/v1/otp',
  '/v1/otp/ver_0123/check',
  '/v1/messages?from=2026-11-24T00%3A00%3A00Z&x=../%2F',
  '/docs/a.b.css',
])('%s is read alike by all', (target) => {
  expect(isPlainTarget(target)).toBe(true);
});

test.each([
  '/v1/otp/%00',
  '/v1/otp?cursor=%00',
  '/v1/otp%2fver',
  '/v1/otp%2Fver',
  '/v1/otp%5cver',
  '/v1/otp\\ver',
  '/v1//otp',
  '//v1/otp',
  '/v1/../api/admin',
  '/v1/./otp',
  '/v1/otp/..',
  '/v1/%2e%2e/api',
  '/v1/%2E/otp',
  'http://127.0.0.1/v1/otp',
  '*',
  '',
  `/${'a'.repeat(2_048)}`,
])('%s is refused', (target) => {
  expect(isPlainTarget(target)).toBe(false);
});
