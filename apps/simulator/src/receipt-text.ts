/** How a message ended, as its receipt tells it (SMPP 3.4 appendix B and 5.2.28). */
export type ReceiptOutcome = 'delivered' | 'undelivered';

const OUTCOMES = {
  delivered: { stat: 'DELIVRD', delivered: '001', error: '000', messageState: 2 },
  undelivered: { stat: 'UNDELIV', delivered: '000', error: '001', messageState: 5 },
} as const;

/** The message_state TLV for an outcome. */
export function messageState(outcome: ReceiptOutcome): number {
  return OUTCOMES[outcome].messageState;
}

/** The customary text of a receipt. `text:` stays empty: it would carry the first characters of the message, a code with it. */
export function receiptText(receipt: {
  messageId: string;
  outcome: ReceiptOutcome;
  submittedAt: number;
  doneAt: number;
}): string {
  const { stat, delivered, error } = OUTCOMES[receipt.outcome];
  const dates = `submit date:${minute(receipt.submittedAt)} done date:${minute(receipt.doneAt)}`;
  return `id:${receipt.messageId} sub:001 dlvrd:${delivered} ${dates} stat:${stat} err:${error} text:`;
}

/** YYMMDDhhmm in UTC, of milliseconds since the epoch. */
function minute(at: number): string {
  const iso = new Date(at).toISOString();
  return iso.slice(2, 4) + iso.slice(5, 7) + iso.slice(8, 10) + iso.slice(11, 13) + iso.slice(14, 16);
}

/** Whether registered_delivery asks for a receipt on this outcome (SMPP 3.4 5.2.17; 3 = on success: SMPP 5.0 4.7.21). */
export function isReceiptAsked(registeredDelivery: number, outcome: ReceiptOutcome): boolean {
  const asked = registeredDelivery & 0x03;
  return asked === 1 || (asked === 2 && outcome === 'undelivered') || (asked === 3 && outcome === 'delivered');
}
