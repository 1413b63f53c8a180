import type { ErrorCode } from '@codewire/contracts';
import type { z } from 'zod';
import { AppError, type FieldError } from './app-error.js';

/** Fields whose most common mistake, a JSON number where digits are text, has words of its own. */
const NOT_A_STRING: Readonly<Record<string, ErrorCode>> = {
  number: 'number.not_a_string',
  code: 'code.not_a_string',
};

const MOST_ERRORS = 20;

/** One refusal for everything a contract found wrong. Values are never repeated: they may be numbers or codes. */
export function validationRefusal(issues: readonly z.core.$ZodIssue[]): AppError {
  const errors = issues.flatMap(toFieldErrors).slice(0, MOST_ERRORS);
  const first = errors[0];
  const special = issues.length === 1 ? notAString(issues[0]) : undefined;
  if (special !== undefined) return new AppError(special, { field: first?.field ?? '' });
  return new AppError('request.invalid', {
    ...(first === undefined ? {} : { field: first.field }),
    values: { problem: errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join('; ') },
    ...(errors.length > 1 ? { errors } : {}),
  });
}

function notAString(issue: z.core.$ZodIssue | undefined): ErrorCode | undefined {
  if (issue?.code !== 'invalid_type' || issue.expected !== 'string' || issue.path.length !== 1) return undefined;
  // A missing field is `undefined`: saying "send a string" of it would mislead.
  if (issue.input === undefined && issue.message.includes('undefined')) return undefined;
  return NOT_A_STRING[String(issue.path[0])];
}

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...path, key].join('.'), detail: 'unknown field' }));
  }
  return [{ field: path.join('.'), detail: issue.message }];
}
