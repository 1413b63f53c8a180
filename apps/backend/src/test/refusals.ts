import { expect } from 'vitest';
import type { Answer } from './client.js';

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
  for (const words of [problem.title, problem.detail, problem.remedy])
    expect(words).toMatch(/^\S.+[.:)"]$|^[A-Z0-9].+$/);
}
