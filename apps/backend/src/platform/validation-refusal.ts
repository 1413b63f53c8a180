import type { ErrorCode } from '@codewire/contracts';
import type { z } from 'zod';
import { AppError, type FieldError } from './app-error.js';

type Issue = z.core.$ZodIssue;

/** Fields whose most common mistake, a JSON number where digits are text, has words of its own. */
const NOT_A_STRING: Readonly<Record<string, ErrorCode>> = {
  number: 'number.not_a_string',
  code: 'code.not_a_string',
};

const MOST_ERRORS = 20;
const LONGEST_NAME = 64;

/**
 * One refusal for everything a contract found wrong. What was sent is never repeated, for it may be a number or a
 * code; parse with `reportInput`, so that a missing field can be told from a wrong one.
 */
export function validationRefusal(issues: readonly Issue[]): AppError {
  const errors = issues.flatMap(toFieldErrors).slice(0, MOST_ERRORS);
  const field = errors[0]?.field ?? '';
  const code = errors.length === 1 && errors[0]?.reason === 'not_a_string' ? NOT_A_STRING[field] : undefined;
  return code === undefined ? new AppError('request.invalid', { field, errors }) : new AppError(code, { field });
}

function toFieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: name([...path, key]), reason: 'unknown' }));
  }
  // A bad key or value of a record: the inner issues say what is wrong with it.
  if ((issue.code === 'invalid_key' || issue.code === 'invalid_element') && issue.issues[0] !== undefined) {
    return toFieldErrors({ ...issue.issues[0], path: [...issue.path, ...issue.issues[0].path] });
  }
  return [{ field: name(path), ...judge(issue) }];
}

function name(path: readonly string[]): string {
  return path.join('.').slice(0, LONGEST_NAME);
}

function judge(issue: Issue): Omit<FieldError, 'field'> {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return { reason: 'missing' };
      if (issue.expected === 'string') return { reason: 'not_a_string' };
      return { reason: 'wrong_type', values: { expected: issue.expected } };
    case 'too_big':
      return { reason: issue.origin === 'string' ? 'too_long' : 'too_big', values: { limit: Number(issue.maximum) } };
    case 'too_small':
      return {
        reason: issue.origin === 'string' ? 'too_short' : 'too_small',
        values: { limit: Number(issue.minimum) },
      };
    case 'invalid_value':
      if (issue.input === undefined) return { reason: 'missing' };
      return { reason: 'not_one_of', values: { options: issue.values.map(String).join(', ') } };
    default:
      return { reason: 'malformed', values: { rule: issue.message } };
  }
}
