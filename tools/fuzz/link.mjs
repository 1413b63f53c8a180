import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { mutate } from './mutate.mjs';
import { createRandom } from './random.mjs';

const HEADER_OCTETS = 16;
const LONGEST_PDU = 16_384;
const PATIENCE_MILLISECONDS = 5_000;
const SIGN_OF_LIFE = 0x7abcdef0;
/** SMPP 3.4: outbind and alert_notification have no answer. */
const UNANSWERED = [0x0b, 0x102];
const UNBIND = 6;

/** @param {number} commandId @param {number} sequence @param {string} [body] */
function pdu(commandId, sequence, body = '') {
  const octets = Buffer.alloc(HEADER_OCTETS + body.length / 2);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(commandId, 4);
  octets.writeUInt32BE(sequence, 12);
  octets.write(body, HEADER_OCTETS, 'hex');
  return octets;
}

/** As it would come in a stream: filled up to the length it claims, where that is one a PDU can have. @param {Buffer} octets */
function whole(octets) {
  const head = octets.length < 4 ? filled(octets, 4) : octets;
  const claimed = head.readUInt32BE(0);
  if (claimed < HEADER_OCTETS || claimed > LONGEST_PDU) return head;
  return filled(head, claimed).subarray(0, claimed);
}

/** @param {Buffer} octets @param {number} length */
function filled(octets, length) {
  return Buffer.concat([octets, Buffer.alloc(Math.max(0, length - octets.length))]);
}

/**
 * What the link owes for a stream of whole PDUs: an answer for each request, unless the connection has to end first.
 * @param {readonly Buffer[]} pdus
 */
function owed(pdus) {
  /** @type {number[]} */
  const sequences = [];
  for (const one of pdus) {
    const claimed = one.readUInt32BE(0);
    if (claimed < HEADER_OCTETS || claimed > LONGEST_PDU) return { sequences, hasToEnd: true };
    const command = one.readUInt32BE(4);
    if (command === UNBIND) return { sequences, hasToEnd: true };
    if (command < 0x80000000 && !UNANSWERED.includes(command)) sequences.push(one.readUInt32BE(12));
  }
  return { sequences, hasToEnd: false };
}

/**
 * A bound link before a carrier that sends mutated PDUs: it answers every request or closes, and always binds again.
 * @param {{ corpus: readonly Buffer[], seed: number, seconds: number }} options
 */
export async function fuzzLink({ corpus, seed, seconds }) {
  const { SmppLink } = await import(join(root, 'libs/sms/dist/index.js'));
  const random = createRandom(seed);
  /** @type {import('node:net').Socket[]} */
  const connections = [];
  const server = createServer((socket) => connections.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const link = new SmppLink(
    {
      host: '127.0.0.1',
      port,
      systemId: 'fuzz',
      password: 'none',
      backoff: { minMs: 1, maxMs: 2 },
      enquireLinkMs: 600_000,
    },
    { onReceipt: () => Promise.resolve(), onInbound: () => Promise.resolve() },
  );
  const result = { rounds: 0, answered: 0, closed: 0 };
  const endsAt = performance.now() + seconds * 1_000;
  link.start();
  /** @type {Peer | undefined} */
  let peer;
  while (performance.now() < endsAt) {
    peer ??= await Peer.accept(server, connections);
    const pdus = Array.from({ length: 1 + random.below(4) }, () => whole(mutate(corpus, random)));
    const { sequences, hasToEnd } = owed(pdus);
    const end = await peer.send(pdus, sequences, hasToEnd).catch((error) => {
      const hex = pdus.map((one) => one.toString('hex')).join(' ');
      throw new Error(`round ${result.rounds} of seed ${seed}: ${error.message}\n${hex}`, { cause: error });
    });
    result.rounds += 1;
    result[end] += 1;
    if (end === 'closed') peer = undefined;
  }
  peer?.destroy();
  await link.stop({ drainMs: 0 });
  server.close();
  return result;
}

/** The carrier's end of one connection. */
class Peer {
  /** @type {Map<number, number>} answers by sequence number */
  answers = new Map();
  isClosed = false;
  unread = Buffer.alloc(0);
  /** @type {() => void} */
  onChange = () => undefined;

  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.isClosed = true;
      this.onChange();
    });
    socket.on('data', (chunk) => this.read(chunk));
  }

  /**
   * Takes the next connection and its bind.
   * @param {import('node:net').Server} server @param {import('node:net').Socket[]} connections those not yet taken
   */
  static async accept(server, connections) {
    if (connections.length === 0) {
      await once(server, 'connection', { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }).catch(() => {
        throw new Error('the link did not connect again');
      });
    }
    const peer = new Peer(/** @type {import('node:net').Socket} */ (connections.shift()));
    await peer.until(() => peer.hasBound, 'no bind came');
    peer.socket.write(pdu(0x80000009, peer.bindSequence, '534d534300'));
    return peer;
  }

  hasBound = false;
  bindSequence = 0;

  /** @param {Buffer} chunk */
  read(chunk) {
    this.unread = Buffer.concat([this.unread, chunk]);
    while (this.unread.length >= HEADER_OCTETS && this.unread.length >= this.unread.readUInt32BE(0)) {
      const one = this.unread.subarray(0, this.unread.readUInt32BE(0));
      this.unread = this.unread.subarray(one.length);
      const command = one.readUInt32BE(4);
      const sequence = one.readUInt32BE(12);
      if (command === 9) [this.hasBound, this.bindSequence] = [true, sequence];
      // The link leaves, or asks whether we live.
      else if (command < 0x80000000) this.socket.write(pdu((command | 0x80000000) >>> 0, sequence));
      else this.answers.set(sequence, (this.answers.get(sequence) ?? 0) + 1);
    }
    this.onChange();
  }

  /**
   * @param {readonly Buffer[]} pdus @param {readonly number[]} sequences @param {boolean} hasToEnd
   * @returns {Promise<'answered' | 'closed'>}
   */
  async send(pdus, sequences, hasToEnd) {
    this.answers.clear();
    const needed = new Map();
    for (const sequence of [...sequences, SIGN_OF_LIFE]) needed.set(sequence, (needed.get(sequence) ?? 0) + 1);
    this.socket.write(Buffer.concat([...pdus, pdu(0x15, SIGN_OF_LIFE)]));
    const isAnswered = () => [...needed].every(([sequence, count]) => (this.answers.get(sequence) ?? 0) >= count);
    await this.until(() => this.isClosed || (!hasToEnd && isAnswered()), 'neither answered nor closed');
    return this.isClosed ? 'closed' : 'answered';
  }

  destroy() {
    this.socket.destroy();
  }

  /** @param {() => boolean} condition @param {string} otherwise @returns {Promise<void>} */
  until(condition, otherwise) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(otherwise)), PATIENCE_MILLISECONDS);
      this.onChange = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.onChange = () => undefined;
        resolve();
      };
      this.onChange();
    });
  }
}
