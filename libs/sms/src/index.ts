export type { Encoding, LongTexts } from './encoding/segments.js';
export {
  decodeText,
  encodeText,
  measureText,
  type EncodedPart,
  type EncodedText,
  type EncodeOptions,
  type ForeignCharacter,
  type TextMeasure,
} from './encoding/text.js';
export { TextReferences } from './encoding/text-references.js';
export { gsmReplacement, transliterate } from './encoding/transliterate.js';
export { stripUdh, type Concatenation } from './encoding/user-data-header.js';
export type { DeliveredMessage } from './receipts/delivered-message.js';
export { parseReceipt } from './receipts/parse-receipt.js';
export { isAddressOf, phoneTail } from './receipts/phone-address.js';
export type { Receipt, ReceiptState } from './receipts/receipt.js';
export { smscIdForms, smscIdKey, smscIdKeyAs, type SmscIdForm } from './receipts/smsc-id.js';
export { SmsInputError, type SmsInputFault } from './sms-input-error.js';
export { senderAddress, type Address } from './smpp/addresses.js';
export {
  actionFor,
  commandStatusName,
  describeStatus,
  isKnownStatus,
  NAMED_STATUSES,
  type CarrierAction,
  type StatusActions,
  type StatusDescription,
} from './smpp/command-status.js';
export { CredentialRefusals } from './smpp/credential-refusals.js';
export { decodePdu, type DecodedField, type DecodedPdu } from './smpp/decode-pdu.js';
export { PduFramer, type Frames } from './smpp/framer.js';
export { SmppLink } from './smpp/link.js';
export type {
  CountedEvent,
  InboundMessage,
  LinkClock,
  LinkDirection,
  LinkHandlers,
  LinkOptions,
  LinkReason,
  LinkSnapshot,
  LinkState,
  LinkTls,
  StateChange,
  SubmitOutcome,
  SubmitRequest,
  TimerHandle,
  TracedOctets,
} from './smpp/link.types.js';
export { probeCarrier } from './smpp/probe.js';
export type { ProbeCause, ProbeOptions, ProbeResult, ProbeStep } from './smpp/probe.types.js';
export { fitsSubmit, submitBody } from './smpp/submit-body.js';
export { DEFAULT_STYLE, type NumberingPlan, type SenderKind, type SubmitStyle, type Tlv } from './smpp/submit-style.js';
export { systemClock } from './smpp/system-clock.js';
export { validityPeriod } from './smpp/validity-period.js';
