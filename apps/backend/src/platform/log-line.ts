import type { LogLine } from './log.js';

/** What a line may say. A field that is not here is left out: a new one is a decision, taken in review. */
const FIELDS: ReadonlySet<string> = new Set([
  'event',
  'request_id',
  'method',
  'route',
  'status',
  'ms',
  'application',
  'problem',
  'message',
  'verification',
  'carrier',
  'region',
  'slot',
  'direction',
  'command_status',
  'operator',
  'action',
  'seq',
  'mac',
  'attempt',
  'outcome',
  'state',
  'reason',
  'meaning',
  'error',
  'error_code',
  'stack',
  'cause',
  'count',
  'rows',
  'table',
  'role',
  'api_port',
  'admin_port',
  'signal',
  'context',
]);

/** A plus and digits however grouped, or a bare run as long as a phone number (E.164: at most 15 digits). */
const PHONE_LIKE = /\+\d(?:[ ().-]{0,2}\d){6,14}|(?<![\w.:-])\d{8,15}(?!\w)/g;

/** Leaves the last two digits, as every other view of a number does. */
export function maskNumbers(text: string): string {
  return text.replace(PHONE_LIKE, (found) => {
    const digits = found.replace(/\D/g, '');
    return `${found.startsWith('+') ? '+' : ''}${'*'.repeat(digits.length - 2)}${digits.slice(-2)}`;
  });
}

/** The allow-listed scalar fields of a line, with phone numbers masked. */
export function toSafeLine(line: LogLine): Record<string, string | number | boolean> {
  const safe: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(line)) {
    if (!FIELDS.has(name)) continue;
    if (typeof value === 'string') safe[name] = maskNumbers(value);
    else if (typeof value === 'number' || typeof value === 'boolean') safe[name] = value;
  }
  return safe;
}

const MAX_CAUSES = 5;

/**
 * An error's name, message and stack and those of its causes; nothing else that hangs on it. (A database error also
 * carries the failing row and the statement's parameters.)
 */
export function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: `thrown: ${typeof error}` };
  const code = (error as { code?: unknown }).code;
  const causes = causesOf(error).map((cause) => `${cause.name}: ${cause.message}`);
  return {
    error: `${error.name}: ${error.message}`,
    ...(typeof code === 'string' ? { error_code: code } : {}),
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(causes.length === 0 ? {} : { cause: causes.join(' < ') }),
  };
}

function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  for (let cause = error.cause; cause instanceof Error && causes.length < MAX_CAUSES; cause = cause.cause) {
    causes.push(cause);
  }
  return causes;
}
