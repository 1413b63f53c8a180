import { stripUdh, type Encoding } from '@codewire/sms';
import type { Faults, FaultScope } from './faults.js';
import { encodingOf, type Handsets } from './handsets.js';
import { parseHandsetNumber } from './numbers.js';
import { isReceiptAsked } from './receipt-text.js';
import type { Receipts } from './receipts.js';
import type { Submissions } from './submissions.js';
import { STATUS, type Submit } from './wire.js';

/** How a submit_sm is answered: with what, after how long; null when it is never answered. */
export type SubmitAnswer = { status: number; messageId: string | null; delayMs: number } | null;

export interface SubmitDependencies {
  faults: Faults;
  receipts: Receipts;
  /** Null when nothing is to be kept. */
  kept: { handsets: Handsets; submissions: Submissions } | null;
  nextMessageId: () => string;
  /** Milliseconds since the epoch, with fractions. */
  now: () => number;
}

/** SMPP 3.4 5.2.12: the short message begins with a user data header. */
const UDH_INDICATOR = 0x40;

/** A submit_sm and what was found out about it; number and encoding are null when no handset can have them. */
interface Arrival {
  submit: Submit;
  systemId: string;
  number: string | null;
  encoding: Encoding | null;
  userData: ReturnType<typeof stripUdh>;
  receivedAt: number;
}

/**
 * What the carrier does with one submit_sm from a bound account: judges it by the switches of its number, puts it on
 * the handset, schedules its receipt, records it. A message whose answer is slow or never comes was still taken.
 */
export class Submits {
  total = 0;
  readonly #uses: SubmitDependencies;

  constructor(uses: SubmitDependencies) {
    this.#uses = uses;
  }

  take(submit: Submit, systemId: string): SubmitAnswer {
    this.total += 1;
    const number = parseHandsetNumber(submit.destination.address);
    const arrival = {
      submit,
      systemId,
      number,
      encoding: encodingOf(submit.dataCoding),
      userData: (submit.esmClass & UDH_INDICATOR) === 0 ? { payload: submit.octets } : stripUdh(submit.octets),
      receivedAt: this.#uses.now(),
    };
    const scope = number === null ? this.#uses.faults.global : this.#uses.faults.of(number);
    const status = judge(arrival, scope);
    const messageId = status === STATUS.ok ? this.#uses.nextMessageId() : null;
    if (messageId !== null) this.#deliver(arrival, messageId, scope);
    const isAnswered = scope.switches.answer === 'normal';
    this.#record(arrival, messageId, isAnswered ? status : null);
    return isAnswered ? { status, messageId, delayMs: scope.switches.answer_delay_ms } : null;
  }

  #deliver(
    { submit, systemId, number, encoding, userData, receivedAt }: Arrival,
    messageId: string,
    scope: FaultScope,
  ) {
    const { receipt, receipt_delay_ms: delayMs } = scope.switches;
    const outcome = receipt === 'fail' ? 'undelivered' : 'delivered';
    if (outcome === 'delivered' && number !== null && encoding !== null) {
      const { concatenation, payload: octets } = userData;
      this.#uses.kept?.handsets.receive({ number, from: submit.source.address, encoding, concatenation, octets });
    }
    if (receipt === 'none' || !isReceiptAsked(submit.registeredDelivery, outcome)) return;
    const { destination: handset, source: sender } = submit;
    this.#uses.receipts.schedule({ messageId, systemId, handset, sender, outcome, submittedAt: receivedAt }, delayMs);
  }

  #record(
    { submit, systemId, number, userData, receivedAt }: Arrival,
    messageId: string | null,
    status: number | null,
  ) {
    this.#uses.kept?.submissions.record({
      received_at: receivedAt,
      number: number ?? submit.destination.address,
      system_id: systemId,
      sequence: submit.sequence,
      data_coding: submit.dataCoding,
      esm_class: submit.esmClass,
      validity_period: submit.validityPeriod,
      registered_delivery: submit.registeredDelivery,
      parts: userData.concatenation?.total ?? 1,
      part: userData.concatenation?.sequence ?? 1,
      message_id: messageId,
      status,
    });
  }
}

/** The command_status for a submit. Only one that could be delivered counts for the throttle. */
function judge({ number, encoding, receivedAt }: Arrival, scope: FaultScope): number {
  if (number === null) return STATUS.invalidDestination;
  if (encoding === null) return STATUS.invalidDataCoding;
  if (scope.switches.refuse_status !== null) return scope.switches.refuse_status;
  return scope.passThrottle(receivedAt) ? STATUS.ok : STATUS.throttled;
}

/**
 * Ids that do not repeat, nor after a restart: seconds since the epoch, 16 random bits, a counter, in 20 hex digits.
 * SMPP 3.4 5.2.23: message_id is text of at most 64 characters.
 */
export function createMessageIds(epochSeconds: number, random: number): () => string {
  const prefix = hex(epochSeconds, 8) + hex(random, 4);
  let count = 0;
  return () => prefix + hex(++count, 8);
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0').slice(-width);
}
