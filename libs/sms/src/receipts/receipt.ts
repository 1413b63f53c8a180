export type ReceiptState =
  'delivered' | 'undelivered' | 'expired' | 'accepted' | 'enroute' | 'deleted' | 'rejected' | 'unknown';

/** What a carrier says about a submitted message. Holds nothing of the message's own text. */
export interface Receipt {
  /** As the carrier wrote it, trimmed. SMPP 3.4 4.4.1: text, whatever it looks like. */
  smscMessageId: string;
  state: ReceiptState;
  /** False for accepted, enroute and unknown: another receipt may follow. */
  isFinal: boolean;
  /** The "err" field as text: carriers send "000", "0032", "E". */
  errorCode?: string;
  /** From the network_error_code TLV (SMPP 3.4 5.3.2.31). */
  networkError?: { type: number; code: number };
  submittedParts?: number;
  deliveredParts?: number;
  /** The carrier's local time in a form of its choice; for people to read. */
  doneAtText?: string;
  /** Source address of the receipt: the phone. */
  from: string;
  to: string;
  /** The carrier marked it as a receipt, by esm_class or TLV. Otherwise a phone's user may have typed it. */
  isFlagged: boolean;
}
