import type { Receipt } from '../receipts/receipt.js';
import { SHAPE_QUIRKS } from './receipt-shape-quirks.js';
import { TEXT_QUIRKS } from './receipt-text-quirks.js';

/** A deliver_sm or data_sm as carriers send it, octet by octet in hex, and what of it is to be read. */
export interface ReceiptQuirk {
  readonly about: string;
  readonly promise: string;
  readonly pdu: string;
  /** Undefined: it is no receipt. */
  readonly read: Partial<Receipt> | undefined;
}

/**
 * Written after what users of other clients reported, not by a codec of ours: number 7 from 12125551212 to "me" unless the
 * promise says otherwise. Also what mutations of octets start from.
 */
export const RECEIPT_QUIRKS: readonly ReceiptQuirk[] = [...TEXT_QUIRKS, ...SHAPE_QUIRKS];
