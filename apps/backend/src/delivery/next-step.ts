import type { SubmissionOutcome } from './submit.js';

/** What a message does after an attempt: see AttemptResult. */
export interface NextStep {
  readonly outcome: 'submitted' | 'refused' | 'unknown' | 'not_sent';
  readonly next: 'submitting' | 'submitted' | 'expired' | 'failed';
  readonly reason: string | null;
  readonly commandStatus: number | null;
  readonly retryInMs: number | null;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;

/** A code lives minutes: the first retry comes after a second, then twice as long up to ten. */
function retryDelayMs(attempt: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempt - 1));
}

/**
 * Decides by the outcome alone; which carrier takes the next attempt is decided when it is claimed. `hasAlternative`:
 * another carrier of the route has not refused this message yet.
 */
export function nextStep(outcome: SubmissionOutcome, attempt: number, hasAlternative: boolean): NextStep {
  switch (outcome.kind) {
    case 'submitted':
      return { outcome: 'submitted', next: 'submitted', reason: null, commandStatus: null, retryInMs: null };
    case 'unknown':
      // It may be on the phone already; the same code once more is harmless, a lost one is not.
      return { outcome: 'unknown', next: 'submitting', reason: outcome.reason, commandStatus: null, retryInMs: 0 };
    case 'not_sent':
      if (outcome.reason === 'expired') {
        return {
          outcome: 'not_sent',
          next: 'expired',
          reason: 'not_sent_in_time',
          commandStatus: null,
          retryInMs: null,
        };
      }
      if (outcome.reason === 'invalid') {
        return { outcome: 'not_sent', next: 'failed', reason: 'not_encodable', commandStatus: null, retryInMs: null };
      }
      return { outcome: 'not_sent', next: 'submitting', reason: outcome.reason, commandStatus: null, retryInMs: 0 };
    case 'refused':
      return { outcome: 'refused', ...afterRefusal(outcome, attempt, hasAlternative) };
  }
}

function afterRefusal(
  refusal: Extract<SubmissionOutcome, { kind: 'refused' }>,
  attempt: number,
  hasAlternative: boolean,
): Omit<NextStep, 'outcome'> {
  const told = { reason: refusal.name, commandStatus: refusal.commandStatus };
  if (refusal.action === 'retry') return { ...told, next: 'submitting', retryInMs: retryDelayMs(attempt) };
  if (refusal.action === 'fail_over' && hasAlternative) return { ...told, next: 'submitting', retryInMs: 0 };
  return { ...told, next: 'failed', retryInMs: null };
}
