import { DEFAULT_POLICY } from '@codewire/otp';
import { afterEach, expect, test, vi } from 'vitest';
import { explainLimit } from './accept.js';

const NOW = new Date('2026-11-25T12:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

afterEach(() => void vi.useRealTimers());

test.each([-200, 0, 200])('a refusal is explained by the clock that refused, with ours %d days off', (days) => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW.getTime() + days * 86_400_000 });
  expect(explainLimit({ sends: [ago(10)], now: NOW }, DEFAULT_POLICY)).toEqual({
    kind: 'cooldown',
    until: new Date(ago(10).getTime() + (DEFAULT_POLICY.cooldownSeconds[0] ?? 0) * 1_000),
  });
});

test('a send that ended while the row was waited for does not make an allowance of a refusal', () => {
  const sends = [ago(4_000), new Date(NOW.getTime() + 300)];
  expect(explainLimit({ sends, now: NOW }, DEFAULT_POLICY)).toMatchObject({ kind: 'cooldown' });
});
