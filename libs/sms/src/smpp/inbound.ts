import { textOf } from '../encoding/data-coding.js';
import { stripUdh } from '../encoding/user-data-header.js';
import type { DeliveredMessage } from '../receipts/delivered-message.js';
import { isFlaggedReceipt, parseReceipt } from '../receipts/parse-receipt.js';
import type { Connection } from './connection.js';
import type { CountedEvent, InboundMessage, LinkClock, LinkHandlers } from './link.types.js';
import { COMMAND, readHeader, STATUS } from './pdu.js';
import { readDelivered } from './read-delivered.js';

// Handlers under way at once. More are told to come again: memory stays bounded while answers keep being read.
const MOST_IN_FLIGHT = 5_000;
// One that takes longer has failed: the carrier no longer waits for the answer, and the place is another's.
const LONGEST_HANDLING_MS = 30_000;

const UDH_INDICATOR = 0x40;
const MESSAGE_PAYLOAD = 0x0424;

/** What a carrier delivers: read, handed to its handler, and answered only when that has kept it. */
export class Inbound {
  /** What ends each handling before its time. */
  readonly #underWay = new Set<() => void>();

  constructor(
    private readonly handlers: Pick<LinkHandlers, 'onReceipt' | 'onInbound'>,
    private readonly clock: LinkClock,
    private readonly events: { onCounted(event: CountedEvent): void; onSettled(): void },
  ) {}

  get inFlight(): number {
    return this.#underWay.size;
  }

  /** Nobody is left to answer: no handler is waited for any more. */
  abandon(): void {
    for (const end of this.#underWay) end();
  }

  accept(pdu: Buffer, connection: Connection): void {
    const { commandId, sequence } = readHeader(pdu);
    const command = commandId === COMMAND.data_sm ? 'data_sm_resp' : 'deliver_sm_resp';
    const respond = (commandStatus: number) => connection.respond(command, sequence, commandStatus);
    const read = readDelivered(pdu);
    if (read.kind === 'malformed') {
      this.events.onCounted('bad_pdu');
      return respond(read.commandStatus);
    }
    if (this.inFlight >= MOST_IN_FLIGHT) {
      this.events.onCounted('inbound_overflow');
      return respond(STATUS.ESME_RX_T_APPN);
    }
    const handle = this.#handlerFor(read.message);
    if (!handle) return respond(STATUS.ESME_ROK);
    void this.#run(handle, respond);
  }

  #handlerFor(message: DeliveredMessage): (() => Promise<void>) | undefined {
    const receipt = parseReceipt(message);
    if (receipt?.isFlagged === true) return () => this.handlers.onReceipt(receipt);
    if (receipt) return () => this.handlers.onReceipt(receipt, readInbound(message));
    if (isFlaggedReceipt(message)) {
      this.events.onCounted('unreadable_receipt');
      return undefined;
    }
    const { onInbound } = this.handlers;
    if (!onInbound) {
      this.events.onCounted('unhandled_inbound');
      return undefined;
    }
    return () => onInbound.call(this.handlers, readInbound(message));
  }

  async #run(handle: () => Promise<void>, respond: (commandStatus: number) => void): Promise<void> {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const timer = this.clock.after(LONGEST_HANDLING_MS, end);
    this.#underWay.add(end);
    const isKept = await Promise.race([this.#isKept(handle), ended.then(() => false)]);
    timer.cancel();
    this.#underWay.delete(end);
    if (!isKept) this.events.onCounted('handler_failed');
    respond(isKept ? STATUS.ESME_ROK : STATUS.ESME_RX_T_APPN);
    this.events.onSettled();
  }

  async #isKept(handle: () => Promise<void>): Promise<boolean> {
    try {
      await handle();
      return true;
    } catch {
      return false;
    }
  }
}

function readInbound(message: DeliveredMessage): InboundMessage {
  const { shortMessage, tlvs, esmClass } = message;
  const octets = shortMessage.length > 0 ? shortMessage : (tlvs.get(MESSAGE_PAYLOAD) ?? shortMessage);
  const payload = (esmClass & UDH_INDICATOR) !== 0 ? stripUdh(octets).payload : octets;
  return { from: message.sourceAddress, to: message.destinationAddress, text: textOf(payload, message.dataCoding) };
}
