import { ERRORS, Problem, type ErrorCode } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AppError, type AppErrorFacts } from './app-error.js';
import { describeProblem, problemHeaders, TEXT_FROM_FILES } from './problem.js';

const now = new Date('2026-11-23T12:00:00.000Z');
const soon = (ms: number) => new Date(now.getTime() + ms);

function answer(code: ErrorCode, facts: AppErrorFacts = {}) {
  const error = new AppError(code, facts);
  const problem = describeProblem(error, { text: TEXT_FROM_FILES, language: 'en', requestId: 'req_1', now });
  return { problem, headers: problemHeaders(problem, facts) };
}

describe('a refusal with a time', () => {
  test('tells it in the body and as Retry-After, in seconds rounded up', () => {
    const { problem, headers } = answer('limit.cooldown', { field: 'number', retryAt: soon(29_001) });
    expect(problem).toEqual({
      type: 'urn:codewire:problem:limit.cooldown',
      title: 'Too soon',
      detail: 'A code was sent to this number a moment ago.',
      remedy: 'Wait 30 seconds before the next one.',
      status: 429,
      code: 'limit.cooldown',
      request_id: 'req_1',
      field: 'number',
      retry_after_seconds: 30,
      retry_at: '2026-11-23T12:00:29.001Z',
    });
    expect(headers).toEqual({ 'retry-after': '30' });
  });

  test('that has come meanwhile is a second away', () => {
    expect(answer('limit.cooldown', { retryAt: soon(-5_000) }).headers).toEqual({ 'retry-after': '1' });
  });

  test.each([
    ['limit.sends', { policy: 'sends', limit: 5, seconds: 600 }, '"sends"', 'q=5;w=600'],
    ['limit.wrong_checks', { policy: 'wrong_checks', limit: 20, seconds: 86_400 }, '"wrong_checks"', 'q=20;w=86400'],
  ] as const)('and a limit (%s) tells the limit in RateLimit fields', (code, quota, name, policy) => {
    expect(answer(code, { quota, retryAt: soon(300_000) }).headers).toEqual({
      'retry-after': '300',
      'ratelimit-policy': `${name};${policy}`,
      ratelimit: `${name};r=0;t=300`,
    });
  });

  test('and a limit says in words how much it is', () => {
    const quota = { policy: 'sends', limit: 8, seconds: 3_600 } as const;
    expect(answer('limit.sends', { quota, retryAt: soon(2_000) }).problem).toMatchObject({
      detail: 'This number has had its 8 messages within 60 minutes.',
      remedy: 'Wait 2 seconds.',
    });
  });
});

const unavailable = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => ERRORS[code].status === 503);

test.each(unavailable)('%s has a time to come back even when nobody knows one', (code) => {
  const { problem, headers } = answer(code);
  expect(headers).toEqual({ 'retry-after': '1' });
  expect(problem).toMatchObject({ retry_after_seconds: 1, retry_at: '2026-11-23T12:00:01.000Z' });
  expect(problem.remedy).not.toContain('{');
});

test('a refusal for want of a key says which kind of key, others do not', () => {
  expect(answer('auth.missing_key').headers).toEqual({ 'www-authenticate': 'Bearer' });
  expect(answer('number.invalid').headers).toEqual({});
});

test.each(Object.keys(ERRORS) as ErrorCode[])('%s is a problem of the contract', (code) => {
  expect(Problem.parse(answer(code).problem)).toMatchObject({ code, status: ERRORS[code].status });
});
