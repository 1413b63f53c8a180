import type { Attempt, MessageInspection, ReceiptView } from '@codewire/contracts';
import { statusText } from './status-text';

/** What a carrier is told of a message: what it can look up in its own log, and nothing of the person it was for. */
export interface CarrierReport {
  readonly carrier: string;
  readonly text: string;
}

/**
 * One for each carrier that was to take the message. In English, which is what support desks read, with times in UTC;
 * without number, text, verification and application.
 */
export function carrierReports(message: MessageInspection): CarrierReport[] {
  const carriers = [...new Set(message.attempts.map(({ carrier }) => carrier))];
  return carriers.map((carrier) => {
    const attempts = message.attempts.filter((attempt) => attempt.carrier === carrier);
    const lines = attempts.flatMap((attempt) => [
      ...attemptLines(attempt),
      ...message.receipts.filter((receipt) => receipt.attempt === attempt.attempt).flatMap(receiptLines),
    ]);
    return { carrier, text: [...heading(message, carrier), ...lines].join('\n') };
  });
}

function heading({ id, status, country, sender, encoding, segments }: MessageInspection, carrier: string): string[] {
  return [
    'Please look into this message.',
    '',
    `Account at:       ${carrier}`,
    `Our reference:    ${id}`,
    `State here:       ${status}`,
    `Destination:      ${country ?? 'unknown country'}`,
    `Sender:           ${sender}`,
    `Encoding:         ${encoding}, ${segments === 1 ? '1 segment' : `${segments} segments`}`,
  ];
}

function attemptLines(attempt: Attempt): string[] {
  const { started_at: started, answered_at: answered, outcome, smsc_message_ids: ids } = attempt;
  const status = statusText(attempt);
  return [
    '',
    `submit_sm:        ${utc(started)}`,
    `submit_sm_resp:   ${answered === null || outcome === 'unknown' ? 'none' : utc(answered)}`,
    `command_status:   ${status ?? (outcome === 'submitted' ? 'ESME_ROK 0x00000000' : 'none')}`,
    `SMSC message id:  ${ids.join(', ') || 'none'}`,
  ];
}

function receiptLines({ received_at: at, state, smsc_message_id: id, error_code: code }: ReceiptView): string[] {
  return [`deliver_sm:       ${utc(at)}, ${state}, error ${code ?? 'none'}, id ${id}`];
}

function utc(at: string): string {
  return at.replace('T', ' ').replace('Z', ' UTC');
}
