import { ERRORS, type ErrorCode, type ErrorDefinition, type Finding } from '@codewire/contracts';

/** What can be wrong with a field; its words are in `i18n/<language>/fields.json`. */
export const FIELD_REASONS = [
  'missing',
  'unknown',
  'not_a_string',
  'not_a_number',
  'not_whole',
  'not_an_object',
  'wrong_type',
  'too_long',
  'too_short',
  'too_big',
  'too_small',
  'too_many',
  'too_few',
  'name_too_long',
  'name_missing',
  'not_one_of',
  'not_a_country',
  'not_a_country_upper',
  'not_a_time',
  'not_a_cursor',
  'not_a_language',
  'not_wider',
  'not_ahead',
  'needs_start',
  'repeated',
  'not_a_prefix',
  'malformed',
] as const;
export type FieldReason = (typeof FIELD_REASONS)[number];

export interface FieldError {
  /** Dotted form: `metadata.order`. */
  readonly field: string;
  readonly reason: FieldReason;
  /** Arguments of the translated words; never what was sent. */
  readonly values?: Readonly<Record<string, string | number>>;
}

/** So many in so many seconds, for one number. */
export interface Quota {
  readonly policy: 'sends' | 'wrong_checks';
  readonly limit: number;
  readonly seconds: number;
}

/** What a refusal says beside its code. Never a code, a message body or a full number. */
export interface AppErrorFacts {
  readonly field?: string;
  /** Every wrong field. */
  readonly errors?: readonly FieldError[];
  /** When it makes sense to try again; also told as `Retry-After`. */
  readonly retryAt?: Date;
  /** The limit that is used up; also told as RateLimit fields. Gives the words `{limit}` and `{minutes}`. */
  readonly quota?: Quota;
  /** Arguments of the translated words. One that is itself a word of `words.json` is translated too. */
  readonly values?: Readonly<Record<string, string | number>>;
  /** What is wrong with a text; one of several texts names its language in `values.locale`. */
  readonly findings?: readonly Finding[];
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
