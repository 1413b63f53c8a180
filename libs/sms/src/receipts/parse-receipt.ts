import { decodeText } from '../encoding/text.js';
import { stripUdh } from '../encoding/user-data-header.js';
import type { DeliveredMessage } from './delivered-message.js';
import { readReceiptFields, receiptStateOf, type ReceiptFields } from './receipt-text.js';
import type { Receipt, ReceiptState } from './receipt.js';
import { trimSmscId } from './smsc-id.js';

// SMPP 3.4 5.2.12: delivery receipt and intermediate notification among the message types of esm_class.
const RECEIPT_BITS = 0x04 | 0x20;
const UDH_INDICATOR = 0x40;

// SMPP 3.4 5.3.2.
const RECEIPTED_MESSAGE_ID = 0x001e;
const NETWORK_ERROR_CODE = 0x0423;
const MESSAGE_PAYLOAD = 0x0424;
const MESSAGE_STATE = 0x0427;

// SMPP 3.4 5.2.28; 0 and 9 are from SMPP 5.0 4.7.15. UNKNOWN (7) says nothing, so that the text may.
const STATE_BY_CODE: readonly (ReceiptState | undefined)[] = [
  'enroute',
  'enroute',
  'delivered',
  'expired',
  'deleted',
  'undelivered',
  'accepted',
  undefined,
  'rejected',
  'undelivered',
];

const OPEN_STATES: readonly ReceiptState[] = ['accepted', 'enroute', 'unknown'];

/** True when the carrier itself calls the message a receipt. */
export function isFlaggedReceipt(message: DeliveredMessage): boolean {
  return (message.esmClass & RECEIPT_BITS) !== 0 || message.tlvs.has(RECEIPTED_MESSAGE_ID);
}

/**
 * Reads a receipt from TLVs and, where those say nothing, from the text (SMPP 3.4 appendix B, as carriers bend it).
 * Needs an id, and without a flag also a known state: anyone may send "id:1 stat:on" from a phone. Never throws;
 * undefined when it is no receipt or has no id. Whether an unflagged one is true is for the caller to check.
 */
export function parseReceipt(message: DeliveredMessage): Receipt | undefined {
  const fields = fieldsOf(message);
  const smscMessageId = trimSmscId(textTlv(message, RECEIPTED_MESSAGE_ID) || (fields.id ?? ''));
  const isFlagged = isFlaggedReceipt(message);
  const state = stateOf(message, fields);
  if (smscMessageId === '' || (!isFlagged && state === undefined)) return undefined;
  return {
    smscMessageId,
    state: state ?? 'unknown',
    isFinal: state !== undefined && !OPEN_STATES.includes(state),
    ...details(message, fields),
    from: message.sourceAddress,
    to: message.destinationAddress,
    isFlagged,
  };
}

function stateOf(message: DeliveredMessage, fields: ReceiptFields): ReceiptState | undefined {
  const tlv = message.tlvs.get(MESSAGE_STATE);
  const fromTlv = tlv?.length === 1 ? STATE_BY_CODE[tlv.readUInt8(0)] : undefined;
  return fromTlv ?? (fields.stat === undefined ? undefined : receiptStateOf(fields.stat));
}

/**
 * The text in short_message or message_payload, as octets first: data_coding is wrong in many receipts. So is the header
 * bit, whose header would then be the first octets of the text: it is read with them, and without.
 */
function fieldsOf({ shortMessage, tlvs, esmClass }: DeliveredMessage): ReceiptFields {
  const hasHeader = (esmClass & UDH_INDICATOR) !== 0;
  let best: ReceiptFields = {};
  for (const octets of [shortMessage, tlvs.get(MESSAGE_PAYLOAD)]) {
    if (octets === undefined || octets.length === 0) continue;
    for (const payload of hasHeader ? [octets, stripUdh(octets).payload] : [octets]) {
      for (const text of [payload.toString('latin1'), decodeText(payload, 'UCS-2')]) {
        const fields = readReceiptFields(text);
        if (fields.id !== undefined) return fields;
        if (fields.stat !== undefined && best.stat === undefined) best = fields;
      }
    }
  }
  return best;
}

function details(message: DeliveredMessage, fields: ReceiptFields): Partial<Receipt> {
  const network = message.tlvs.get(NETWORK_ERROR_CODE);
  const [errorCode] = /^[\x21-\x7e]{1,16}$/.exec(fields.err ?? '') ?? [];
  const [doneAtText] = /^\d[\d:T+-]{0,23}/.exec(fields.doneDate ?? '') ?? [];
  const submittedParts = countOf(fields.sub);
  const deliveredParts = countOf(fields.dlvrd);
  return {
    ...(errorCode !== undefined && { errorCode }),
    ...(network?.length === 3 && { networkError: { type: network.readUInt8(0), code: network.readUInt16BE(1) } }),
    ...(submittedParts !== undefined && { submittedParts }),
    ...(deliveredParts !== undefined && { deliveredParts }),
    ...(doneAtText !== undefined && { doneAtText }),
  };
}

function countOf(field: string | undefined): number | undefined {
  return field !== undefined && /^\d{1,3}$/.test(field) ? Number(field) : undefined;
}

function textTlv(message: DeliveredMessage, tag: number): string {
  return trimSmscId(message.tlvs.get(tag)?.toString('latin1') ?? '');
}
