import type { KeyScope } from './applications.js';
import { ERRORS, type ErrorCode } from './errors.js';

/** Whatever is asked of /v1 can be answered with these. */
const ANY = [
  'request.malformed_http',
  'request.invalid_path',
  'auth.missing_key',
  'auth.invalid_key',
  'auth.scope_missing',
  'auth.address_not_allowed',
  'request.timeout',
  'request.headers_too_large',
  'service.internal',
  'service.unavailable',
] as const satisfies ErrorCode[];

/** Where a body is read, if only to find that there is none. */
const BODY = [
  'request.malformed_json',
  'request.invalid',
  'request.too_large',
  'request.unsupported_media_type',
] as const satisfies ErrorCode[];

export interface OperationDefinition {
  /** What a key needs for it. */
  readonly scope: KeyScope;
  /** The one status of an answer that is no refusal. */
  readonly status: number;
  readonly refusals: readonly ErrorCode[];
}

/** Every operation of /v1 by the name that the document gives it, and every refusal that it can be answered with. */
export const OPERATIONS = {
  startVerification: {
    scope: 'start',
    status: 201,
    refusals: [
      ...ANY,
      ...BODY,
      'number.not_a_string',
      'number.invalid',
      'number.extension',
      'number.country_needed',
      'number.country_mismatch',
      'number.not_allowed',
      'number.simulated_only',
      'limit.cooldown',
      'limit.sends',
      'idempotency.key_invalid',
      'idempotency.mismatch',
      'idempotency.in_flight',
      'route.none',
      'text.unavailable',
      'text.too_long',
      'text.value_missing',
      'text.value_unknown',
      'text.value_invalid',
      'text.trailer_conflict',
      'text.app_hash_not_allowed',
      'text.host_not_allowed',
    ],
  },
  checkCode: {
    scope: 'check',
    status: 200,
    refusals: [...ANY, ...BODY, 'code.not_a_string', 'code.invalid', 'verification.not_found', 'limit.wrong_checks'],
  },
  resendCode: {
    scope: 'start',
    status: 201,
    refusals: [
      ...ANY,
      ...BODY,
      'verification.not_found',
      'verification.ended',
      'limit.cooldown',
      'limit.sends',
      'limit.verification_sends',
      'text.unavailable',
      'text.too_long',
    ],
  },
  readVerification: { scope: 'read', status: 200, refusals: [...ANY, 'verification.not_found'] },
  cancelVerification: {
    scope: 'start',
    status: 204,
    refusals: [...ANY, ...BODY, 'verification.not_found', 'verification.ended'],
  },
  listMessages: { scope: 'read', status: 200, refusals: [...ANY, 'request.invalid'] },
  readMessage: { scope: 'read', status: 200, refusals: [...ANY, 'message.not_found'] },
} as const satisfies Record<string, OperationDefinition>;

export type OperationId = keyof typeof OPERATIONS;

/** Said under /v1 of what is no operation: another path, another method. */
const NO_OPERATION: readonly ErrorCode[] = ['request.not_found', 'request.method_not_allowed'];

const said: ReadonlySet<ErrorCode> = new Set([
  ...NO_OPERATION,
  ...Object.values(OPERATIONS).flatMap(({ refusals }): readonly ErrorCode[] => refusals),
]);

/** The codes that a client of /v1 can meet, in the order of the registry; the others are the console's. */
export const PUBLIC_CODES: readonly ErrorCode[] = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => said.has(code));
