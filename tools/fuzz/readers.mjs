import { join } from 'node:path';
import { root } from '../root.mjs';
import { startCoverage } from './coverage.mjs';
import { mutate } from './mutate.mjs';
import { createRandom } from './random.mjs';

const SMS = join(root, 'libs/sms/dist');
/** What has to be covered: the bytes of a stranger pass through these. */
const COVERED = [
  'smpp/framer.js',
  'smpp/read-delivered.js',
  'receipts/parse-receipt.js',
  'receipts/receipt-text.js',
  'receipts/smsc-id.js',
].map((file) => join(SMS, file));

const LONGEST_PDU = 16_384;
/** One PDU takes microseconds; the garbage collector and a busy machine may take the rest. */
const SLOWEST_MILLISECONDS = 1_000;
/** By then whatever is made once is made. */
const WARM_UP_ROUNDS = 32_768;

/** @typedef {{ kind: 'rounds', rounds: number } | { kind: 'seconds', seconds: number }} Until */
/** @typedef {{ rounds: number, pdus: number, faults: number, receipts: number, grownOctets: number, branches: { file: string, taken: number, all: number }[] }} ReadersResult */

/**
 * Feeds mutated streams, in chunks, to the framer, and each PDU that it cuts to all who read octets of strangers. Throws
 * with the stream, in hex, that one of them broke at.
 * @param {{ corpus: readonly Buffer[], seed: number, until: Until }} options
 * @returns {Promise<ReadersResult>}
 */
export async function fuzzReaders({ corpus, seed, until }) {
  const coverage = await startCoverage(COVERED);
  const { PduFramer } = await import(join(SMS, 'smpp/framer.js'));
  const { readDelivered } = await import(join(SMS, 'smpp/read-delivered.js'));
  const { parseReceipt } = await import(join(SMS, 'receipts/parse-receipt.js'));
  const { smscIdForms, smscIdKey } = await import(join(SMS, 'receipts/smsc-id.js'));
  const { decodePdu } = await import(join(SMS, 'smpp/decode-pdu.js'));
  const random = createRandom(seed);
  const result = { rounds: 0, pdus: 0, faults: 0, receipts: 0 };

  /** @param {Buffer} pdu */
  const read = (pdu) => {
    result.pdus += 1;
    const command = pdu.readUInt32BE(4);
    decodePdu(pdu);
    if (command !== 5 && command !== 0x103) return;
    const delivered = readDelivered(pdu);
    if (delivered.kind !== 'message') return;
    const receipt = parseReceipt(delivered.message);
    if (receipt === undefined) return;
    result.receipts += 1;
    smscIdKey(receipt.smscMessageId);
    smscIdForms(receipt.smscMessageId);
  };

  /** @param {Buffer} stream */
  const feed = (stream) => {
    const framer = new PduFramer();
    /** @type {Buffer[]} */
    const cut = [];
    for (let at = 0; at < stream.length;) {
      const end = Math.min(stream.length, at + 1 + random.below(random.pick([3, 40, 600])));
      const { pdus, fault } = framer.push(stream.subarray(at, end));
      cut.push(...pdus);
      at = end;
      if (fault === undefined) continue;
      result.faults += 1;
      break;
    }
    const joined = Buffer.concat(cut);
    if (!joined.equals(stream.subarray(0, joined.length))) throw new Error('the framer changed what it was given');
    for (const pdu of cut) {
      if (pdu.length !== pdu.readUInt32BE(0) || pdu.length > LONGEST_PDU)
        throw new Error('a PDU is not as long as it says');
      read(pdu);
    }
  };

  const startedAt = performance.now();
  const isOver = () =>
    until.kind === 'rounds' ? result.rounds >= until.rounds : performance.now() - startedAt >= until.seconds * 1_000;
  let base = 0;
  while (!isOver()) {
    const stream = Buffer.concat(Array.from({ length: 1 + random.below(3) }, () => mutate(corpus, random)));
    const before = performance.now();
    try {
      feed(stream);
    } catch (error) {
      throw new Error(`round ${result.rounds} of seed ${seed}: ${error}\n${stream.toString('hex')}`, { cause: error });
    }
    if (performance.now() - before > SLOWEST_MILLISECONDS) {
      throw new Error(`round ${result.rounds} of seed ${seed} took over a second\n${stream.toString('hex')}`);
    }
    result.rounds += 1;
    if (result.rounds === WARM_UP_ROUNDS) base = heapAfterCollection();
  }
  const grownOctets = base === 0 ? 0 : heapAfterCollection() - base;
  return { ...result, grownOctets, branches: await coverage.take() };
}

function heapAfterCollection() {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc');
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
