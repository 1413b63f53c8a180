import { SmsInputError } from '../sms-input-error.js';
import { destinationAddress, senderAddress } from './addresses.js';
import { actionFor, commandStatusName } from './command-status.js';
import type { Connection } from './connection.js';
import { Fifo } from './fifo.js';
import type { CountedEvent, LinkClock, SubmitOutcome, SubmitRequest } from './link.types.js';
import { readMessageId, STATUS } from './pdu.js';
import type { Answer } from './pending-requests.js';
import { validityPeriod } from './validity-period.js';

interface Entry {
  request: SubmitRequest;
  fields: Record<string, unknown>;
  settle: (outcome: SubmitOutcome) => void;
}

export interface SubmitsOptions {
  windowSize: number;
  maxQueued: number;
  responseTimeoutMs: number;
}

// SMPP 3.4 5.2.18: sm_length is one octet and 255 is not allowed.
const LONGEST_PAYLOAD = 254;
const UDH_INDICATOR = 0x40;

/** The window and the queue before it. Every submit is settled exactly once, whatever happens to the connection. */
export class Submits {
  readonly #queue = new Fifo<Entry>();
  #connection: Connection | undefined;
  #outstanding = 0;

  constructor(
    private readonly options: SubmitsOptions,
    private readonly clock: LinkClock,
    private readonly events: { onCounted(event: CountedEvent): void; onSettled(): void },
  ) {}

  get outstanding(): number {
    return this.#outstanding;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Lets submits through to a bound connection. */
  open(connection: Connection): void {
    this.#connection = connection;
  }

  /** Nothing more is written; what waits is settled as not sent, what was written awaits its answer. */
  shut(reason: 'not_bound' | 'stopped'): void {
    this.#connection = undefined;
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) {
      entry.settle({ kind: 'not_sent', reason });
    }
  }

  submit(request: SubmitRequest): Promise<SubmitOutcome> {
    const fields = fieldsOf(request);
    if (!fields) return notSent('invalid');
    if (!this.#connection) return notSent('not_bound');
    if (this.clock.now() >= request.expiresAtMs) return notSent('expired');
    if (this.#queue.length >= this.options.maxQueued) return notSent('queue_full');
    return new Promise((settle) => {
      this.#queue.push({ request, fields, settle });
      this.pump();
    });
  }

  /** Writes what the window and the socket allow. */
  pump(): void {
    while (this.#connection?.isWritable && this.#outstanding < this.options.windowSize) {
      const entry = this.#queue.shift();
      if (!entry) return;
      this.#write(entry, this.#connection);
    }
  }

  #write({ request, fields, settle }: Entry, connection: Connection): void {
    const now = this.clock.now();
    if (now >= request.expiresAtMs) return settle({ kind: 'not_sent', reason: 'expired' });
    this.#outstanding++;
    const validity = validityPeriod((request.expiresAtMs - now) / 1_000);
    const isWritten = connection.request(
      'submit_sm',
      { ...fields, validity_period: validity },
      {
        timeoutMs: this.options.responseTimeoutMs,
        settle: (answer) => {
          this.#outstanding--;
          settle(this.#outcomeOf(answer));
          this.pump();
          this.events.onSettled();
        },
      },
    );
    if (!isWritten) {
      this.#outstanding--;
      return settle({ kind: 'not_sent', reason: 'invalid' });
    }
    try {
      request.onWrite?.(now);
    } catch {
      this.events.onCounted('handler_failed');
    }
  }

  #outcomeOf(answer: Answer): SubmitOutcome {
    if (answer.kind === 'closed') return { kind: 'unknown', reason: 'closed' };
    if (answer.kind === 'timeout') {
      this.events.onCounted('response_timeout');
      return { kind: 'unknown', reason: 'timeout' };
    }
    if (answer.commandStatus !== STATUS.ESME_ROK || answer.isNack) {
      const status = answer.commandStatus || STATUS.ESME_RUNKNOWNERR;
      return { kind: 'refused', commandStatus: status, name: commandStatusName(status), action: actionFor(status) };
    }
    const { id, isBroken } = readMessageId(answer.pdu);
    if (isBroken) this.events.onCounted('bad_pdu');
    // Accepted all the same; its receipt cannot be matched.
    if (id === '') this.events.onCounted('missing_message_id');
    return { kind: 'submitted', smscMessageId: id };
  }
}

function notSent(reason: 'not_bound' | 'queue_full' | 'expired' | 'invalid'): Promise<SubmitOutcome> {
  return Promise.resolve({ kind: 'not_sent', reason });
}

/** Fields of submit_sm (SMPP 3.4 4.4.1) but for the time left; undefined when the request does not fit them. */
function fieldsOf(request: SubmitRequest): Record<string, unknown> | undefined {
  const destination = destinationAddress(request.destination);
  if (!destination || request.part.payload.length > LONGEST_PAYLOAD) return undefined;
  try {
    const sender = senderAddress(request.sender);
    return {
      source_addr: sender.address,
      source_addr_ton: sender.ton,
      source_addr_npi: sender.npi,
      destination_addr: destination.address,
      dest_addr_ton: destination.ton,
      dest_addr_npi: destination.npi,
      esm_class: request.part.hasUdh ? UDH_INDICATOR : 0,
      registered_delivery: request.requestReceipt ? 1 : 0,
      // Octets, so that the package neither chooses an alphabet nor a data_coding of its own.
      data_coding: request.dataCoding,
      short_message: request.part.payload,
    };
  } catch (error) {
    if (error instanceof SmsInputError) return undefined;
    throw error;
  }
}
