import type { MessageSearchRow, VerificationDetail } from '@codewire/contracts';

/** From where to where, in thousandths of the axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TimeAxis {
  /** Instants of its two ends. */
  readonly from: string;
  readonly to: string;
  readonly life: Span;
  /** The oldest first, as the sends. */
  readonly checks: readonly { readonly at: string; readonly isRight: boolean; readonly span: Span }[];
  readonly sends: readonly { readonly message: MessageSearchRow; readonly span: Span }[];
}

export const AXIS = 1_000;
/** What took no time to speak of is seen all the same. */
const LEAST = 6;

type Drawn = Pick<VerificationDetail, 'created_at' | 'expires_at' | 'ended_at' | 'messages' | 'checks'>;

/**
 * The life of a verification, its sends and its checks on one axis: from the start to its end, or to the end of its life while it
 * has none, or to that of its last message when that came later.
 */
export function timeAxis({
  created_at: from,
  expires_at: expires,
  ended_at: ended,
  messages,
  checks,
}: Drawn): TimeAxis {
  const end = ended ?? expires;
  const to = [end, ...messages.map(endOf)].reduce((latest, at) => (at > latest ? at : latest));
  const start = Date.parse(from);
  const length = Math.max(1, Date.parse(to) - start);
  const place = (at: string) => Math.min(AXIS, Math.max(0, ((Date.parse(at) - start) / length) * AXIS));
  const span = (first: string, last: string): Span => {
    const begin = Math.min(place(first), AXIS - LEAST);
    return { from: begin, to: Math.max(place(last), begin + LEAST) };
  };
  return {
    from,
    to,
    life: span(from, end),
    checks: checks.map(({ at, is_right: isRight }) => ({ at, isRight, span: span(at, at) })),
    sends: messages.toReversed().map((message) => ({ message, span: span(message.created_at, endOf(message)) })),
  };
}

const endOf = ({ ended_at: ended, submitted_at: submitted, created_at: begun }: MessageSearchRow) =>
  ended ?? submitted ?? begun;
