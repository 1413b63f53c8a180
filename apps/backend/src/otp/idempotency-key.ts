import { AppError } from '../platform/app-error.js';

const FORM = /^[\x21-\x7e]{1,255}$/;

/** The header as one visible word, or undefined without it. Repeated or with blanks it is refused: it would be a trap. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !FORM.test(header)) {
    throw new AppError('idempotency.key_invalid', { field: 'Idempotency-Key' });
  }
  return header;
}
