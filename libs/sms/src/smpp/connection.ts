import net from 'node:net';
import type { TLSSocket } from 'node:tls';
import { PduFramer } from './framer.js';
import type { CountedEvent, LinkClock, LinkReason, LinkTls, TimerHandle, TracedOctets } from './link.types.js';
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
import { StallWatch } from './stall-watch.js';
import { codeOf, isTlsFault, pinOf, secure } from './tls.js';

// A peer that neither reads nor closes: what it owes us would fill the memory.
const LONGEST_BACKLOG_OCTETS = 1_048_576;
const FLUSH_MS = 1_000;
const STALLED_MS = 10_000;

export interface Target {
  host: string;
  port: number;
  tls?: LinkTls | undefined;
  /** For name, connection and handshake together. */
  connectTimeoutMs: number;
}

/** A step on the way to a connection is done: the address that the name has, the version of TLS. */
export type ConnectStep = { step: 'dns'; detail: string } | { step: 'tcp' } | { step: 'tls'; detail: string };

export interface ConnectionEvents {
  onStep?(step: ConnectStep): void;
  onOpen(): void;
  /** A deliver_sm or data_sm, whole; the answer is the receiver's to send. */
  onDelivered(pdu: Buffer): void;
  onUnbind(sequence: number): void;
  onWritable(): void;
  /** Once, after every pending request was settled as closed. With the code of the fault, or the pin that did not fit. */
  onClose(reason: LinkReason, code: string | undefined): void;
  onCounted(event: CountedEvent): void;
  onTrace?: ((pdu: TracedOctets) => void) | undefined;
}

/** One TCP connection from connect to close: frames, answers, matches. A new one is made for each attempt. */
export class Connection {
  #socket: net.Socket;
  readonly #framer = new PduFramer();
  readonly #pending: PendingRequests;
  readonly #connectTimer: TimerHandle;
  readonly #stallWatch: StallWatch;
  #isResolved = false;
  #isConnected = false;
  #isOpen = false;
  #isClosed = false;
  #pdusRead = 0;

  constructor(
    private readonly target: Target,
    private readonly clock: LinkClock,
    private readonly events: ConnectionEvents,
  ) {
    this.#pending = new PendingRequests(clock);
    this.#stallWatch = new StallWatch(STALLED_MS, clock, () => this.#stalled());
    this.#connectTimer = clock.after(target.connectTimeoutMs, () => this.#connectTimedOut());
    this.#socket = net.connect({ host: target.host, port: target.port });
    this.#awaitConnect(this.#socket);
  }

  /** False while the socket's buffer is full: hold back what can wait. */
  get isWritable(): boolean {
    return !this.#isEnded && !this.#socket.writableNeedDrain;
  }

  /** Also once the peer has ended its side: the socket ends ours, and what is written then goes nowhere. */
  get #isEnded(): boolean {
    return this.#isClosed || !this.#socket.writable;
  }

  get pdusRead(): number {
    return this.#pdusRead;
  }

  /**
   * Writes a request; settle is called exactly once, later. False when nothing was written: settle is not called then.
   * A body with a secret in it is traced as another one.
   */
  request(command: RequestCommand, body: Buffer, answer: AwaitedAnswer, tracedBody = body): boolean {
    if (this.#isEnded) return false;
    const sequence = this.#pending.nextSequence();
    this.#pending.add(sequence, { commandId: COMMAND[command], ...answer });
    const octets = encodeRequest(command, sequence, body);
    this.#trace('out', tracedBody === body ? octets : encodeRequest(command, sequence, tracedBody), answer.subject);
    this.#write(octets);
    return true;
  }

  /** Answers a request of the peer; nothing happens when the connection is gone. */
  respond(command: ResponseCommand, sequence: number, commandStatus: number): void {
    if (this.#isEnded) return;
    const octets = encodeResponse(command, sequence, commandStatus);
    this.#trace('out', octets);
    this.#write(octets);
  }

  /** Ends the connection and settles what is pending. With flush what was written still goes out. */
  close(reason: LinkReason, { flush = false, code }: { flush?: boolean; code?: string } = {}): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connectTimer.cancel();
    this.#stallWatch.stop();
    const socket = this.#socket;
    if (flush) {
      const timer = this.clock.after(FLUSH_MS, () => socket.destroy());
      socket.once('close', () => timer.cancel());
      socket.destroySoon();
    } else {
      socket.destroy();
    }
    this.#pending.close();
    this.events.onClose(reason, code);
  }

  #awaitConnect(socket: net.Socket): void {
    socket.on('lookup', (_error, address) => this.#resolved(address));
    socket.on('connect', () => {
      if (this.#isClosed) return;
      this.#isConnected = true;
      this.#resolved(socket.remoteAddress ?? this.target.host);
      this.events.onStep?.({ step: 'tcp' });
      // Answers to receipts are small writes: with Nagle's algorithm each waits 40 ms for the peer's delayed ACK.
      socket.setNoDelay(true);
      if (this.#isClosed) return;
      if (this.target.tls) this.#secure(socket, this.target.tls);
      else this.#open(socket);
    });
    socket.on('error', (error) => this.#failed(error));
    socket.on('close', () => this.#socket === socket && this.close('peer_closed'));
  }

  #connectTimedOut(): void {
    this.#resolvedAddress();
    this.close('connect_timeout');
  }

  /** A host that is an address has no lookup to wait for. */
  #resolvedAddress(): void {
    if (net.isIP(this.target.host) !== 0) this.#resolved(this.target.host);
  }

  /** Told once: a name may have many addresses, and an address has no name. */
  #resolved(address: string): void {
    if (this.#isResolved || !address) return;
    this.#isResolved = true;
    this.events.onStep?.({ step: 'dns', detail: address });
  }

  #secure(socket: net.Socket, settings: LinkTls): void {
    let secured: TLSSocket;
    try {
      secured = secure(socket, this.target.host, settings);
    } catch (error) {
      return this.close('tls_failed', { code: codeOf(error) });
    }
    this.#socket = secured;
    secured.on('secureConnect', () => {
      if (this.#isClosed) return;
      const pin = pinOf(secured);
      if (settings.pin !== undefined && pin !== settings.pin) return this.close('tls_pin_mismatch', { code: pin });
      this.events.onStep?.({ step: 'tls', detail: secured.getProtocol() ?? 'TLS' });
      if (!this.#isClosed) this.#open(secured);
    });
    secured.on('error', (error) => this.#failed(error));
    secured.on('close', () => this.close(this.#isOpen ? 'peer_closed' : 'tls_failed'));
  }

  #open(socket: net.Socket): void {
    this.#isOpen = true;
    this.#connectTimer.cancel();
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('drain', () => this.events.onWritable());
    this.events.onOpen();
  }

  #failed(error: Error): void {
    const code = codeOf(error);
    this.#resolvedAddress();
    if (!this.#isConnected) return this.close('connect_failed', { code });
    this.close(this.#isOpen && !isTlsFault(code) ? 'socket_error' : 'tls_failed', { code });
  }

  #stalled(): void {
    this.events.onCounted('pdu_stalled');
    this.close('pdu_stalled');
  }

  #read(chunk: Buffer): void {
    if (this.#isClosed) return;
    const { pdus, fault } = this.#framer.push(chunk);
    for (const pdu of pdus) {
      this.#pdusRead++;
      this.#trace('in', pdu, this.#pending.subjectOf(readHeader(pdu)));
      this.#dispatch(pdu);
      if (this.#isClosed) return;
    }
    if (!fault) return this.#stallWatch.read({ isPartial: this.#framer.isPartial, hasEnded: pdus.length > 0 });
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

  /**
   * What is written within one turn of the event loop leaves in one segment: answers to receipts, which wait for their
   * handlers, with the submits that the answers before them let through.
   */
  #write(octets: Buffer): void {
    const socket = this.#socket;
    if (socket.writableCorked === 0) {
      socket.cork();
      setImmediate(() => socket.uncork());
    }
    socket.write(octets);
    if (socket.writableLength > LONGEST_BACKLOG_OCTETS) this.close('write_stalled');
  }

  #trace(direction: TracedOctets['direction'], octets: Buffer, subject?: string): void {
    if (!this.events.onTrace) return;
    // Not from the pool: one that is kept for long would keep the others of its slab.
    const copy = Buffer.allocUnsafeSlow(octets.length);
    octets.copy(copy);
    this.events.onTrace({ at: this.clock.now(), direction, octets: copy, ...(subject !== undefined && { subject }) });
  }
}
