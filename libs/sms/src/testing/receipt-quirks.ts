import type { Receipt } from '../receipts/receipt.js';

/** A deliver_sm or data_sm as carriers send it, octet by octet in hex, and what of it is to be read. */
export interface ReceiptQuirk {
  readonly about: string;
  readonly promise: string;
  readonly pdu: string;
  /** Undefined: it is no receipt. */
  readonly read: Partial<Receipt> | undefined;
}

/**
 * Written by hand from the texts that users of other clients reported, not by a codec of ours: number 7 from 12125551212
 * to "me" unless the promise says otherwise. Also what mutations of octets start from.
 */
export const RECEIPT_QUIRKS: readonly ReceiptQuirk[] = [
  {
    about: 'fields of the text',
    promise: 'text as the standard prints it is read',
    pdu: '0000009d00000005000000000000000700010131323132353535313231320001016d65000400000000000000006f6964',
    read: {
      smscMessageId: '0123456789',
      state: 'delivered',
      isFinal: true,
      errorCode: '000',
      submittedParts: 1,
      deliveredParts: 1,
      doneAtText: '2611231201',
    },
  },
  {
    about: 'fields of the text',
    promise: 'text without sub is read',
    pdu: '0000009500000005000000000000000700010131323132353535313231320001016d6500040000000000000000676964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, deliveredParts: 1 },
  },
  {
    about: 'fields of the text',
    promise: 'text without dlvrd is read',
    pdu: '0000009300000005000000000000000700010131323132353535313231320001016d6500040000000000000000656964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, submittedParts: 1 },
  },
  {
    about: 'fields of the text',
    promise: 'text without a submit date is read',
    pdu: '0000008600000005000000000000000700010131323132353535313231320001016d6500040000000000000000586964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, doneAtText: '2611231201' },
  },
  {
    about: 'fields of the text',
    promise: 'text without a done date is read',
    pdu: '0000008800000005000000000000000700010131323132353535313231320001016d65000400000000000000005a6964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, errorCode: '000' },
  },
  {
    about: 'fields of the text',
    promise: 'text without err is read',
    pdu: '0000009500000005000000000000000700010131323132353535313231320001016d6500040000000000000000676964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, doneAtText: '2611231201' },
  },
  {
    about: 'fields of the text',
    promise: 'text without text is read',
    pdu: '0000008e00000005000000000000000700010131323132353535313231320001016d6500040000000000000000606964',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, errorCode: '000' },
  },
  {
    about: 'fields of the text',
    promise: 'text without stat has a state that nobody knows',
    pdu: '0000009000000005000000000000000700010131323132353535313231320001016d6500040000000000000000626964',
    read: { smscMessageId: '0123456789', state: 'unknown', isFinal: false },
  },
  {
    about: 'fields of the text',
    promise: 'text without an id is no receipt',
    pdu: '0000008f00000005000000000000000700010131323132353535313231320001016d6500040000000000000000617375',
    read: undefined,
  },
  {
    about: 'fields of the text',
    promise: 'text in another order is read',
    pdu: '0000008e00000005000000000000000700010131323132353535313231320001016d6500040000000000000000606572',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, errorCode: '000' },
  },
  {
    about: 'fields of the text',
    promise: 'text in upper case is read',
    pdu: '0000009d00000005000000000000000700010131323132353535313231320001016d65000400000000000000006f4944',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, errorCode: '000' },
  },
  {
    about: 'fields of the text',
    promise: 'text with "Text:" and blanks around is read',
    pdu: '000000bb00000005000000000000000700010131323132353535313231320001016d65000400000000000000008d2020',
    read: { smscMessageId: '0123456789', state: 'delivered', isFinal: true, errorCode: '000' },
  },
  {
    about: 'states',
    promise: 'stat "ACKED" is enroute, and final: no',
    pdu: '0000004600000005000000000000000700010131323132353535313231320001016d6500040000000000000000186964',
    read: { smscMessageId: 'a1', state: 'enroute', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "BUFFRED" is enroute, and final: no',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'enroute', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "BUFFERD" is enroute, and final: no',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'enroute', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "ACCEPTD" is accepted, and final: no',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'accepted', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "FAILED" is undelivered, and final: yes',
    pdu: '0000004700000005000000000000000700010131323132353535313231320001016d6500040000000000000000196964',
    read: { smscMessageId: 'a1', state: 'undelivered', isFinal: true },
  },
  {
    about: 'states',
    promise: 'stat "UNDELIV" is undelivered, and final: yes',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'undelivered', isFinal: true },
  },
  {
    about: 'states',
    promise: 'stat "DELIV" is delivered, and final: yes',
    pdu: '0000004600000005000000000000000700010131323132353535313231320001016d6500040000000000000000186964',
    read: { smscMessageId: 'a1', state: 'delivered', isFinal: true },
  },
  {
    about: 'states',
    promise: 'stat "DELIVRD  " is delivered, and final: yes',
    pdu: '0000004a00000005000000000000000700010131323132353535313231320001016d65000400000000000000001c6964',
    read: { smscMessageId: 'a1', state: 'delivered', isFinal: true },
  },
  {
    about: 'states',
    promise: 'stat "DELAYED" is unknown, and final: no',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "D" is unknown, and final: no',
    pdu: '0000004200000005000000000000000700010131323132353535313231320001016d6500040000000000000000146964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "DELIVERY", which no one knows, is never delivered',
    pdu: '0000004900000005000000000000000700010131323132353535313231320001016d65000400000000000000001b6964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "DONE", which no one knows, is never delivered',
    pdu: '0000004500000005000000000000000700010131323132353535313231320001016d6500040000000000000000176964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "OK", which no one knows, is never delivered',
    pdu: '0000004300000005000000000000000700010131323132353535313231320001016d6500040000000000000000156964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'states',
    promise: 'stat "2", which no one knows, is never delivered',
    pdu: '0000004200000005000000000000000700010131323132353535313231320001016d6500040000000000000000146964',
    read: { smscMessageId: 'a1', state: 'unknown', isFinal: false },
  },
  {
    about: 'error codes',
    promise: 'err "0032" is kept as the text it is',
    pdu: '0000004900000005000000000000000700010131323132353535313231320001016d65000400000000000000001b6964',
    read: { smscMessageId: 'a1', state: 'undelivered', errorCode: '0032' },
  },
  {
    about: 'error codes',
    promise: 'err "00A" is kept as the text it is',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'undelivered', errorCode: '00A' },
  },
  {
    about: 'error codes',
    promise: 'err "E" is kept as the text it is',
    pdu: '0000004600000005000000000000000700010131323132353535313231320001016d6500040000000000000000186964',
    read: { smscMessageId: 'a1', state: 'undelivered', errorCode: 'E' },
  },
  {
    about: 'error codes',
    promise: 'err "0000" is kept as the text it is',
    pdu: '0000004900000005000000000000000700010131323132353535313231320001016d65000400000000000000001b6964',
    read: { smscMessageId: 'a1', state: 'undelivered', errorCode: '0000' },
  },
  {
    about: 'error codes',
    promise: 'err that is missing is none, and network_error_code stands beside it',
    pdu: '0000004700000005000000000000000700010131323132353535313231320001016d6500040000000000000000126964',
    read: { smscMessageId: 'a1', state: 'undelivered', networkError: { type: 3, code: 38 } },
  },
  {
    about: 'dates',
    promise: 'a done date of 10 characters (2611231201) does not fail it',
    pdu: '0000005d00000005000000000000000700010131323132353535313231320001016d65000400000000000000002f6964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '2611231201', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of 12 characters (261123120159) does not fail it',
    pdu: '0000005f00000005000000000000000700010131323132353535313231320001016d6500040000000000000000316964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '261123120159', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of 14 characters (20261123120159) does not fail it',
    pdu: '0000006100000005000000000000000700010131323132353535313231320001016d6500040000000000000000336964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '20261123120159', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of 16 characters (2611231201590030) does not fail it',
    pdu: '0000006300000005000000000000000700010131323132353535313231320001016d6500040000000000000000356964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '2611231201590030', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of 16 characters (180711070003912+) does not fail it',
    pdu: '0000006300000005000000000000000700010131323132353535313231320001016d6500040000000000000000356964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '180711070003912+', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of 10 characters (0000000000) does not fail it',
    pdu: '0000005d00000005000000000000000700010131323132353535313231320001016d65000400000000000000002f6964',
    read: { smscMessageId: 'a1', state: 'delivered', doneAtText: '0000000000', errorCode: '000' },
  },
  {
    about: 'dates',
    promise: 'a done date of words does not fail it',
    pdu: '0000005700000005000000000000000700010131323132353535313231320001016d6500040000000000000000296964',
    read: { smscMessageId: 'a1', state: 'delivered', errorCode: '000' },
  },
  {
    about: 'TLVs',
    promise: 'id and state as TLVs, without a text',
    pdu: '0000003b00000005000000000000000700010131323132353535313231320001016d650004000000000000000000001e',
    read: { smscMessageId: '7b1', state: 'delivered', isFinal: true },
  },
  {
    about: 'TLVs',
    promise: 'id as TLV, state in the text',
    pdu: '0000004200000005000000000000000700010131323132353535313231320001016d65000400000000000000000c7374',
    read: { smscMessageId: '7b1', state: 'expired' },
  },
  {
    about: 'TLVs',
    promise: 'state as TLV, id in the text',
    pdu: '0000003700000005000000000000000700010131323132353535313231320001016d6500040000000000000000046964',
    read: { smscMessageId: '9', state: 'undelivered' },
  },
  {
    about: 'TLVs',
    promise: 'id as TLV and no state anywhere: nobody knows it',
    pdu: '0000003600000005000000000000000700010131323132353535313231320001016d650004000000000000000000001e',
    read: { smscMessageId: '7b1', state: 'unknown', isFinal: false },
  },
  {
    about: 'TLVs',
    promise: 'TLVs before the text where they differ in id and state',
    pdu: '0000004c00000005000000000000000700010131323132353535313231320001016d6500040000000000000000116964',
    read: { smscMessageId: '7b1', state: 'delivered' },
  },
  {
    about: 'long and padded ids',
    promise: 'an id of 65 characters is kept whole',
    pdu: '0000007f00000005000000000000000700010131323132353535313231320001016d6500040000000000000000516964',
    read: { smscMessageId: 'f'.repeat(65), state: 'delivered' },
  },
  {
    about: 'long and padded ids',
    promise: 'an id TLV of 65 octets is kept whole',
    pdu: '0000007900000005000000000000000700010131323132353535313231320001016d650004000000000000000000001e',
    read: { smscMessageId: 'e'.repeat(65), state: 'delivered' },
  },
  {
    about: 'long and padded ids',
    promise: 'an id padded with a blank and a NUL is trimmed',
    pdu: '0000003c00000005000000000000000700010131323132353535313231320001016d650004000000000000000000001e',
    read: { smscMessageId: '123', state: 'delivered' },
  },
  {
    about: 'long and padded ids',
    promise: 'an id with a NUL behind, in the text, is trimmed',
    pdu: '0000004300000005000000000000000700010131323132353535313231320001016d6500040000000000000000156964',
    read: { smscMessageId: '123', state: 'delivered' },
  },
  {
    about: 'states on the way',
    promise: 'esm_class 0x20, ENROUTE: known to be on its way, not final',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65002000000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'enroute', isFinal: false, isFlagged: true },
  },
  {
    about: 'states on the way',
    promise: 'ACCEPTD as TLV is not delivered',
    pdu: '0000003a00000005000000000000000700010131323132353535313231320001016d650004000000000000000000001e',
    read: { smscMessageId: 'a1', state: 'accepted', isFinal: false },
  },
  {
    about: 'data_coding and header bit',
    promise: 'ASCII octets flagged as UCS-2 are read',
    pdu: '000000c10000000500000000000000070000003132313235353531323132000101416c65727473000400000000000008',
    read: { smscMessageId: 'S21311242091636504458661711', state: 'delivered', doneAtText: '170609163657' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'octets of binary before "id:" are passed over',
    pdu: '0000004d00000005000000000000000700010131323132353535313231320001016d65000400000000000008001f01ff',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'true UCS-2 is read, odd octet behind or not',
    pdu: '0000005300000005000000000000000700010131323132353535313231320001016d6500040000000000000800250069',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'a text whose own words are UCS-2 is read',
    pdu: '0000005400000005000000000000000700010131323132353535313231320001016d6500040000000000000800266964',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'a header bit set on a text without a header costs it nothing',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65004400000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'a header that is there is passed over, though its last octet is a letter',
    pdu: '0000004e00000005000000000000000700010131323132353535313231320001016d6500440000000000000000200500',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'data_coding and header bit',
    promise: 'UCS-2 behind a header of seven octets is read',
    pdu: '0000005900000005000000000000000700010131323132353535313231320001016d65004400000000000008002b0608',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'message_payload and data_sm',
    promise: 'a text in message_payload, with sm_length 0, is read',
    pdu: '0000004c00000005000000000000000700010131323132353535313231320001016d6500040000000000000000000424',
    read: { smscMessageId: 'a1', state: 'undelivered' },
  },
  {
    about: 'message_payload and data_sm',
    promise: 'data_sm with the text in message_payload is read',
    pdu: '0000004500000103000000000000000700010131323132353535313231320001016d65000400000424001a69643a6131',
    read: { smscMessageId: 'a1', state: 'expired' },
  },
  {
    about: 'message_payload and data_sm',
    promise: 'data_sm with TLVs alone is read',
    pdu: '0000003300000103000000000000000700010131323132353535313231320001016d6500040000001e00036131000427',
    read: { smscMessageId: 'a1', state: 'delivered' },
  },
  {
    about: 'the flag',
    promise: 'esm_class 0 with id and stat may be one: nobody flagged it',
    pdu: '0000004800000005000000000000000700010131323132353535313231320001016d65000000000000000000001a6964',
    read: { smscMessageId: 'a1', state: 'delivered', isFlagged: false },
  },
  {
    about: 'the flag',
    promise: 'esm_class 0 with a receipted_message_id is one',
    pdu: '0000003a00000005000000000000000700010131323132353535313231320001016d650000000000000000000000001e',
    read: { smscMessageId: 'a1', state: 'delivered', isFlagged: true },
  },
  {
    about: 'the flag',
    promise: '"id:1 stat:on" from a phone is none',
    pdu: '0000003a00000005000000000000000700010131323132353535313231320001016d65000000000000000000000c6964',
    read: undefined,
  },
  {
    about: 'addresses',
    promise: 'source and destination swapped: the id is read all the same',
    pdu: '000000400000000500000000000000070001016d65000101313231323535353132313200040000000000000000126964',
    read: { smscMessageId: 'a1', state: 'delivered', from: 'me', to: '12125551212' },
  },
  {
    about: 'addresses',
    promise: 'a phone written +12125551212 is told as it came',
    pdu: '000000410000000500000000000000070001012b31323132353535313231320001016d65000400000000000000001269',
    read: { smscMessageId: 'a1', from: '+12125551212' },
  },
  {
    about: 'addresses',
    promise: 'a phone written 0012125551212 is told as it came',
    pdu: '00000042000000050000000000000007000101303031323132353535313231320001016d650004000000000000000012',
    read: { smscMessageId: 'a1', from: '0012125551212' },
  },
  {
    about: 'addresses',
    promise: 'a phone written 02125551212 is told as it came',
    pdu: '0000004000000005000000000000000700010130323132353535313231320001016d6500040000000000000000126964',
    read: { smscMessageId: 'a1', from: '02125551212' },
  },
];
