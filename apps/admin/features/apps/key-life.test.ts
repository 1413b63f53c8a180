import { describe, expect, test } from 'vitest';
import { endAfterRoll, idleDays, lifeOf } from './key-life';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const days = (count: number) => new Date(NOW + count * 86_400_000).toISOString();

test.each([
  ['active', { state: 'active', expires_at: null, replaced_by: null }],
  ['active', { state: 'ending', expires_at: days(90), replaced_by: null }],
  ['ends_soon', { state: 'ending', expires_at: days(13), replaced_by: null }],
  ['replaced', { state: 'ending', expires_at: days(1), replaced_by: 'key_2' }],
  // The page was fetched before it ended.
  ['expired', { state: 'ending', expires_at: days(-0.01), replaced_by: null }],
  ['expired', { state: 'expired', expires_at: days(-1), replaced_by: 'key_2' }],
  ['revoked', { state: 'revoked', expires_at: days(90), replaced_by: null }],
] as const)('a key is %s: %o', (life, key) => expect(lifeOf(key, NOW)).toBe(life));

describe('a key is idle', () => {
  test('thirty days after its last use', () => {
    expect(idleDays({ created_at: days(-400), last_used_at: days(-30) }, NOW)).toBe(30);
    expect(idleDays({ created_at: days(-400), last_used_at: days(-29.9) }, NOW)).toBeUndefined();
  });

  test('thirty days after it was made, when it was never used', () => {
    expect(idleDays({ created_at: days(-31), last_used_at: null }, NOW)).toBe(31);
    expect(idleDays({ created_at: days(-1), last_used_at: null }, NOW)).toBeUndefined();
  });
});

test('a key that is rolled ends after the overlap, never later than it would have', () => {
  expect(endAfterRoll({ expires_at: null }, 24, NOW).toISOString()).toBe(days(1));
  expect(endAfterRoll({ expires_at: days(0.5) }, 24, NOW).toISOString()).toBe(days(0.5));
  expect(endAfterRoll({ expires_at: null }, 0, NOW).getTime()).toBe(NOW);
});
