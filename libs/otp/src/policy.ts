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

/** What is wrong with a policy, in words; empty when it may be used. */
export function validatePolicy(policy: Policy): string[] {
  const problems: string[] = [];
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value = policy[name as keyof typeof BOUNDS];
    if (!Number.isInteger(value) || value < least || value > most) {
      problems.push(`${name} must be a whole number from ${least} to ${most}`);
    }
  }
  if (policy.cooldownSeconds.length === 0 || policy.cooldownSeconds.some((wait) => wait < 0)) {
    problems.push('cooldownSeconds must name at least one wait, none below 0');
  }
  for (const name of ['sendWindows', 'wrongCheckWindows'] as const) {
    if (policy[name].some(({ limit, seconds }) => limit < 1 || seconds < 1)) {
      problems.push(`${name} must have limits and seconds of at least 1`);
    }
  }
  return problems;
}
