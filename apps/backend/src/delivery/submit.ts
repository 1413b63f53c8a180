import { encodeText, type LongTexts, type SmppLink, type SubmitOutcome } from '@codewire/sms';
import type { PhoneNumber } from '@codewire/otp';

/** One message on its way to one carrier. The code is in `text` and nowhere else. */
export interface Submission {
  readonly number: PhoneNumber;
  readonly sender: string;
  readonly text: string;
  /** How the carrier takes a text of several parts. */
  readonly longTexts: LongTexts;
  /** Joins the parts of a long text on the phone; asked for no other. */
  readonly nextReference: () => number;
  /** By the links' clock. */
  readonly expiresAtMs: number;
  /** What its PDUs are found by in a trace. */
  readonly subject: string;
  /** Asked before each part is written: false once the message is another sender's. */
  readonly mayWrite: () => boolean;
  readonly onWrite: () => void;
  /** The carrier took a part after all, when its outcome had been told as unknown. */
  readonly onLateId: (late: PartIds) => void;
}

/** The carrier's id of each part, in order; null where it took none. */
export type PartIds = readonly (string | null)[];

type Refused = Exclude<SubmitOutcome, { kind: 'submitted' }>;

/** All parts taken together, and what the carrier calls those that it took. */
export type SubmissionOutcome = (
  | { readonly kind: 'submitted' }
  | Refused
  /** Something on this node went wrong before there was anything to write. */
  | { readonly kind: 'not_sent'; readonly reason: 'not_prepared' }
) & { readonly partIds?: PartIds };

/** Submits every part, in order, and tells one outcome: a text of which a part was refused counts as refused. */
export async function submitText(link: Pick<SmppLink, 'submit'>, submission: Submission): Promise<SubmissionOutcome> {
  const { dataCoding, parts } = encodeText(submission.text, submission);
  const outcomes = await Promise.all(
    parts.map((part, index) =>
      link.submit({
        sender: submission.sender,
        destination: submission.number.slice(1),
        part,
        dataCoding,
        expiresAtMs: submission.expiresAtMs,
        requestReceipt: true,
        subject: submission.subject,
        follows: index > 0,
        mayWrite: submission.mayWrite,
        onLateId: (id) => submission.onLateId(parts.map((_, other) => (other === index ? id : null))),
        ...(index === 0 ? { onWrite: submission.onWrite } : {}),
      }),
    ),
  );
  return joinOutcomes(outcomes);
}

/** The worst that happened to a part, and whether anything may be on the phone already. */
export function joinOutcomes(outcomes: readonly SubmitOutcome[]): SubmissionOutcome {
  const partIds = outcomes.map((outcome) => (outcome.kind === 'submitted' ? outcome.smscMessageId : null));
  let worst: Refused | undefined;
  for (const outcome of outcomes) {
    if (outcome.kind !== 'submitted' && (worst === undefined || rank(outcome) > rank(worst))) worst = outcome;
  }
  if (worst === undefined) return { kind: 'submitted', partIds };
  if (partIds.every((id) => id === null)) return worst;
  // Some parts went out: a repeat would show them twice, so this is no longer certain not to have been sent.
  if (worst.kind === 'not_sent') return { kind: 'unknown', reason: 'closed', partIds };
  // Another carrier would send the whole text once more: a text refused in part has failed, once. What only has to wait
  // is repeated all the same, because a code that never arrives is worse than a part that arrives twice.
  if (worst.kind === 'refused' && worst.action === 'fail_over') return { ...worst, action: 'permanent', partIds };
  return { ...worst, partIds };
}

const RANKS = { not_sent: 0, unknown: 1, refused: 2 } as const;
const rank = (outcome: Refused) => RANKS[outcome.kind];
