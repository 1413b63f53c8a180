import { z } from 'zod';
import { Refusal, type ApiRequest } from './http.js';
import { parseHandsetNumber } from './numbers.js';

/** The `:number` of a path. */
export function numberOf({ params }: ApiRequest): string {
  return readNumber(params.number ?? '');
}

/** The `:system_id` of a path. */
export function systemIdOf({ params }: ApiRequest): string {
  return params.system_id ?? '';
}

export function readNumber(text: string): string {
  const number = parseHandsetNumber(text);
  if (number === null) throw new Refusal(400, 'A number is 1 to 20 digits, with or without a leading +.');
  return number;
}

/** The value by its schema; throws a Refusal that names every wrong field, `field` standing for the value itself. */
export function parse<T extends z.ZodType>(schema: T, value: unknown, field = 'body'): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || field, detail: message }));
  throw new Refusal(400, 'The request has wrong fields.', errors);
}
