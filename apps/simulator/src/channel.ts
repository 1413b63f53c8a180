import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Frames, writePdu, type Pdu } from './wire.js';

export interface ChannelEvents {
  received(pdu: Pdu): void;
  /** The connection broke, or what came is not SMPP; it is closed now. */
  failed(error: unknown): void;
  closed(): void;
}

/** How a connection is encrypted. */
export interface TlsFacts {
  protocol: string | null;
  server_name: string | null;
  has_client_certificate: boolean;
}

/** One TCP or TLS connection as PDUs in and out, which can play dead. */
export class Channel {
  isFrozen = false;
  readonly #socket: Socket;
  readonly #on: ChannelEvents;
  readonly #frames = new Frames();
  readonly #unserved: Pdu[] = [];
  #isCorked = false;

  constructor(socket: Socket, on: ChannelEvents) {
    this.#socket = socket;
    this.#on = on;
    // Without it each receipt's answer waits for a delayed ACK: 300 messages a second instead of thousands.
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (error: Error) => this.#fail(error));
    socket.on('close', () => on.closed());
  }

  get isDestroyed(): boolean {
    return this.#socket.destroyed;
  }

  get peerPort(): number | null {
    return this.#socket.remotePort ?? null;
  }

  /** Null when it is not encrypted. */
  get tls(): TlsFacts | null {
    if (!(this.#socket instanceof TLSSocket)) return null;
    // Node names the server's side `servername` too, and leaves it false without SNI.
    const { servername } = this.#socket as unknown as { servername?: string | false };
    return {
      protocol: this.#socket.getProtocol(),
      server_name: servername || null,
      has_client_certificate: this.#socket.authorized,
    };
  }

  send(pdu: Pdu): boolean {
    return this.write(writePdu(pdu));
  }

  /** Collects what one turn of the event loop writes into one system call. False when the socket takes no more. */
  write(octets: Buffer): boolean {
    if (this.#socket.destroyed || this.#socket.writableEnded) return false;
    if (this.isFrozen) return true;
    if (!this.#isCorked) {
      this.#isCorked = true;
      this.#socket.cork();
      process.nextTick(() => {
        this.#isCorked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(octets);
    return true;
  }

  /** Reads and writes nothing more, and keeps the connection: a peer that is gone without a word. */
  freeze(): void {
    this.isFrozen = true;
    this.#socket.pause();
  }

  /** What it would have written meanwhile is lost; what came is served now. */
  thaw(): void {
    this.isFrozen = false;
    this.#socket.resume();
    this.#serve();
  }

  /** Closes after what was written. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    try {
      for (const pdu of this.#frames.push(chunk)) {
        this.#unserved.push(pdu);
        this.#serve();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** What came, up to the PDU that froze or ended the connection. */
  #serve(): void {
    while (!this.#socket.destroyed && !this.isFrozen) {
      const pdu = this.#unserved.shift();
      if (!pdu) return;
      this.#on.received(pdu);
    }
  }

  #fail(error: unknown): void {
    this.#on.failed(error);
    // What was answered in this turn is still in the cork.
    this.#socket.uncork();
    this.destroy();
  }
}
