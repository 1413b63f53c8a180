import net from 'node:net';
import { PduFramer } from './framer.js';
import type { CountedEvent, LinkClock, LinkReason, TimerHandle } from './link.types.js';
import {
  COMMAND,
  encodeRequest,
  encodeResponse,
  readHeader,
  RESPONSE_BIT,
  STATUS,
  type PduHeader,
  type RequestCommand,
  type ResponseCommand,
} from './pdu.js';
import { PendingRequests, type AwaitedAnswer } from './pending-requests.js';

// A peer that neither reads nor closes: what it owes us would fill the memory.
const LONGEST_BACKLOG_OCTETS = 1_048_576;
const FLUSH_MS = 1_000;

export interface ConnectionEvents {
  onOpen(): void;
  /** A deliver_sm or data_sm, whole; the answer is the receiver's to send. */
  onDelivered(pdu: Buffer): void;
  onUnbind(sequence: number): void;
  onWritable(): void;
  /** Once, after every pending request was settled as closed. */
  onClose(reason: LinkReason): void;
  onCounted(event: CountedEvent): void;
}

/** One TCP connection from connect to close: frames, answers, matches. A new one is made for each attempt. */
export class Connection {
  readonly #socket: net.Socket;
  readonly #framer = new PduFramer();
  readonly #pending: PendingRequests;
  readonly #connectTimer: TimerHandle;
  #isClosed = false;
  #pdusRead = 0;

  constructor(
    target: { host: string; port: number; connectTimeoutMs: number },
    private readonly clock: LinkClock,
    private readonly events: ConnectionEvents,
  ) {
    this.#pending = new PendingRequests(clock);
    this.#connectTimer = clock.after(target.connectTimeoutMs, () => this.close('connect_timeout'));
    this.#socket = net.connect({ host: target.host, port: target.port });
    this.#listen();
  }

  /** False while the socket's buffer is full: hold back what can wait. */
  get isWritable(): boolean {
    return !this.#isClosed && !this.#socket.writableNeedDrain;
  }

  get pdusRead(): number {
    return this.#pdusRead;
  }

  /** Writes a request; settle is called exactly once, later. False when nothing was written: settle is not called then. */
  request(command: RequestCommand, fields: Record<string, unknown>, answer: AwaitedAnswer): boolean {
    if (this.#isClosed) return false;
    const sequence = this.#pending.nextSequence();
    const octets = encodeRequest(command, sequence, fields);
    if (!octets) return false;
    this.#pending.add(sequence, { commandId: COMMAND[command], ...answer });
    this.#write(octets);
    return true;
  }

  /** Answers a request of the peer; nothing happens when the connection is gone. */
  respond(command: ResponseCommand, sequence: number, commandStatus: number): void {
    if (!this.#isClosed) this.#write(encodeResponse(command, sequence, commandStatus));
  }

  /** Ends the connection and settles what is pending. With flush what was written still goes out. */
  close(reason: LinkReason, options: { flush: boolean } = { flush: false }): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connectTimer.cancel();
    if (options.flush) {
      const timer = this.clock.after(FLUSH_MS, () => this.#socket.destroy());
      this.#socket.once('close', () => timer.cancel());
      this.#socket.destroySoon();
    } else {
      this.#socket.destroy();
    }
    this.#pending.close();
    this.events.onClose(reason);
  }

  #listen(): void {
    let isOpen = false;
    this.#socket.on('connect', () => {
      if (this.#isClosed) return;
      isOpen = true;
      this.#connectTimer.cancel();
      // Answers to receipts are small writes: with Nagle's algorithm each waits 40 ms for the peer's delayed ACK.
      this.#socket.setNoDelay(true);
      this.events.onOpen();
    });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('drain', () => this.events.onWritable());
    this.#socket.on('error', () => this.close(isOpen ? 'socket_error' : 'connect_failed'));
    this.#socket.on('close', () => this.close('peer_closed'));
  }

  #read(chunk: Buffer): void {
    if (this.#isClosed) return;
    const { pdus, fault } = this.#framer.push(chunk);
    for (const pdu of pdus) {
      this.#pdusRead++;
      this.#dispatch(pdu);
      if (this.#isClosed) return;
    }
    if (!fault) return;
    this.events.onCounted(fault.kind);
    this.close(fault.kind);
  }

  #dispatch(pdu: Buffer): void {
    const header = readHeader(pdu);
    if (header.commandId >= RESPONSE_BIT) {
      const match = this.#pending.answer(header, pdu);
      if (match !== 'matched') this.events.onCounted(match);
      return;
    }
    this.#serve(header, pdu);
  }

  #serve({ commandId, sequence }: PduHeader, pdu: Buffer): void {
    switch (commandId) {
      case COMMAND.deliver_sm:
      case COMMAND.data_sm:
        return this.events.onDelivered(pdu);
      case COMMAND.enquire_link:
        return this.respond('enquire_link_resp', sequence, STATUS.ESME_ROK);
      case COMMAND.unbind:
        return this.events.onUnbind(sequence);
      // SMPP 3.4 4.1.7, 4.12.1: these two have no answer.
      case COMMAND.outbind:
      case COMMAND.alert_notification:
        return this.events.onCounted('unknown_command');
      default:
        this.events.onCounted('unknown_command');
        return this.respond('generic_nack', sequence, STATUS.ESME_RINVCMDID);
    }
  }

  /** What is written within one turn of the event loop leaves in one segment. */
  #write(octets: Buffer): void {
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      process.nextTick(() => this.#socket.uncork());
    }
    this.#socket.write(octets);
    if (this.#socket.writableLength > LONGEST_BACKLOG_OCTETS) this.close('write_stalled');
  }
}
