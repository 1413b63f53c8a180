import type { Policy, Window } from './policy.js';

export type NextSend =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'cooldown'; readonly until: Date }
  | { readonly kind: 'window'; readonly limit: number; readonly seconds: number; readonly until: Date };

export type NextWrongCheck = Exclude<NextSend, { kind: 'cooldown' }>;

const COOLDOWN_MEMORY_MS = 3_600_000;

/**
 * Whether one more send to this number is allowed now. `sends` are the times of the application's sends to it, oldest
 * first, across verifications. The wait grows with the number of sends within the last hour; a window of n is full
 * while the n-th newest send lies inside it. Of several reasons the one that lasts longest is told.
 */
export function nextSend({ sends, policy, now }: { sends: readonly Date[]; policy: Policy; now: Date }): NextSend {
  const cooldown = cooldownEnd(sends, policy, now);
  const full = fullWindow(sends, policy.sendWindows, now);
  if (full !== undefined && (cooldown === undefined || full.until >= cooldown)) return full;
  return cooldown === undefined ? { kind: 'allowed' } : { kind: 'cooldown', until: cooldown };
}

/** When the next send will be allowed, given that the last of `sends` has just been made. */
export function resendAt({ sends, policy }: { sends: readonly Date[]; policy: Policy }): Date {
  let at = sends.at(-1) ?? new Date(0);
  // Waiting out one reason can only reveal one that lasts longer, so this ends after a few steps.
  for (;;) {
    const next = nextSend({ sends, policy, now: at });
    if (next.kind === 'allowed') return at;
    at = next.until;
  }
}

/** Whether one more wrong check of this number's codes would be looked at now. */
export function nextWrongCheck({
  wrongChecks,
  policy,
  now,
}: {
  wrongChecks: readonly Date[];
  policy: Pick<Policy, 'wrongCheckWindows'>;
  now: Date;
}): NextWrongCheck {
  return fullWindow(wrongChecks, policy.wrongCheckWindows, now) ?? { kind: 'allowed' };
}

function cooldownEnd(sends: readonly Date[], policy: Policy, now: Date): Date | undefined {
  const last = sends.at(-1);
  const recent = sends.filter((send) => send.getTime() > now.getTime() - COOLDOWN_MEMORY_MS).length;
  if (last === undefined || recent === 0) return undefined;
  const wait = policy.cooldownSeconds[Math.min(recent, policy.cooldownSeconds.length) - 1] ?? 0;
  const end = new Date(last.getTime() + wait * 1_000);
  return end > now ? end : undefined;
}

function fullWindow(
  events: readonly Date[],
  windows: readonly Window[],
  now: Date,
): Extract<NextSend, { kind: 'window' }> | undefined {
  let longest: Extract<NextSend, { kind: 'window' }> | undefined;
  for (const { limit, seconds } of windows) {
    const oldest = events[events.length - limit];
    if (oldest === undefined) continue;
    const until = new Date(oldest.getTime() + seconds * 1_000);
    if (until > now && (longest === undefined || until > longest.until)) {
      longest = { kind: 'window', limit, seconds, until };
    }
  }
  return longest;
}
