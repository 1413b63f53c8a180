import type { CarrierTrace, MessagePdus, TracedPdu } from '@codewire/contracts';
import { smscIdKey } from '@codewire/sms';
import type { LoggedAttempt, LoggedReceipt } from '../message-log.store.js';

/** What one carrier's trace tells, and what the carrier is called. */
export interface TraceOfCarrier extends CarrierTrace {
  readonly carrierId: string;
  readonly carrier: string;
}

/** A message as far as its PDUs are found by it. */
export interface TracedMessage {
  readonly id: string;
  readonly attempts: readonly LoggedAttempt[];
  readonly receipts: readonly LoggedReceipt[];
}

type MessagePdu = MessagePdus['data'][number];

/** The fields in which a deliver_sm names the message that it is about: see decodePdu. */
const RECEIPT_IDS = ['receipted_message_id', 'short_message.id', 'message_payload.id'];
const ANSWERS = ['submit_sm_resp', 'generic_nack'];
const DELIVERED: Readonly<Record<string, string>> = { deliver_sm: 'deliver_sm_resp', data_sm: 'data_sm_resp' };

/**
 * Of what went to and from its carriers, the PDUs of one message, oldest first: submits and their answers by what the
 * link calls them, receipts by the carrier's id, and what was answered to those by bind and sequence number.
 */
export function pdusOf(message: TracedMessage, traces: readonly TraceOfCarrier[]): MessagePdus {
  const data = traces.flatMap((trace) => ofCarrier(message, trace));
  // Stable: of one moment, each carrier's own order stays.
  data.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const missing = [...new Set(traces.flatMap(({ missing_nodes: nodes }) => nodes))];
  return { data, missing_nodes: missing, is_complete: missing.length === 0 && isComplete(message, data) };
}

function ofCarrier(message: TracedMessage, { carrierId, carrier, data }: TraceOfCarrier): MessagePdu[] {
  const attemptOf = attemptsById(message, carrierId);
  const unanswered = new Map<string, { readonly attempt: number | null; readonly command: string }>();
  return data.toReversed().flatMap((pdu): MessagePdu[] => {
    const { message_id: messageId, ...rest } = pdu;
    const told = (attempt: number | null) => [{ ...rest, carrier, attempt }];
    if (messageId !== undefined) return messageId === message.id ? told(pdu.attempt ?? null) : [];
    const place = `${pdu.node} ${pdu.slot} ${pdu.sequence}`;
    if (pdu.direction === 'out') {
      const delivered = unanswered.get(place);
      if (delivered === undefined || pdu.command !== DELIVERED[delivered.command]) return [];
      unanswered.delete(place);
      return told(delivered.attempt);
    }
    if (DELIVERED[pdu.command] === undefined) return [];
    const key = receiptKey(pdu);
    const attempt = key === undefined ? undefined : attemptOf.get(key);
    if (attempt === undefined) {
      // The number is another's by now.
      unanswered.delete(place);
      return [];
    }
    unanswered.set(place, { attempt, command: pdu.command });
    return told(attempt);
  });
}

/** By what the carrier calls the message: the ids of its answers, and those of receipts in whatever form they came. */
function attemptsById({ attempts, receipts }: TracedMessage, carrierId: string): Map<string, number | null> {
  const known = new Map<string, number | null>();
  for (const receipt of receipts) {
    if (receipt.carrierId === carrierId) known.set(smscIdKey(receipt.smscMessageId), receipt.attempt);
  }
  for (const { attempt, smscMessageIds, carrierId: its } of attempts) {
    if (its === carrierId) for (const id of smscMessageIds) known.set(smscIdKey(id), attempt);
  }
  return known;
}

function receiptKey({ fields }: TracedPdu): string | undefined {
  const id = RECEIPT_IDS.flatMap((name) => fields.find((field) => field.name === name)?.value ?? [])[0];
  return id === undefined ? undefined : smscIdKey(id);
}

/** Whether nothing is missing that the log knows of. What was written before its sender was lost, nobody knows. */
function isComplete({ attempts, receipts }: TracedMessage, data: readonly MessagePdu[]): boolean {
  const count = (commands: readonly string[], attempt?: number) =>
    data.filter((pdu) => commands.includes(pdu.command) && (attempt === undefined || pdu.attempt === attempt)).length;
  const haveAttempts = attempts.every(({ attempt, outcome, smscMessageIds }) => {
    if (outcome === 'open' || outcome === 'not_sent') return true;
    const parts = Math.max(1, smscMessageIds.length);
    return count(['submit_sm'], attempt) >= parts && (outcome === 'unknown' || count(ANSWERS, attempt) >= parts);
  });
  return haveAttempts && count(Object.keys(DELIVERED)) >= receipts.length;
}
