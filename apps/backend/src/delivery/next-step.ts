import {
  canFailOver,
  mayBeRepeated,
  mayHaveArrived,
  remainingCarriers,
  type RulesOf,
  type Tried,
} from './carrier-choice.js';
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
  readonly rulesOf: RulesOf;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 10_000;
/** A message that this node cannot even prepare is set aside after so many tries, where it takes no time of others. */
const TRIES_BEFORE_PARKED = 3;
const PARKED_MS = 30_000;
/** Longer than any code lives: the end of its life comes first. */
const TO_THE_END_MS = 3_600_000;
/** A second code that nobody has explained is no reason to ask a third carrier. */
const MOST_GUESSES = 2;

/** A code lives minutes: the first retry comes after a second, then twice as long up to ten. */
function retryDelayMs(tries: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1));
}

/** Decides what comes next; which carrier takes the next attempt is decided by the node that claims it. */
export function nextStep(outcome: SubmissionOutcome, circumstances: Circumstances): NextStep {
  const { carrierId, past, plan, hasRoom, rulesOf } = circumstances;
  const told = {
    outcome: outcome.kind,
    reason: reasonOf(outcome),
    commandStatus: outcome.kind === 'refused' ? outcome.commandStatus : null,
  };
  const { outcome: kind, reason, commandStatus: command_status } = told;
  const tried = [...past, { carrier_id: carrierId, outcome: kind, reason, command_status, has_receipt: false }];
  const remaining = remainingCarriers(plan, tried, rulesOf);
  const retry = (retryInMs: number, next: 'submitting' | 'submitted' = 'submitting'): NextStep => ({
    ...told,
    next,
    retryInMs,
    queue: queueOf(remaining),
  });
  const end = (next: 'submitted' | 'expired' | 'failed'): NextStep => ({ ...told, next, retryInMs: null, queue: null });
  const rules = rulesOf(carrierId);
  // How long a receipt has until another carrier gets the message; null where none may.
  const waitMs = remaining.length > 0 && mayBeRepeated(tried) ? rules.receiptWithinMs : null;
  switch (outcome.kind) {
    case 'submitted':
      return waitMs === null ? end('submitted') : retry(waitMs, 'submitted');
    case 'unknown':
      // It may be on the phone already; the same code once more is harmless, a lost one is not.
      return retry(rules.repeatsUnknown ? 0 : (waitMs ?? TO_THE_END_MS));
    case 'not_sent':
      if (outcome.reason === 'expired') return end('expired');
      if (outcome.reason === 'invalid') return end('failed');
      return retry(outcome.reason === 'not_prepared' ? parkingMs(tried) : 0);
    case 'refused':
      if (outcome.action === 'retry')
        return retry(canFailOver(remaining, tried, hasRoom) ? 0 : retryDelayMs(tried.length));
      if (outcome.action === 'fail_over' && remaining.length > 0 && !isGuessedOften(tried, rulesOf)) return retry(0);
      // Of a carrier that kept silent a receipt may still come: only then is it known whether the message failed.
      return past.some(mayHaveArrived) ? retry(TO_THE_END_MS) : end('failed');
  }
}

/** True when codes that no table knows have come too often: see AnswerRules.isGuess. */
function isGuessedOften(tried: readonly Tried[], rulesOf: RulesOf): boolean {
  const guesses = tried.filter(
    ({ carrier_id: carrierId, outcome, command_status: status }) =>
      outcome === 'refused' && rulesOf(carrierId).isGuess(status ?? 0),
  );
  return guesses.length >= MOST_GUESSES;
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
