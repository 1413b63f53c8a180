import type { KeyView } from '@codewire/contracts';

const DAY_MILLISECONDS = 86_400_000;
/** Keys that nobody has used for so long are better ended. */
const IDLE_AFTER_DAYS = 30;
const SOON_DAYS = 14;

/** How a key stands, as its reader needs to know it. */
export type KeyLife = 'active' | 'ends_soon' | 'replaced' | 'expired' | 'revoked';

export function lifeOf(key: Pick<KeyView, 'state' | 'expires_at' | 'replaced_by'>, now: number): KeyLife {
  if (key.state === 'revoked' || key.state === 'expired') return key.state;
  if (key.expires_at !== null && Date.parse(key.expires_at) <= now) return 'expired';
  if (key.replaced_by !== null) return 'replaced';
  const isSoon = key.expires_at !== null && Date.parse(key.expires_at) - now < SOON_DAYS * DAY_MILLISECONDS;
  return isSoon ? 'ends_soon' : 'active';
}

export function hasEnded(life: KeyLife): boolean {
  return life === 'expired' || life === 'revoked';
}

/** Whole days for which a key has lain about, from 30 on; undefined while it is in use. */
export function idleDays(key: Pick<KeyView, 'created_at' | 'last_used_at'>, now: number): number | undefined {
  const days = Math.floor((now - Date.parse(key.last_used_at ?? key.created_at)) / DAY_MILLISECONDS);
  return days >= IDLE_AFTER_DAYS ? days : undefined;
}

/** When a key that is rolled now ends: after the overlap, or by its own expiry where that is earlier. */
export function endAfterRoll(key: Pick<KeyView, 'expires_at'>, overlapHours: number, now: number): Date {
  const end = now + overlapHours * 3_600_000;
  return new Date(key.expires_at === null ? end : Math.min(end, Date.parse(key.expires_at)));
}
