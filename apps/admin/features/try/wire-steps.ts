import type { MessagePdus, TimelineEvent } from '@codewire/contracts';

export type Pdu = MessagePdus['data'][number];

/** One entry of a message's way: what became of it, or what went over the wire for it. */
export type WireStep =
  | { readonly kind: 'event'; readonly at: string; readonly event: TimelineEvent }
  | { readonly kind: 'pdu'; readonly at: string; readonly pdu: Pdu };

/**
 * Both in the order of time. Of the same millisecond a PDU comes first: what is said of a message follows from it, but for
 * the attempt, which is written down before its first octet goes.
 */
export function wireSteps(events: readonly TimelineEvent[], pdus: readonly Pdu[]): readonly WireStep[] {
  const steps: WireStep[] = [
    ...events.map((event) => ({ kind: 'event', at: event.at, event }) as const),
    ...pdus.map((pdu) => ({ kind: 'pdu', at: pdu.at, pdu }) as const),
  ];
  return steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at) || rankOf(one) - rankOf(other));
}

function rankOf(step: WireStep): number {
  if (step.kind === 'pdu') return 1;
  return ['accepted', 'rendered', 'routed', 'attempted'].includes(step.event.kind) ? 0 : 2;
}
