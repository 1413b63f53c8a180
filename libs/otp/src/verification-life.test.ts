import { describe, expect, test } from 'vitest';
import { canMove, presentStatus, type VerificationStatus } from './verification-life.js';

const STATUSES = ['pending', 'approved', 'expired', 'exhausted', 'cancelled', 'superseded'] as const;

test.each(
  STATUSES.flatMap((from) => STATUSES.map((to) => [from, to, from === 'pending' && to !== 'pending'] as const)),
)('from %s to %s: %s', (from, to, isAllowed) => {
  expect(canMove(from, to)).toBe(isAllowed);
});

const expiresAt = new Date('2026-11-23T12:10:00.000Z');
const endedAt = new Date('2026-11-23T12:03:00.000Z');

describe('a pending verification', () => {
  const row = { status: 'pending' as const, expiresAt, endedAt: null };

  test('is pending up to the last millisecond of its life', () => {
    expect(presentStatus(row, new Date('2026-11-23T12:09:59.999Z'))).toEqual({ status: 'pending' });
  });

  test.each(['2026-11-23T12:10:00.000Z', '2026-11-23T12:10:00.001Z', '2027-01-01T00:00:00.000Z'])(
    'is expired at the end of its life and ever after, since then: %s',
    (now) => {
      expect(presentStatus(row, new Date(now))).toEqual({ status: 'expired', at: expiresAt });
    },
  );
});

test.each<VerificationStatus>(['approved', 'expired', 'exhausted', 'cancelled', 'superseded'])(
  'what is %s stays so past its life, and tells when it ended',
  (status) => {
    const row = { status, expiresAt, endedAt };
    expect(presentStatus(row, new Date('2026-11-23T12:03:00.000Z'))).toEqual({ status, at: endedAt });
    expect(presentStatus(row, new Date('2027-01-01T00:00:00.000Z'))).toEqual({ status, at: endedAt });
  },
);

test('an end whose time was not kept is told with the end of its life', () => {
  const now = new Date('2026-11-23T12:05:00.000Z');
  expect(presentStatus({ status: 'expired', expiresAt, endedAt: null }, now)).toEqual({
    status: 'expired',
    at: expiresAt,
  });
});
