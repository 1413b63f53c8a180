/** How loudly a refusal is logged. Expected refusals are `info`; what an operator should look at is `warn`; ours is `error`. */
export type ErrorLogLevel = 'info' | 'warn' | 'error';

export interface ErrorDefinition {
  /** HTTP status of the problem+json answer (RFC 9457). */
  readonly status: number;
  readonly level: ErrorLogLevel;
}

/**
 * The one registry of refusals. A code is stable: clients may switch on it. Its words live in the backend's
 * `i18n/<language>/problems.json` under the same key; a code without words fails the tests.
 */
export const ERRORS = {
  'request.malformed_http': { status: 400, level: 'info' },
  'request.timeout': { status: 408, level: 'info' },
  'request.headers_too_large': { status: 431, level: 'info' },
  'request.malformed_json': { status: 400, level: 'info' },
  'request.invalid': { status: 400, level: 'info' },
  'request.invalid_path': { status: 400, level: 'info' },
  'request.not_found': { status: 404, level: 'info' },
  'request.method_not_allowed': { status: 405, level: 'info' },
  'request.too_large': { status: 413, level: 'info' },
  'request.unsupported_media_type': { status: 415, level: 'info' },
  'auth.missing_key': { status: 401, level: 'info' },
  'auth.invalid_key': { status: 401, level: 'warn' },
  'auth.scope_missing': { status: 403, level: 'warn' },
  'auth.address_not_allowed': { status: 403, level: 'warn' },
  'auth.not_signed_in': { status: 401, level: 'info' },
  'auth.sign_in_failed': { status: 401, level: 'warn' },
  'auth.code_wrong': { status: 401, level: 'warn' },
  'auth.too_many_attempts': { status: 429, level: 'warn' },
  'auth.ticket_expired': { status: 409, level: 'info' },
  'auth.passkey_refused': { status: 422, level: 'warn' },
  'auth.step_up_needed': { status: 403, level: 'info' },
  'auth.enrolment_needed': { status: 403, level: 'info' },
  'auth.permission_denied': { status: 403, level: 'warn' },
  'auth.busy': { status: 503, level: 'warn' },
  'number.not_a_string': { status: 400, level: 'info' },
  'number.invalid': { status: 400, level: 'info' },
  'number.extension': { status: 400, level: 'info' },
  'number.country_needed': { status: 400, level: 'info' },
  'number.country_mismatch': { status: 400, level: 'info' },
  'number.not_allowed': { status: 422, level: 'info' },
  'number.simulated_only': { status: 422, level: 'info' },
  'code.not_a_string': { status: 400, level: 'info' },
  'code.invalid': { status: 400, level: 'info' },
  'verification.not_found': { status: 404, level: 'info' },
  'verification.ended': { status: 409, level: 'info' },
  'message.not_found': { status: 404, level: 'info' },
  'limit.cooldown': { status: 429, level: 'info' },
  'limit.sends': { status: 429, level: 'info' },
  'limit.verification_sends': { status: 429, level: 'info' },
  'limit.wrong_checks': { status: 429, level: 'warn' },
  'idempotency.key_invalid': { status: 400, level: 'info' },
  'idempotency.mismatch': { status: 422, level: 'info' },
  'idempotency.in_flight': { status: 409, level: 'info' },
  'admin.cross_site': { status: 403, level: 'warn' },
  'admin.wrong_host': { status: 403, level: 'warn' },
  'route.none': { status: 422, level: 'warn' },
  'text.unavailable': { status: 422, level: 'warn' },
  'setup.finished': { status: 404, level: 'info' },
  'setup.token_wrong': { status: 401, level: 'warn' },
  'link.invalid': { status: 404, level: 'warn' },
  'password.guessable': { status: 422, level: 'info' },
  'password.wrong': { status: 422, level: 'warn' },
  'operator.not_found': { status: 404, level: 'info' },
  'operator.email_taken': { status: 409, level: 'info' },
  'operator.deactivated': { status: 409, level: 'info' },
  'operator.last_owner': { status: 409, level: 'info' },
  'operator.last_factor': { status: 409, level: 'info' },
  'operator.oneself': { status: 403, level: 'warn' },
  'operator.role_too_high': { status: 403, level: 'warn' },
  'session.not_found': { status: 404, level: 'info' },
  'passkey.not_found': { status: 404, level: 'info' },
  'invitation.not_found': { status: 404, level: 'info' },
  'application.not_found': { status: 404, level: 'info' },
  'application.changed': { status: 409, level: 'info' },
  'application.name_taken': { status: 409, level: 'info' },
  'key.not_found': { status: 404, level: 'info' },
  'key.ended': { status: 409, level: 'info' },
  'key.address_invalid': { status: 400, level: 'info' },
  'audit.not_found': { status: 404, level: 'info' },
  'handset.unavailable': { status: 503, level: 'warn' },
  'service.unavailable': { status: 503, level: 'error' },
  'service.internal': { status: 500, level: 'error' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof ERRORS;
