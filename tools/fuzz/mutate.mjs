/** @typedef {import('./random.mjs').Random} Random */

const LENGTHS = [0, 1, 3, 4, 15, 16, 17, 255, 16_384, 16_385, 0x7fffffff, 0xffffffff];
const COMMANDS = [
  4, 5, 6, 9, 0xb, 0x15, 0x102, 0x103, 0x80000000, 0x80000004, 0x80000005, 0x80000009, 0x80000015, 0x48545450,
];
const TAGS = [0x001e, 0x0423, 0x0424, 0x0427, 0x020c, 0x1400, 0xffff];
const LABELS = ['id:', 'stat:', 'DELIVRD', 'err:', 'sub:', 'dlvrd:', 'text:', 'done date:', 'ID :', 'stat:DELIVRDX'];

/** @type {readonly ((pdu: Buffer, random: Random, corpus: readonly Buffer[]) => Buffer)[]} */
const KINDS = [
  function octet(pdu, random) {
    const changed = Buffer.from(pdu);
    if (pdu.length > 0) changed[random.below(pdu.length)] = random.below(256);
    return changed;
  },
  function bit(pdu, random) {
    const changed = Buffer.from(pdu);
    if (pdu.length > 0) {
      const at = random.below(pdu.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
    }
    return changed;
  },
  (pdu, random) => withWord(pdu, 0, random.below(3) === 0 ? pdu.length + random.below(9) - 4 : random.pick(LENGTHS)),
  (pdu, random) => withWord(pdu, 4, random.below(4) === 0 ? random.below(0x200) : random.pick(COMMANDS)),
  (pdu, random) => withWord(pdu, 8, random.below(0x500)),
  (pdu, random) => withWord(pdu, 12, random.pick([0, 1, 2, 7, 0x7fffffff, 0x80000000, 0xffffffff])),
  function cut(pdu, random) {
    return sized(pdu.subarray(0, random.below(pdu.length + 1)));
  },
  function splice(pdu, random, corpus) {
    const other = random.pick(corpus);
    const from = random.below(other.length + 1);
    return sized(Buffer.concat([pdu.subarray(0, random.below(pdu.length + 1)), other.subarray(from)]));
  },
  function insert(pdu, random) {
    const at = random.below(pdu.length + 1);
    const octets = Buffer.alloc(1 + random.below(8), random.below(256));
    return sized(Buffer.concat([pdu.subarray(0, at), octets, pdu.subarray(at)]));
  },
  function label(pdu, random) {
    const at = 16 + random.below(Math.max(1, pdu.length - 15));
    return sized(Buffer.concat([pdu.subarray(0, at), Buffer.from(random.pick(LABELS)), pdu.subarray(at)]));
  },
  function tlv(pdu, random) {
    const value = Buffer.alloc(random.below(12), random.below(256));
    const head = Buffer.alloc(4);
    head.writeUInt16BE(random.pick(TAGS), 0);
    head.writeUInt16BE(random.below(5) === 0 ? random.below(0x10000) : value.length, 2);
    return sized(Buffer.concat([pdu, head, value]));
  },
];

/** @param {Buffer} pdu @param {number} at @param {number} value */
function withWord(pdu, at, value) {
  if (pdu.length < at + 4) return pdu;
  const changed = Buffer.from(pdu);
  changed.writeUInt32BE(value >>> 0, at);
  return changed;
}

/** With its own length in front, so that what is wrong is in the body. @param {Buffer} pdu */
function sized(pdu) {
  return withWord(pdu, 0, pdu.length);
}

/**
 * A PDU of the corpus, bent in one to four ways: lengths, ids, tags, cuts, splices, octets.
 * @param {readonly Buffer[]} corpus @param {Random} random
 */
export function mutate(corpus, random) {
  let pdu = random.pick(corpus);
  for (let left = 1 + random.below(4); left > 0; left -= 1) pdu = random.pick(KINDS)(pdu, random, corpus);
  return pdu;
}
