import type { Receipt } from './receipts.js';
import { messageState, receiptText } from './receipt-text.js';
import type { Switches } from './switches.js';
import { cString, TAG, tlv, writeDelivery, type Address } from './wire.js';

/** One receipt as its number's switches have it written: command and body of a deliver_sm or data_sm. */
export function writeReceipt(receipt: Receipt): { command: number; body: Buffer } {
  const { switches, esmClass } = receipt;
  const isShort = switches.receipt_body === 'short_message' && switches.receipt_command === 'deliver_sm';
  const text = switches.receipt_body === 'empty' ? Buffer.alloc(0) : textOf(receipt);
  const payload = isShort || text.length === 0 ? [] : [tlv(TAG.messagePayload, text)];
  const [source, destination] = addressesOf(receipt);
  return writeDelivery({
    command: switches.receipt_command,
    source,
    destination,
    esmClass,
    dataCoding: switches.receipt_data_coding,
    shortMessage: isShort ? text : Buffer.alloc(0),
    tlvs: Buffer.concat([...payload, ...stateOf(receipt), Buffer.from(switches.receipt_extra_tlvs, 'hex')]),
  });
}

function textOf({ messageId, stat, text, submittedAt, doneAt, switches }: Receipt): Buffer {
  const isConflicting = switches.receipt_tlvs === 'conflicting';
  const fields = {
    id: isConflicting ? '0' : messageId,
    stat: isConflicting ? opposite(stat) : stat,
    err: switches.receipt_err,
    submittedAt,
    doneAt,
    dates: switches.receipt_dates,
    text,
  };
  const written = receiptText(fields, switches.receipt_text);
  return Buffer.concat([Buffer.from(switches.receipt_prefix, 'hex'), Buffer.from(written, 'latin1')]);
}

function opposite(stat: string): string {
  return stat === 'DELIVRD' ? 'UNDELIV' : 'DELIVRD';
}

/** SMPP 3.4 5.3.2.12 and 5.3.2.35: receipted_message_id and message_state. */
function stateOf({ messageId, stat, switches }: Receipt): Buffer[] {
  const wanted = switches.receipt_tlvs;
  const state = messageState(stat);
  const id = wanted === 'none' || wanted === 'state' ? [] : [tlv(TAG.receiptedMessageId, cString(messageId))];
  if (wanted === 'none' || wanted === 'id' || state === null) return id;
  return [...id, tlv(TAG.messageState, Buffer.of(state))];
}

function addressesOf({ handset, sender, switches }: Receipt): [source: Address, destination: Address] {
  const form = switches.receipt_addresses;
  return form === 'swapped' ? [sender, handset] : [writtenAs(handset, form), sender];
}

function writtenAs(handset: Address, form: Switches['receipt_addresses']): Address {
  const digits = handset.address.replace(/^\+/, '');
  if (form === 'plus') return { ...handset, address: `+${digits}` };
  if (form === 'double_zero') return { ...handset, ton: 0, address: `00${digits}` };
  // SMPP 3.4 5.2.5: 2, a national number. The simulator knows no country codes; nine digits are right often enough.
  if (form === 'national') return { ...handset, ton: 2, address: `0${digits.slice(-9)}` };
  return handset;
}
