import { once } from 'node:events';
import net from 'node:net';
import { until } from './until.js';

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
    return until(() => this.peers[nth - 1], `no connection ${nth}`);
  }

  async close(): Promise<void> {
    for (const peer of this.peers) peer.socket.destroy();
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}

export class RawPeer {
  /** PDUs as hex, in order of arrival. */
  readonly received: string[] = [];
  isClosed = false;
  #unread = '';
  #taken = 0;
  #pings = 0;
  readonly #pongs = new Set<string>();

  constructor(readonly socket: net.Socket) {
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
    socket.on('data', (chunk) => {
      this.#unread += chunk.toString('hex');
      for (let end = this.#pduEnd(); end <= this.#unread.length; end = this.#pduEnd()) {
        this.#receive(this.#unread.slice(0, end));
        this.#unread = this.#unread.slice(end);
      }
    });
  }

  #receive(pdu: string): void {
    if (pdu.startsWith('0000001080000015000000006')) this.#pongs.add(sequenceOf(pdu));
    else this.received.push(pdu);
  }

  #pduEnd(): number {
    return this.#unread.length < 8 ? 8 : Number.parseInt(this.#unread.slice(0, 8), 16) * 2;
  }

  /** The next PDU not yet taken. */
  async take(): Promise<string> {
    const pdu = await until(() => this.received[this.#taken], 'no further PDU');
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

  /** PDUs that came and were not yet taken, once everything sent so far was read and answered by the other side. */
  async rest(): Promise<string[]> {
    const sequence = (0x60000000 + ++this.#pings).toString(16);
    this.send(`00000010 00000015 00000000 ${sequence}`);
    await until(() => this.#pongs.has(sequence), 'no answer to enquire_link');
    const pdus = this.received.slice(this.#taken);
    this.#taken = this.received.length;
    return pdus;
  }

  async closed(): Promise<void> {
    await until(() => this.isClosed, 'still open');
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

interface Delivered {
  sequence?: string;
  /** Octets as hex. */
  esmClass?: string;
  dataCoding?: string;
  message?: string;
  tlvs?: string;
}

/** deliver_sm from 12125551212 to "me", all in hex but for what is left out. */
export function deliverSm({
  sequence = '00000007',
  esmClass = '04',
  dataCoding = '00',
  message = '',
  tlvs = '',
}: Delivered): string {
  const smLength = (message.length / 2).toString(16).padStart(2, '0');
  const body = `00 0101 313231323535353132313200 0101 6d6500 ${esmClass} 00 00 00 00 00 00 ${dataCoding} 00 ${smLength}${message}${tlvs}`;
  const octets = body.replaceAll(' ', '');
  return `${(16 + octets.length / 2).toString(16).padStart(8, '0')} 00000005 00000000 ${sequence} ${octets}`;
}

/** ASCII characters as hex. */
export function ascii(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}

/** Answer to the bind, which is always request number 1. */
export const BIND_RESP = '00000015 80000009 00000000 00000001 534d534300';
