import type { PolicyView } from '@codewire/contracts';

/** A period as a person would say it. */
export const UNITS = { seconds: 1, minutes: 60, hours: 3_600 } as const;
export type Unit = keyof typeof UNITS;

export interface WindowDraft {
  readonly limit: string;
  readonly amount: string;
  readonly unit: Unit;
}

/** A policy while it is being typed. */
export interface PolicyDraft {
  readonly codeLength: string;
  readonly lifeSeconds: string;
  readonly maxChecks: string;
  readonly maxSends: string;
  readonly resend: PolicyView['resend'];
  /** Seconds, with commas between them. */
  readonly cooldowns: string;
  readonly sendWindows: readonly WindowDraft[];
  readonly wrongCheckWindows: readonly WindowDraft[];
}

export type PolicyField = keyof Omit<PolicyDraft, 'resend'>;

/** What must be mended before it can be saved: a number outside of its bounds, a list that is not one, a window without use. */
export type PolicyFault =
  | { readonly kind: 'bounds'; readonly least: number; readonly most: number }
  | { readonly kind: 'cooldowns' }
  | { readonly kind: 'windows' }
  | { readonly kind: 'idle_window' };

const BOUNDS = {
  codeLength: { least: 4, most: 10 },
  lifeSeconds: { least: 60, most: 600 },
  maxChecks: { least: 1, most: 10 },
  maxSends: { least: 1, most: 10 },
} as const;
export const MOST_WINDOWS = 5;
const MOST_COOLDOWNS = 10;
const LONGEST_COOLDOWN_SECONDS = 3_600;
const HIGHEST_LIMIT = 10_000;
const WINDOW_SECONDS = { least: 60, most: 86_400 } as const;

export function draftOf(policy: PolicyView): PolicyDraft {
  return {
    codeLength: String(policy.code_length),
    lifeSeconds: String(policy.life_seconds),
    maxChecks: String(policy.max_checks),
    maxSends: String(policy.max_sends),
    resend: policy.resend,
    cooldowns: policy.cooldown_seconds.join(', '),
    sendWindows: policy.send_windows.map(draftWindow),
    wrongCheckWindows: policy.wrong_check_windows.map(draftWindow),
  };
}

function draftWindow({ limit, seconds }: PolicyView['send_windows'][number]): WindowDraft {
  const unit = seconds % UNITS.hours === 0 ? 'hours' : seconds % UNITS.minutes === 0 ? 'minutes' : 'seconds';
  return { limit: String(limit), amount: String(seconds / UNITS[unit]), unit };
}

/** The policy that a draft means; NaN and gaps where it means nothing: look for faults first. */
export function policyOf(draft: PolicyDraft): PolicyView {
  return {
    code_length: whole(draft.codeLength),
    life_seconds: whole(draft.lifeSeconds),
    max_checks: whole(draft.maxChecks),
    max_sends: whole(draft.maxSends),
    resend: draft.resend,
    cooldown_seconds: cooldownsOf(draft.cooldowns),
    send_windows: draft.sendWindows.map(windowOf),
    wrong_check_windows: draft.wrongCheckWindows.map(windowOf),
  };
}

function cooldownsOf(text: string): number[] {
  return text
    .split(/[,،;\s]+/)
    .filter((part) => part !== '')
    .map(whole);
}

function windowOf({ limit, amount, unit }: WindowDraft): PolicyView['send_windows'][number] {
  return { limit: whole(limit), seconds: whole(amount) * UNITS[unit] };
}

export function faultsOf(draft: PolicyDraft): Partial<Record<PolicyField, PolicyFault>> {
  const policy = policyOf(draft);
  const faults: [PolicyField, PolicyFault | undefined][] = [
    ['codeLength', outside(policy.code_length, BOUNDS.codeLength)],
    ['lifeSeconds', outside(policy.life_seconds, BOUNDS.lifeSeconds)],
    ['maxChecks', outside(policy.max_checks, BOUNDS.maxChecks)],
    ['maxSends', outside(policy.max_sends, BOUNDS.maxSends)],
    ['cooldowns', areCooldowns(policy.cooldown_seconds) ? undefined : { kind: 'cooldowns' }],
    ['sendWindows', faultOfWindows(policy.send_windows)],
    ['wrongCheckWindows', faultOfWindows(policy.wrong_check_windows)],
  ];
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined));
}

function outside(value: number, { least, most }: { least: number; most: number }): PolicyFault | undefined {
  return isWithin(value, least, most) ? undefined : { kind: 'bounds', least, most };
}

function areCooldowns(waits: readonly number[]): boolean {
  const isMany = waits.length >= 1 && waits.length <= MOST_COOLDOWNS;
  return isMany && waits.every((wait) => isWithin(wait, 0, LONGEST_COOLDOWN_SECONDS));
}

/** Each window is longer than the one before and allows more: else one of the two would never refuse anything. */
function faultOfWindows(windows: PolicyView['send_windows']): PolicyFault | undefined {
  const areNumbers = windows.every(
    ({ limit, seconds }) =>
      isWithin(limit, 1, HIGHEST_LIMIT) && isWithin(seconds, WINDOW_SECONDS.least, WINDOW_SECONDS.most),
  );
  if (!areNumbers) return { kind: 'windows' };
  const isIdle = windows.some(({ limit, seconds }, place) => {
    const before = windows[place - 1];
    return before !== undefined && (limit <= before.limit || seconds <= before.seconds);
  });
  return isIdle ? { kind: 'idle_window' } : undefined;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

/** An empty field is no zero. */
function whole(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
