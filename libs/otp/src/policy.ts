/** At most `limit` events in any `seconds`. */
export interface Window {
  readonly limit: number;
  readonly seconds: number;
}

/** The rules a verification is started under. */
export interface Policy {
  readonly codeLength: number;
  readonly lifeSeconds: number;
  readonly maxChecks: number;
  /** The first included. */
  readonly maxSends: number;
  /** Wait after the first, second ... send; the last one holds for all later sends. */
  readonly cooldownSeconds: readonly number[];
  readonly sendWindows: readonly Window[];
  readonly wrongCheckWindows: readonly Window[];
  /** Whether a resend keeps the code (SMS arrive out of order) or takes the next. */
  readonly resend: 'same' | 'new';
}

export const DEFAULT_POLICY: Policy = {
  codeLength: 6,
  lifeSeconds: 600,
  maxChecks: 5,
  maxSends: 5,
  cooldownSeconds: [30, 60, 90, 120],
  sendWindows: [
    { limit: 5, seconds: 600 },
    { limit: 8, seconds: 3_600 },
    { limit: 12, seconds: 86_400 },
  ],
  wrongCheckWindows: [
    { limit: 10, seconds: 3_600 },
    { limit: 20, seconds: 86_400 },
  ],
  resend: 'same',
};

const BOUNDS = {
  codeLength: [4, 10],
  lifeSeconds: [60, 600],
  maxChecks: [1, 10],
  maxSends: [1, 10],
} as const;

// Sends older than an hour no longer lengthen a wait, so a longer wait would end early.
const LONGEST_COOLDOWN_SECONDS = 3_600;

/** What is wrong with a policy, in words; empty when it may be used. */
export function validatePolicy(policy: Policy): string[] {
  const problems: string[] = [];
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value = policy[name as keyof typeof BOUNDS];
    if (!isWhole(value, least, most)) {
      problems.push(`${name} must be a whole number from ${least} to ${most}`);
    }
  }
  const { cooldownSeconds } = policy;
  if (cooldownSeconds.length === 0 || !cooldownSeconds.every((wait) => isWhole(wait, 0, LONGEST_COOLDOWN_SECONDS))) {
    problems.push(
      `cooldownSeconds must name at least one wait, each a whole number from 0 to ${LONGEST_COOLDOWN_SECONDS}`,
    );
  }
  for (const name of ['sendWindows', 'wrongCheckWindows'] as const) {
    // A limit of 1.5 would never be reached: the n-th newest event is looked up.
    if (!policy[name].every(({ limit, seconds }) => isWhole(limit, 1) && isWhole(seconds, 1))) {
      problems.push(`${name} must have whole numbers from 1 as limits and seconds`);
    } else if (findIdleWindow(policy[name]) !== undefined) {
      problems.push(`${name} must each be longer than the one before and allow more`);
    }
  }
  return problems;
}

/**
 * The place of the first window that is not longer than the one before, or does not allow more: one of the two would
 * never refuse anything. Undefined when each has its use.
 */
export function findIdleWindow(windows: readonly Window[]): number | undefined {
  const index = windows.findIndex(({ limit, seconds }, place) => {
    const before = windows[place - 1];
    return before !== undefined && (limit <= before.limit || seconds <= before.seconds);
  });
  return index === -1 ? undefined : index;
}

function isWhole(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
