import { ERRORS, type ErrorCode, type ErrorDefinition } from '@codewire/contracts';

export interface FieldError {
  /** Dotted form: `metadata.order`. */
  readonly field: string;
  readonly detail: string;
}

/** What a refusal says beside its code. Never a code, a message body or a full number. */
export interface AppErrorFacts {
  readonly field?: string;
  /** Every wrong field, when there are several. */
  readonly errors?: readonly FieldError[];
  /** When it makes sense to try again; also told as `Retry-After`. */
  readonly retryAt?: Date;
  /** Arguments of the translated words. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** Further members of the answer, as the contract names them. */
  readonly extra?: Readonly<Record<string, string | number>>;
  /** For the log only. */
  readonly cause?: unknown;
}

/** A refusal. The registry in contracts gives its status and log level; its words are translated at the HTTP edge. */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    readonly facts: AppErrorFacts = {},
  ) {
    super(code, facts.cause === undefined ? undefined : { cause: facts.cause });
  }

  get definition(): ErrorDefinition {
    return ERRORS[this.code];
  }
}
