import { expect, test } from 'vitest';
import { ERRORS, type ErrorCode } from './errors.js';
import { OPERATIONS, PUBLIC_CODES } from './operations.js';

test('the codes of /v1 are all there are, without those of the console', () => {
  const others = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => !PUBLIC_CODES.includes(code));
  // Nothing under /v1 is edited by several at once.
  expect(
    others.filter((code) => /^(?:request|number|code|verification|message|limit|idempotency|service)\./.test(code)),
  ).toEqual(['request.if_match_missing']);
  expect(others.filter((code) => code.startsWith('auth.') && !/key|scope|address/.test(code)).length).toBeGreaterThan(
    0,
  );
});

test.each(Object.entries(OPERATIONS))('%s names no refusal twice', (_name, { refusals }) => {
  expect(refusals.length).toBe(new Set(refusals).size);
});

// What a client of each operation has to be ready for, beside 400, 401, 403, 408, 431, 500 and 503.
test.each([
  ['startVerification', 201, [409, 413, 415, 422, 429]],
  ['checkCode', 200, [404, 413, 415, 429]],
  ['resendCode', 201, [404, 409, 413, 415, 422, 429]],
  ['readVerification', 200, [404]],
  ['cancelVerification', 204, [404, 409, 413, 415]],
  ['listMessages', 200, []],
  ['readMessage', 200, [404]],
] as const)('%s is answered with %i, or one of its refusals', (name, status, others) => {
  const operation = OPERATIONS[name];
  const statuses = new Set<number>(operation.refusals.map((code) => ERRORS[code].status));
  expect(operation.status).toBe(status);
  expect([...statuses].sort((a, b) => a - b)).toEqual(
    [400, 401, 403, ...others, 408, 431, 500, 503].sort((a, b) => a - b),
  );
});
