import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { vi } from 'vitest';

/** Machines that are busy with other tests are slow, not broken. */
const PATIENCE = { timeout: 5_000, interval: 2 };

export function hex(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}

/** Octets in hex with their command_length in front. */
function framed(rest: string): string {
  const octets = rest.replaceAll(/\s/g, '');
  return (octets.length / 2 + 4).toString(16).padStart(8, '0') + octets;
}

const word = (value: number) => value.toString(16).padStart(8, '0');

const BIND = { receiver: '00000001', transmitter: '00000002', transceiver: '00000009' };

export interface BindWords {
  kind?: keyof typeof BIND;
  systemId?: string;
  password?: string;
  /** interface_version in hex. */
  version?: string;
}

/** A bind with the sequence number 1. */
export function bindPdu(words: BindWords = {}): string {
  const { kind = 'transceiver', systemId = 'codewire', password = 'secret', version = '34' } = words;
  return framed(`${BIND[kind]} 00000000 00000001 ${hex(systemId)}00 ${hex(password)}00 00 ${version} 00 00 00`);
}

export interface SubmitWords {
  number: string;
  sequence?: number;
  text?: string;
  /** In hex: a user data header before the text, sar_ and other parameters after it. */
  udh?: string;
  tlvs?: string;
}

/** A submit_sm from ACME (type 5) with a receipt asked for. */
export function submitPdu({ number, sequence = 2, text = 'Hi', udh = '', tlvs = '' }: SubmitWords): string {
  const octets = udh.replaceAll(' ', '') + hex(text);
  const [esmClass, length] = [udh === '' ? '00' : '40', (octets.length / 2).toString(16).padStart(2, '0')];
  return framed(
    `00000004 00000000 ${word(sequence)} 00 0500 ${hex('ACME')}00 0101 ${hex(number)}00
     ${esmClass} 00 00 00 00 01 00 00 00 ${length} ${octets} ${tlvs}`,
  );
}

export interface DeliverWords {
  number: string;
  sequence: number;
  /** In hex. */
  esmClass?: string;
  dataCoding?: string;
  text: string;
  tlvs: string;
}

/** A deliver_sm from the phone to ACME, as it is to arrive. */
export function deliverPdu(words: DeliverWords): string {
  const { number, sequence, esmClass = '04', dataCoding = '00', text, tlvs } = words;
  return framed(
    `00000005 00000000 ${word(sequence)} 00 0101 ${hex(number)}00 0500 ${hex('ACME')}00
     ${esmClass} 00 00 00 00 00 00 ${dataCoding} 00 ${text.length.toString(16).padStart(2, '0')} ${hex(text)} ${tlvs}`,
  ).replaceAll(' ', '');
}

/** receipted_message_id and message_state. */
export function stateTlvs(id: string, state = '02'): string {
  return `001e ${(id.length + 1).toString(16).padStart(4, '0')} ${hex(id)}00 0427 0001 ${state}`.replaceAll(' ', '');
}

/** A submit_sm_resp that took the message. */
export function takenPdu(id: string, sequence = 2): string {
  return framed(`80000004 00000000 ${word(sequence)} ${hex(id)}00`);
}

/** A response without a body. */
export function responsePdu(command: string, status: string, sequence = 2): string {
  return framed(`${command} ${status} ${word(sequence)}`);
}

/** A socket that writes and reads literal octets in hex. */
export class RawPeer {
  /** What came, as the socket gave it. */
  readonly chunks: string[] = [];
  isClosed = false;
  readonly #socket: Socket;
  #received = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (octets) => {
      this.chunks.push(octets.toString('hex'));
      this.#received = Buffer.concat([this.#received, octets]);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => (this.isClosed = true));
  }

  static async connect(port: number): Promise<RawPeer> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawPeer(socket);
  }

  write(hex: string): void {
    this.#socket.write(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
  }

  /** The next whole PDU, in hex. */
  async read(): Promise<string> {
    await vi.waitUntil(() => this.#received.length >= 4 && this.#received.length >= this.#received.readUInt32BE(0), {
      ...PATIENCE,
    });
    const length = this.#received.readUInt32BE(0);
    const pdu = this.#received.subarray(0, length);
    this.#received = this.#received.subarray(length);
    return pdu.toString('hex');
  }

  /** The next PDUs, in hex. */
  async readMany(count: number): Promise<string[]> {
    const pdus: string[] = [];
    while (pdus.length < count) pdus.push(await this.read());
    return pdus;
  }

  /** What came before the answer to an enquire_link that is sent now: the carrier serves a connection in order. */
  async readUntilNow(): Promise<string[]> {
    this.write('00000010 00000015 00000000 00eeeeee');
    const pdus: string[] = [];
    for (let pdu = await this.read(); pdu !== '00000010800000150000000000eeeeee'; pdu = await this.read())
      pdus.push(pdu);
    return pdus;
  }

  /** Waits until at least that many octets are unread. */
  async received(octets: number): Promise<void> {
    await vi.waitUntil(() => this.#received.length >= octets, PATIENCE);
  }

  /** What came and was not read as a PDU yet, in hex. */
  get unread(): string {
    return this.#received.toString('hex');
  }

  async closed(): Promise<void> {
    await vi.waitUntil(() => this.isClosed, PATIENCE);
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** A raw peer that is bound; the carrier's answer is read. */
export async function boundPeer(smppPort: number, words: BindWords = {}): Promise<RawPeer> {
  const peer = await RawPeer.connect(smppPort);
  peer.write(bindPdu(words));
  const answer = await peer.read();
  if (answer.slice(16, 24) !== '00000000') throw new Error(`bind refused: ${answer}`);
  return peer;
}
