import { OPERATIONS, type ErrorCode, type OperationId } from '@codewire/contracts';
import { expect } from 'vitest';
import { remember } from './numbers.js';
import type { Answer, Client, Request } from './client.js';
import type { OpenDatabase } from './database.js';

/** What a refusal must say; `field` only where one field is to blame. */
export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly field?: string;
}

/** Holds an answer against the form every refusal has: RFC 9457, a stable code, a remedy, a name to ask about. */
export function expectRefusal(answer: Answer<unknown>, { status, code, field }: Expected): void {
  const { problem, headers } = answer;
  expect({ status: answer.status, code: problem?.code, field: problem?.field }).toEqual({ status, code, field });
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
  expect(problem).toMatchObject({ type: `urn:codewire:problem:${code}`, status, request_id: headers['x-request-id'] });
  if (status === 503) expect(problem).toHaveProperty('retry_at');
  if (problem.retry_at !== undefined) expect(headers['retry-after']).toBe(String(problem.retry_after_seconds));
  for (const words of [problem.title, problem.detail, problem.remedy]) expect(words).toMatch(/^[A-Z0-9"].{3,}$/);
}

const ROUTES: readonly [method: string, path: RegExp, operation: OperationId][] = [
  ['POST', /^\/v1\/otp$/, 'startVerification'],
  ['POST', /^\/v1\/otp\/[^/]+\/check$/, 'checkCode'],
  ['POST', /^\/v1\/otp\/[^/]+\/resend$/, 'resendCode'],
  ['GET', /^\/v1\/otp\/[^/]+$/, 'readVerification'],
  ['DELETE', /^\/v1\/otp\/[^/]+$/, 'cancelVerification'],
  ['GET', /^\/v1\/messages$/, 'listMessages'],
  ['GET', /^\/v1\/messages\/[^/]+$/, 'readMessage'],
];

/** What one is refused with must be what the API's document tells of the operation. */
function expectDocumented({ method, path }: Request, code: string): void {
  const target = path.split('?')[0] ?? '';
  const operation = ROUTES.find(([of, pattern]) => of === method && pattern.test(target))?.[2];
  if (operation !== undefined) expect<readonly ErrorCode[]>(OPERATIONS[operation].refusals).toContain(code);
}

/** Everything that a request could write. */
export async function written({ pool }: OpenDatabase): Promise<unknown> {
  const tables = ['verification', 'recipient', 'idempotency', 'message', 'attempt'];
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ');
  return (await pool.query(`select ${counts}`)).rows[0];
}

/** Sends it; it must be refused as expected, and nothing may have been written for it. */
export async function expectNothingWritten(
  database: OpenDatabase,
  client: Client,
  request: Request,
  expected: Expected,
): Promise<void> {
  const before = await written(database);
  expectRefusal(await client.send(request), expected);
  expectDocumented(request, expected.code);
  expect(await written(database)).toEqual(before);
}

export const JSON_HEADERS = { 'content-type': 'application/json' };
export const NUMBER = '12125551212';

/** A start with this body, as octets go over the wire. */
export function startWith(body: string | Buffer, headers: Readonly<Record<string, string>> = JSON_HEADERS): Request {
  remember(NUMBER);
  return { method: 'POST', path: '/v1/otp', headers, body };
}

export const start = (body: unknown): Request => startWith(JSON.stringify(body));
