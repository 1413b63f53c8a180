import { once } from 'node:events';
import net from 'node:net';
import { vi } from 'vitest';

/** A carrier that knows bytes only: it cuts by command_length and sends the hex it is told to. No codec of ours. */
export class RawSmsc {
  readonly peers: RawPeer[] = [];
  readonly #server = net.createServer((socket) => this.peers.push(new RawPeer(socket)));

  static async listen(): Promise<RawSmsc> {
    const smsc = new RawSmsc();
    smsc.#server.listen(0, '127.0.0.1');
    await once(smsc.#server, 'listening');
    return smsc;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  /** The nth connection, counted from 1. */
  async peer(nth = 1): Promise<RawPeer> {
    return vi.waitFor(() => this.peers[nth - 1] ?? Promise.reject(new Error(`no connection ${nth} yet`)), {
      interval: 1,
    });
  }

  async close(): Promise<void> {
    for (const peer of this.peers) peer.socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export class RawPeer {
  /** PDUs as hex, in order of arrival. */
  readonly received: string[] = [];
  isClosed = false;
  #unread = '';
  #taken = 0;

  constructor(readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
    socket.on('data', (chunk) => {
      this.#unread += chunk.toString('hex');
      for (let end = this.#pduEnd(); end <= this.#unread.length; end = this.#pduEnd()) {
        this.received.push(this.#unread.slice(0, end));
        this.#unread = this.#unread.slice(end);
      }
    });
  }

  #pduEnd(): number {
    return this.#unread.length < 8 ? 8 : Number.parseInt(this.#unread.slice(0, 8), 16) * 2;
  }

  /** The next PDU not yet taken. */
  async take(): Promise<string> {
    const pdu = await vi.waitFor(() => this.received[this.#taken] ?? Promise.reject(new Error('no PDU yet')), {
      interval: 1,
    });
    this.#taken++;
    return pdu;
  }

  async takeMany(count: number): Promise<string[]> {
    const pdus: string[] = [];
    while (pdus.length < count) pdus.push(await this.take());
    return pdus;
  }

  send(...pdus: string[]): void {
    this.socket.write(Buffer.from(pdus.join('').replaceAll(' ', ''), 'hex'));
  }

  async closed(): Promise<void> {
    await vi.waitFor(() => (this.isClosed ? undefined : Promise.reject(new Error('still open'))), { interval: 1 });
  }
}

/** The sequence number of a PDU, as hex. */
export function sequenceOf(pdu: string): string {
  return pdu.slice(24, 32);
}

/** submit_sm_resp with an id of ASCII characters. */
export function submitResp(sequence: string, id: string): string {
  const length = (16 + id.length + 1).toString(16).padStart(8, '0');
  return `${length} 80000004 00000000 ${sequence} ${Buffer.from(id).toString('hex')}00`;
}

/** Answer to the bind, which is always request number 1. */
export const BIND_RESP = '00000015 80000009 00000000 00000001 534d534300';
