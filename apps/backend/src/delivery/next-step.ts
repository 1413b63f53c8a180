import { canFailOver, remainingCarriers, type Tried } from './carrier-choice.js';
import { queueOf, type QueueName } from './queue.js';
import type { SubmissionOutcome } from './submit.js';

/** What a message does after an attempt: see AttemptResult. */
export interface NextStep {
  readonly outcome: 'submitted' | 'refused' | 'unknown' | 'not_sent';
  readonly next: 'submitting' | 'submitted' | 'expired' | 'failed';
  readonly reason: string | null;
  readonly commandStatus: number | null;
  readonly retryInMs: number | null;
  /** With a retry: who may take it. */
  readonly queue: QueueName | null;
}

/** What the decision looks at beside the outcome. */
export interface Circumstances {
  readonly carrierId: string;
  /** Attempts before this one. */
  readonly past: readonly Tried[];
  /** The carriers that the message's route has now, best first. */
  readonly plan: readonly string[];
  readonly hasRoom: (carrierId: string) => boolean;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;
/** A message that this node cannot even prepare is set aside after so many tries, where it takes no time of others. */
const TRIES_BEFORE_PARKED = 3;
const PARKED_MS = 30_000;

/** A code lives minutes: the first retry comes after a second, then twice as long up to ten. */
function retryDelayMs(tries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1));
}

/** Decides what comes next; which carrier takes the next attempt is decided by the node that claims it. */
export function nextStep(outcome: SubmissionOutcome, { carrierId, past, plan, hasRoom }: Circumstances): NextStep {
  const told = {
    outcome: outcome.kind,
    reason: reasonOf(outcome),
    commandStatus: outcome.kind === 'refused' ? outcome.commandStatus : null,
  };
  const tried = [
    ...past,
    { carrier_id: carrierId, outcome: told.outcome, reason: told.reason, command_status: told.commandStatus },
  ];
  const remaining = remainingCarriers(plan, tried);
  const retry = (retryInMs: number): NextStep => ({
    ...told,
    next: 'submitting',
    retryInMs,
    queue: queueOf(remaining),
  });
  const end = (next: 'submitted' | 'expired' | 'failed'): NextStep => ({ ...told, next, retryInMs: null, queue: null });
  switch (outcome.kind) {
    case 'submitted':
      return end('submitted');
    case 'unknown':
      // It may be on the phone already; the same code once more is harmless, a lost one is not.
      return retry(0);
    case 'not_sent':
      if (outcome.reason === 'expired') return end('expired');
      if (outcome.reason === 'invalid') return end('failed');
      return retry(outcome.reason === 'not_prepared' ? parkingMs(tried) : 0);
    case 'refused':
      if (outcome.action === 'retry')
        return retry(canFailOver(remaining, tried, hasRoom) ? 0 : retryDelayMs(tried.length));
      return outcome.action === 'fail_over' && remaining.length > 0 ? retry(0) : end('failed');
  }
}

/** Another sender may be able to, so it is left to the others for longer and longer; it is never given up. */
function parkingMs(tried: readonly Tried[]): number {
  const failures = tried.filter(({ reason }) => reason === 'not_prepared').length;
  return failures >= TRIES_BEFORE_PARKED ? PARKED_MS : retryDelayMs(failures);
}

function reasonOf(outcome: SubmissionOutcome): string | null {
  switch (outcome.kind) {
    case 'submitted':
      return null;
    case 'refused':
      return outcome.name;
    case 'unknown':
      return outcome.reason;
    case 'not_sent':
      return NOT_SENT[outcome.reason] ?? outcome.reason;
  }
}

/** Where the log has a better word than the link. */
const NOT_SENT: Readonly<Record<string, string>> = { expired: 'not_sent_in_time', invalid: 'not_encodable' };
