import { ApplicationChange, ApplicationCreate, type PolicyView } from '@codewire/contracts';
import { DEFAULT_POLICY } from '@codewire/otp';
import { describe, expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { readAddresses, readChange, readLanguage, readScopes } from './application-input.js';
import { toPolicy, toPolicyView } from './application.views.js';

function refusalOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  return expect.unreachable('it is not refused');
}

test('a policy is the same after the way to the console and back', () => {
  expect(toPolicy(toPolicyView(DEFAULT_POLICY))).toEqual(DEFAULT_POLICY);
});

describe('a change', () => {
  const policy = toPolicyView(DEFAULT_POLICY);
  const windows = (...pairs: [number, number][]) => pairs.map(([limit, seconds]) => ({ limit, seconds }));

  test('says of what stays nothing', () => {
    expect(readChange({})).toEqual({});
    expect(readChange({ sender: 'ACME' })).toEqual({ sender: 'ACME' });
  });

  test('says each app and each host once', () => {
    const input = { app_hashes: ['FA+9qCX9VSu', 'FA+9qCX9VSu'], hosts: ['b.example', 'a.example', 'b.example'] };
    expect(readChange(input)).toEqual({ appHashes: ['FA+9qCX9VSu'], hosts: ['b.example', 'a.example'] });
    expect(readChange({ hosts: [] })).toEqual({ hosts: [] });
  });

  test('brings its language into the form that is stored', () => {
    expect(readChange({ default_language: 'PT_br' })).toEqual({ defaultLanguage: 'pt-BR' });
    const { code, facts } = refusalOf(() => readLanguage('x_y_z!'));
    expect([code, facts.errors]).toEqual([
      'request.invalid',
      [{ field: 'default_language', reason: 'not_a_language' }],
    ]);
  });

  test('of a policy names the version that it was made from', () => {
    expect(readChange({ policy, policy_version: 3 })).toEqual({ policy: { rules: DEFAULT_POLICY, madeFrom: 3 } });
    expect(refusalOf(() => readChange({ policy })).facts.field).toBe('policy_version');
  });

  test.each<[string, Partial<PolicyView>, string]>([
    ['a longer window allows no more', { send_windows: windows([5, 600], [5, 3_600]) }, 'policy.send_windows.1'],
    [
      'a window is shorter',
      { wrong_check_windows: windows([1, 60], [9, 900], [10, 600]) },
      'policy.wrong_check_windows.2',
    ],
  ])('is refused where %s than the one before', (_, changed, field) => {
    const { code, facts } = refusalOf(() => readChange({ policy: { ...policy, ...changed }, policy_version: 1 }));
    expect([code, facts.errors]).toEqual(['request.invalid', [{ field, reason: 'not_wider' }]]);
  });

  test.each<[string, Partial<Record<keyof PolicyView, unknown>>]>([
    ['three digits', { code_length: 3 }],
    ['no wait', { cooldown_seconds: [] }],
    ['a wait longer than what is remembered', { cooldown_seconds: [3_601] }],
    ['no limit of sends', { send_windows: [] }],
    ['no limit of wrong checks', { wrong_check_windows: [] }],
    ['six windows', { send_windows: windows([1, 60], [2, 70], [3, 80], [4, 90], [5, 100], [6, 110]) }],
    ['a field that nobody reads', { maxChecks: 3 } as never],
  ])('by its contract has never %s', (_, changed) => {
    expect(ApplicationChange.safeParse({ policy: { ...policy, ...changed }, policy_version: 1 }).success).toBe(false);
  });
});

describe('a brand and a sender', () => {
  const input = { name: 'Shop', sender: 'Shop', default_language: 'en', is_test: true };
  const isTaken = (changed: object) => ApplicationCreate.safeParse({ ...input, ...changed }).success;

  test.each([
    { name: 'Café Süd' },
    { name: '日本' },
    { sender: '12345' },
    { sender: '+491701234567' },
    { sender: 'A B' },
  ])('may be %j', (changed) => expect(isTaken(changed)).toBe(true));

  test.each([
    { name: '' },
    { name: 'x'.repeat(21) },
    { name: 'Shop\nof' },
    { name: 'Shop\u202e' },
    { name: 'Sh\u200bop' },
    { sender: 'TwelveLetter' },
    { sender: 'Café' },
    { sender: ' Shop' },
    { sender: 'a-b' },
    { sender: '+1234567890123456' },
  ])('may not be %j', (changed) => expect(isTaken(changed)).toBe(false));
});

describe('of a key', () => {
  test('scopes stand once and in order; a code is for those who start', () => {
    expect(readScopes(['reveal', 'check', 'start', 'check'])).toEqual(['start', 'check', 'reveal']);
    expect(refusalOf(() => readScopes(['check', 'reveal'])).facts.errors).toEqual([
      { field: 'scopes', reason: 'needs_start' },
    ]);
  });

  test('addresses stand once, in one spelling, and the first that is none is named', () => {
    expect(readAddresses(['203.0.113.9/24', '2001:DB8::/32', '203.0.113.0/24'])).toEqual([
      '203.0.113.0/24',
      '2001:db8::/32',
    ]);
    const { code, facts } = refusalOf(() => readAddresses(['203.0.113.9', 'localhost', 'x']));
    expect([code, facts.field]).toEqual(['key.address_invalid', 'addresses.1']);
  });
});
