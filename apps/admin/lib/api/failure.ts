import type { ErrorCode, Problem } from '@codewire/contracts';

/** `refused`: the backend said no and why. `unreachable`: nobody answered. `unreadable`: an answer we do not know. */
export type FailureKind = 'refused' | 'unreachable' | 'unreadable';

/** Why a call of the admin API has no result. Its message never holds what was sent. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';

  constructor(
    readonly kind: FailureKind,
    readonly problem: Problem | null = null,
  ) {
    super(problem ? `refused: ${problem.code}` : kind);
  }
}

/** Anything thrown that is not ours (a bug while reading the answer) counts as unreadable. */
export function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('unreadable');
}

/** True when the backend refused with that code. */
export function isRefusal(error: unknown, code: ErrorCode): error is ApiFailure {
  return error instanceof ApiFailure && error.problem?.code === code;
}
