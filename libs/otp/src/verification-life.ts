export type VerificationStatus = 'pending' | 'approved' | 'expired' | 'exhausted' | 'cancelled' | 'superseded';

/** The declared life of a verification: it leaves `pending` once, and never comes back. */
export const VERIFICATION_TRANSITIONS: Readonly<Record<VerificationStatus, readonly VerificationStatus[]>> = {
  pending: ['approved', 'expired', 'exhausted', 'cancelled', 'superseded'],
  approved: [],
  expired: [],
  exhausted: [],
  cancelled: [],
  superseded: [],
};

export function canMove(from: VerificationStatus, to: VerificationStatus): boolean {
  return VERIFICATION_TRANSITIONS[from].includes(to);
}

/** What a check can answer. All of these are outcomes, not errors; what ended tells when. */
export type CheckOutcome =
  | { readonly kind: 'approved'; readonly at: Date }
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'expired'; readonly at: Date }
  | { readonly kind: 'exhausted'; readonly at: Date }
  | { readonly kind: 'already_approved'; readonly at: Date }
  | { readonly kind: 'cancelled'; readonly at: Date }
  | { readonly kind: 'superseded'; readonly at: Date };

export interface StoredLife {
  readonly status: VerificationStatus;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

/**
 * The status at `now`, and when the verification ended. No one writes `expired` at the very moment: a pending row past
 * its life is expired, since then. The instant of `expiresAt` itself belongs to the end.
 */
export function presentStatus(row: StoredLife, now: Date): { status: VerificationStatus; at?: Date } {
  if (row.status !== 'pending') return { status: row.status, at: row.endedAt ?? row.expiresAt };
  if (row.expiresAt <= now) return { status: 'expired', at: row.expiresAt };
  return { status: 'pending' };
}
