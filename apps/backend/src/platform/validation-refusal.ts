import type { ErrorCode, Format } from '@codewire/contracts';
import type { z } from 'zod';
import { AppError, type FieldError, type FieldReason } from './app-error.js';

type Issue = z.core.$ZodIssue;

/** Fields whose most common mistake, a JSON number where digits are text, has words of its own. */
const NOT_A_STRING: Readonly<Record<string, ErrorCode>> = {
  number: 'number.not_a_string',
  code: 'code.not_a_string',
};

const FORMATS: Readonly<Record<Format, FieldReason>> = {
  country: 'not_a_country',
  country_upper: 'not_a_country_upper',
  datetime: 'not_a_time',
};

const TYPES: Partial<Record<string, FieldReason>> = {
  string: 'not_a_string',
  number: 'not_a_number',
  int: 'not_whole',
  object: 'not_an_object',
  record: 'not_an_object',
};

const TOO_BIG: Partial<Record<string, FieldReason>> = { string: 'too_long', record: 'too_many', array: 'too_many' };
const TOO_SMALL: Partial<Record<string, FieldReason>> = { string: 'too_short', array: 'too_few' };

const MOST_ERRORS = 20;
const LONGEST_NAME = 64;

/**
 * One refusal for everything a contract found wrong, in reasons of ours: zod's own messages are English only. What was
 * sent is never repeated, for it may be a number or a code; parse with `reportInput`, so that a missing field can be
 * told from a wrong one.
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
  if (issue.code === 'invalid_key') return [{ field: name(path), ...judgeName(issue.issues[0]) }];
  return [{ field: name(path), ...judge(issue) }];
}

function name(path: readonly string[]): string {
  return path.join('.').slice(0, LONGEST_NAME);
}

function judge(issue: Issue): Omit<FieldError, 'field'> {
  switch (issue.code) {
    case 'invalid_type':
      return { reason: issue.input === undefined ? 'missing' : (TYPES[issue.expected] ?? 'wrong_type') };
    case 'too_big':
      return { reason: TOO_BIG[issue.origin] ?? 'too_big', values: { limit: Number(issue.maximum) } };
    case 'too_small':
      return { reason: TOO_SMALL[issue.origin] ?? 'too_small', values: { limit: Number(issue.minimum) } };
    case 'invalid_format':
      return { reason: FORMATS[issue.format as Format] ?? 'malformed' };
    case 'invalid_value':
      if (issue.input === undefined) return { reason: 'missing' };
      return { reason: 'not_one_of', values: { options: issue.values.map(String).join(', ') } };
    default:
      return { reason: 'malformed' };
  }
}

/** What is wrong with a name in a record. */
function judgeName(issue: Issue | undefined): Omit<FieldError, 'field'> {
  if (issue?.code === 'too_small') return { reason: 'name_missing' };
  if (issue?.code === 'too_big') return { reason: 'name_too_long', values: { limit: Number(issue.maximum) } };
  return { reason: 'malformed' };
}
