import type { TimelineEvent } from '@codewire/contracts';
import { commandStatusName } from '@codewire/sms';
import type { LoggedAttempt, LoggedDetail, LoggedReceipt } from './message-log.store.js';

type Kind = TimelineEvent['kind'];
type Facts = TimelineEvent['facts'];

interface Step {
  readonly at: Date;
  readonly kind: Kind;
  readonly facts: Facts;
}

/** The kinds that a message can end with; one that is still under way has no such step. */
const ENDINGS: Partial<Record<LoggedDetail['status'], Kind>> = {
  delivered: 'delivered',
  undelivered: 'undelivered',
  expired: 'expired',
  failed: 'failed',
};

/** What an attempt's outcome is called in the timeline; an open one has not got there. */
const ANSWERS: Partial<Record<LoggedAttempt['outcome'], Kind>> = {
  submitted: 'submitted',
  refused: 'refused',
  unknown: 'unanswered',
  not_sent: 'not_sent',
};

/**
 * A message's way as its rows tell it, oldest step first; steps of one moment in the order they follow from each
 * other. Facts are names, words and counts: never a number or a code.
 */
export function timelineOf(
  message: LoggedDetail,
  attempts: readonly LoggedAttempt[],
  receipts: readonly LoggedReceipt[],
): TimelineEvent[] {
  return [
    ...beginning(message),
    ...routing(message, attempts),
    ...attempts.flatMap((attempt, index) => attemptSteps(attempt, attempts[index - 1])),
    ...receipts.map(receiptStep),
    ...ending(message),
  ]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, kind, facts }) => ({ at: at.toISOString(), kind, facts }));
}

function beginning(message: LoggedDetail): Step[] {
  const { createdAt: at, language, languageReason, country, templateVersion, encoding, segments } = message;
  return [
    {
      at,
      kind: 'accepted',
      facts: facts({ country, language, language_reason: languageReason }),
    },
    { at, kind: 'rendered', facts: { template_version: templateVersion, encoding, segments } },
  ];
}

/** By which rule, and to whom: carriers that had their turn and are out, then those that are left, both in their order. */
function routing({ createdAt: at, rule, nextCarriers }: LoggedDetail, attempts: readonly LoggedAttempt[]): Step[] {
  const isLeft = new Set(nextCarriers.map(({ id }) => id));
  const out = attempts.filter(({ carrierId }) => !isLeft.has(carrierId)).map(({ carrier }) => carrier);
  const carriers = [...new Set([...out, ...nextCarriers.map(({ name }) => name)])];
  if (rule === null && carriers.length === 0) return [];
  return [{ at, kind: 'routed', facts: facts({ rule, carriers: carriers.join(', ') || null }) }];
}

/** What the attempt before had come to, so that another followed. */
const TURNS: Partial<Record<LoggedAttempt['outcome'], string>> = {
  submitted: 'no_receipt',
  refused: 'refused',
  unknown: 'unanswered',
  not_sent: 'not_sent',
};

function attemptSteps(attempt: LoggedAttempt, before: LoggedAttempt | undefined): Step[] {
  const who = { attempt: attempt.attempt, carrier: attempt.carrier };
  const turn = (before && TURNS[before.outcome]) ?? null;
  const begun: Step = { at: attempt.startedAt, kind: 'attempted', facts: facts({ ...who, turn }) };
  const kind = ANSWERS[attempt.outcome];
  if (kind === undefined || attempt.answeredAt === null) return [begun];
  const { commandStatus } = attempt;
  const answer = facts({
    ...who,
    command_status: commandStatus === null ? null : commandStatusName(commandStatus),
    // A refusal's reason is the name of its status.
    reason: kind === 'refused' ? null : attempt.reason,
    ms: attempt.answeredAt.getTime() - attempt.startedAt.getTime(),
  });
  return [begun, { at: attempt.answeredAt, kind, facts: answer }];
}

function receiptStep({ receivedAt, state, carrier, attempt, errorCode }: LoggedReceipt): Step {
  return { at: receivedAt, kind: 'receipt', facts: facts({ state, attempt, carrier, error_code: errorCode }) };
}

function ending({ status, endedAt, createdAt, error }: LoggedDetail): Step[] {
  const kind = ENDINGS[status];
  if (kind === undefined || endedAt === null) return [];
  return [{ at: endedAt, kind, facts: facts({ ms: endedAt.getTime() - createdAt.getTime(), error }) }];
}

/** Only what is known. */
function facts(values: Readonly<Record<string, string | number | null>>): Facts {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== null),
  );
}
