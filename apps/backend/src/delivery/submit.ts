import { encodeText, type SmppLink, type SubmitOutcome } from '@codewire/sms';
import type { PhoneNumber } from '@codewire/otp';

/** One message on its way to one carrier. The code is in `text` and nowhere else. */
export interface Submission {
  readonly number: PhoneNumber;
  readonly sender: string;
  readonly text: string;
  /** Joins the parts of a long text on the phone: 8 bits, SMPP 3.4 5.2.12 and 3GPP TS 23.040 9.2.3.24.1. */
  readonly reference: number;
  /** By this node's clock. */
  readonly expiresAtMs: number;
  readonly onWrite: (atMs: number) => void;
}

/** All parts taken together. */
export type SubmissionOutcome =
  { readonly kind: 'submitted'; readonly smscMessageIds: string[] } | Exclude<SubmitOutcome, { kind: 'submitted' }>;

/** Submits every part, in order, and tells one outcome: a text of which a part was refused counts as refused. */
export async function submitText(link: SmppLink, submission: Submission): Promise<SubmissionOutcome> {
  const { dataCoding, parts } = encodeText(submission.text, { reference: submission.reference });
  const outcomes = await Promise.all(
    parts.map((part, index) =>
      link.submit({
        sender: submission.sender,
        destination: submission.number.slice(1),
        part,
        dataCoding,
        expiresAtMs: submission.expiresAtMs,
        requestReceipt: true,
        ...(index === 0 ? { onWrite: submission.onWrite } : {}),
      }),
    ),
  );
  return joinOutcomes(outcomes);
}

/** The worst that happened to a part, and whether anything may be on the phone already. */
function joinOutcomes(outcomes: readonly SubmitOutcome[]): SubmissionOutcome {
  const ids: string[] = [];
  let worst: Exclude<SubmitOutcome, { kind: 'submitted' }> | undefined;
  for (const outcome of outcomes) {
    if (outcome.kind === 'submitted') ids.push(outcome.smscMessageId);
    else if (worst === undefined || rank(outcome) > rank(worst)) worst = outcome;
  }
  if (worst === undefined) return { kind: 'submitted', smscMessageIds: ids };
  // Some parts went out: a repeat would show them twice, so this is no longer certain not to have been sent.
  if (worst.kind === 'not_sent' && ids.length > 0) return { kind: 'unknown', reason: 'closed' };
  return worst;
}

const RANKS = { not_sent: 0, unknown: 1, refused: 2 } as const;
const rank = (outcome: Exclude<SubmitOutcome, { kind: 'submitted' }>) => RANKS[outcome.kind];
