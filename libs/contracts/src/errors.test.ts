import { expect, test } from 'vitest';
import { ERRORS, type ErrorDefinition } from './errors.js';
import { Problem } from './problem.js';

const all: [code: string, definition: ErrorDefinition][] = Object.entries(ERRORS);

test.each(all)('%s has a name of two parts, a status of a refusal and a level', (code, { status, level }) => {
  expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
  expect([400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 422, 428, 429, 431, 500, 503]).toContain(status);
  expect(['info', 'warn', 'error']).toContain(level);
});

// The codes clients are told to switch on, and the statuses written in the documentation.
test.each([
  ['request.malformed_http', 400],
  ['request.timeout', 408],
  ['request.headers_too_large', 431],
  ['request.malformed_json', 400],
  ['request.invalid', 400],
  ['request.not_found', 404],
  ['request.method_not_allowed', 405],
  ['request.too_large', 413],
  ['request.unsupported_media_type', 415],
  ['auth.missing_key', 401],
  ['auth.invalid_key', 401],
  ['number.not_a_string', 400],
  ['number.invalid', 400],
  ['number.extension', 400],
  ['number.country_needed', 400],
  ['number.country_mismatch', 400],
  ['number.not_allowed', 422],
  ['number.simulated_only', 422],
  ['code.not_a_string', 400],
  ['code.invalid', 400],
  ['verification.not_found', 404],
  ['verification.ended', 409],
  ['message.not_found', 404],
  ['limit.cooldown', 429],
  ['limit.sends', 429],
  ['limit.verification_sends', 429],
  ['limit.wrong_checks', 429],
  ['idempotency.key_invalid', 400],
  ['idempotency.mismatch', 422],
  ['idempotency.in_flight', 409],
  ['route.none', 422],
  ['service.unavailable', 503],
  ['service.internal', 500],
] as const)('%s is answered with %i', (code, status) => {
  expect(ERRORS[code].status).toBe(status);
});

test('whatever is our own fault is logged as an error, and no refusal of a caller is', () => {
  expect(all.filter(([, { level }]) => level === 'error').map(([code]) => code)).toEqual([
    'service.unavailable',
    'service.internal',
  ]);
});

test('what is not there and what one may not see are told with one code each', () => {
  expect(all.filter(([, { status }]) => status === 404).map(([code]) => code)).toEqual([
    'request.not_found',
    'verification.not_found',
    'message.not_found',
    'filter.not_found',
    'view.not_found',
    'text.version_not_found',
    'template.not_found',
    'locale.not_found',
    'country.not_found',
    'setup.finished',
    'link.invalid',
    'operator.not_found',
    'session.not_found',
    'passkey.not_found',
    'invitation.not_found',
    'application.not_found',
    'key.not_found',
    'carrier.not_found',
    'route.not_found',
    'sender.not_found',
    'audit.not_found',
  ]);
});

test('a problem names a code of the registry, every one of them and no other', () => {
  const problem = { type: 'urn:x', title: 't', status: 400, detail: 'd', remedy: 'r', request_id: 'req_1' };
  expect(all.filter(([code]) => !Problem.safeParse({ ...problem, code }).success)).toEqual([]);
  expect(Problem.safeParse({ ...problem, code: 'number.unheard_of' }).success).toBe(false);
  expect(Problem.safeParse({ ...problem, code: 'toString' }).success).toBe(false);
});
