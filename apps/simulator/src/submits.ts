import { readUserData, type Concatenation, type Encoding } from './alphabet.js';
import { DelayQueue } from './delay-queue.js';
import type { Faults, FaultScope } from './faults.js';
import { encodingOf, type ArrivingPart, type Handsets } from './handsets.js';
import { formatId, type IdKind } from './message-ids.js';
import { parseHandsetNumber } from './numbers.js';
import { isReceiptAsked, STAT } from './receipt-text.js';
import type { NewReceipt, ReceiptPath, Receipts } from './receipts.js';
import type { Submissions } from './submissions.js';
import { STATUS, TAG, type Submit } from './wire.js';

/** What became of a submit_sm, and how its answer is to be given. */
export interface Taken {
  status: number;
  /** As the answer writes it; null when the submit was refused. */
  messageId: string | null;
  /** The set that rules how and when it is answered. */
  scope: FaultScope;
  /** Receipts that are written together with the answer, in one chunk. */
  receipts: NewReceipt[];
}

/** The session a submit came on. */
export interface Submitter extends ReceiptPath {
  readonly id: number;
}

export interface SubmitDependencies {
  faults: Faults;
  receipts: Receipts;
  /** Null when nothing is to be kept. */
  kept: { handsets: Handsets; submissions: Submissions } | null;
  nextMessageId: (kind: IdKind) => string;
  /** Milliseconds since the epoch, with fractions. */
  now: () => number;
}

/** A submit_sm and what was found out about it; number and encoding are null when no handset can have them. */
interface Arrival {
  submit: Submit;
  submitter: Submitter;
  number: string | null;
  encoding: Encoding | null;
  userData: { payload: Buffer; concatenation?: Concatenation };
  receivedAt: number;
}

/** An appended text may hold 20 characters of the message (SMPP 3.4 appendix B). */
const ECHOED = 20;
const MOST_WHOLES = 10_000;

/**
 * What the carrier does with one submit_sm from a bound account: judges it by the switches of its number, puts it on
 * the handset, schedules its receipt, records it. A message whose answer is slow or never comes was still taken.
 */
export class Submits {
  total = 0;
  readonly #uses: SubmitDependencies;
  /** The ids of long messages' parts, while some are missing. */
  readonly #wholes = new Map<string, Map<number, string>>();
  readonly #underway: DelayQueue<ArrivingPart>;

  constructor(uses: SubmitDependencies) {
    this.#uses = uses;
    this.#underway = new DelayQueue(uses.now, (due) => due.forEach((part) => uses.kept?.handsets.receive(part)));
  }

  /** Forgets what is on its way to a handset. */
  close(): void {
    this.#underway.close();
  }

  take(submit: Submit, submitter: Submitter): Taken {
    this.total += 1;
    const number = parseHandsetNumber(submit.destination.address);
    const arrival = {
      submit,
      submitter,
      number,
      encoding: encodingOf(submit.dataCoding),
      userData: readUserData(submit),
      receivedAt: this.#uses.now(),
    };
    const scope = this.#uses.faults.of(number ?? '', submitter.systemId);
    const { message_id: kind, answer_id: form, answer } = scope.switches;
    const status = judge(arrival, scope);
    const id = status === STATUS.ok ? this.#uses.nextMessageId(kind) : null;
    const receipts = id === null ? [] : this.#deliver(arrival, id, scope);
    const messageId = id === null ? null : formatId(id, kind, form);
    this.#record(arrival, messageId, answer === 'never' ? null : status);
    return { status, messageId, scope, receipts };
  }

  /** Puts it on the handset, schedules its receipts, and gives those that go with the answer. */
  #deliver(arrival: Arrival, id: string, scope: FaultScope): NewReceipt[] {
    const { submit, number, encoding, userData } = arrival;
    const { switches } = scope;
    if (switches.receipt !== 'fail' && switches.handset === 'shows' && number !== null && encoding !== null) {
      const { concatenation, payload: octets } = userData;
      this.#arrive({ number, from: submit.source.address, encoding, concatenation, octets }, switches.handset_delay_ms);
    }
    const receipts = this.#receiptsOf(arrival, id, scope);
    if (switches.receipt_when !== 'after_delay') return receipts;
    for (const receipt of receipts) this.#uses.receipts.schedule(receipt, switches.receipt_delay_ms);
    return [];
  }

  #arrive(part: ArrivingPart, delayMs: number): void {
    if (delayMs === 0) this.#uses.kept?.handsets.receive(part);
    // The octets are a view of a read buffer, which what waits must not hold on to.
    else this.#underway.add({ ...part, octets: Buffer.from(part.octets) }, delayMs);
  }

  #receiptsOf(arrival: Arrival, id: string, { switches }: FaultScope): NewReceipt[] {
    const { submit, submitter, userData, receivedAt } = arrival;
    const part = userData.concatenation?.sequence ?? 1;
    const isFailed = switches.receipt === 'fail' || switches.receipt_fail_part === part;
    const outcome = isFailed ? 'undelivered' : 'delivered';
    const told = this.#toldId(arrival, id, switches.receipt_parts);
    if (told === null || switches.receipt === 'none') return [];
    if (!isReceiptAsked(submit.registeredDelivery, outcome)) return [];
    const receipt: Omit<NewReceipt, 'stat' | 'esmClass'> = {
      messageId: formatId(told, switches.message_id, switches.receipt_id),
      systemId: submitter.systemId,
      handset: submit.destination,
      sender: submit.source,
      text: userData.payload.toString('latin1', 0, ECHOED),
      submittedAt: receivedAt,
      switches,
      origin: submitter,
    };
    const intermediate = (stat: string) => ({ ...receipt, stat, esmClass: switches.intermediate_esm_class });
    const last = { ...receipt, stat: switches.receipt_stat ?? STAT[outcome], esmClass: switches.receipt_esm_class };
    return [
      ...switches.receipt_before.map(intermediate),
      ...Array.from({ length: switches.receipt_copies }, () => last),
      ...switches.receipt_after.map(intermediate),
    ];
  }

  /** Which id a receipt for this part names; null when the part has none. A whole text's is its first part's. */
  #toldId({ submit, submitter, number, userData }: Arrival, id: string, parts: 'each' | 'first' | 'last' | 'one') {
    const { concatenation } = userData;
    if (!concatenation || parts === 'each') return id;
    const { reference, total, sequence } = concatenation;
    if (parts === 'first') return sequence === 1 ? id : null;
    if (parts === 'last') return sequence === total ? id : null;
    const key = [submitter.systemId, number, submit.source.address, reference, total].join(' ');
    const whole = this.#wholes.get(key) ?? new Map<number, string>();
    whole.set(sequence, id);
    this.#wholes.delete(key);
    if (whole.size === total) return whole.get(1)!;
    this.#wholes.set(key, whole);
    if (this.#wholes.size > MOST_WHOLES) this.#wholes.delete(this.#wholes.keys().next().value!);
    return null;
  }

  #record(
    { submit, submitter, number, userData, receivedAt }: Arrival,
    messageId: string | null,
    status: number | null,
  ) {
    this.#uses.kept?.submissions.record({
      received_at: receivedAt,
      number: number ?? submit.destination.address,
      system_id: submitter.systemId,
      session: submitter.id,
      sequence: submit.sequence,
      source: submit.source,
      destination: submit.destination,
      data_coding: submit.dataCoding,
      esm_class: submit.esmClass,
      validity_period: submit.validityPeriod,
      registered_delivery: submit.registeredDelivery,
      tlvs: hexTlvs(submit.tlvs),
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
  const refusal = scope.takeRefusal();
  if (refusal !== null) return refusal;
  const isNacked = scope.switches.answer === 'generic_nack' || scope.switches.answer === 'generic_nack_0';
  if (isNacked) return STATUS.systemError;
  return scope.passThrottle(receivedAt, number) ? STATUS.ok : scope.switches.throttle_status;
}

function hexTlvs(tlvs: ReadonlyMap<number, Buffer>): Record<string, string> {
  const shown = [...tlvs].filter(([tag]) => tag !== TAG.messagePayload);
  return Object.fromEntries(shown.map(([tag, value]) => [tag.toString(16).padStart(4, '0'), value.toString('hex')]));
}
