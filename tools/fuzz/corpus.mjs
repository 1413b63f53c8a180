import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';

const HEADER_OCTETS = 16;
/** protocol_id to sm_default_msg_id. */
const UNUSED = '00'.repeat(8);
const ADDRESSES = '00010131323132353535313231320001016d6500';

/** What carriers send besides deliveries; an answer to our own first requests is among them. */
const OTHERS = [
  '00000015800000090000000000000001534d534300',
  '0000001480000004000000000000000261626300',
  '00000010800000150000000000000003',
  '00000010800000000000000300000002',
  '00000010000000150000000000000009',
  '0000001000000006000000000000000a',
  '0000001000000102000000000000000b',
  '000000100000000b000000000000000c',
  '00000010000001030000000000000011',
];

/** @param {number} commandId @param {string} body hex */
function pdu(commandId, body) {
  const octets = Buffer.alloc(HEADER_OCTETS + body.length / 2);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(commandId, 4);
  octets.writeUInt32BE(7, 12);
  octets.write(body, HEADER_OCTETS, 'hex');
  return octets;
}

/** The octets as a text, in short_message, in message_payload, and in a data_sm. @param {Buffer} text */
function delivered(text) {
  const hex = text.subarray(0, 254).toString('hex');
  const length = (hex.length / 2).toString(16).padStart(2, '0');
  const payload = `0424${text.length.toString(16).padStart(4, '0')}${text.toString('hex')}`;
  return [
    pdu(5, `${ADDRESSES}04${UNUSED}${length}${hex}`),
    pdu(5, `${ADDRESSES}04${UNUSED}00${payload}`),
    pdu(0x103, `${ADDRESSES}040000${payload}`),
  ];
}

/** True for octets that begin with their own length. @param {Buffer} octets */
const isPdu = (octets) => octets.length >= HEADER_OCTETS && octets.readUInt32BE(0) === octets.length;

/**
 * Whatever the tests of the SMS library hold as octets or as texts of receipts: every vector and every quirk is in one
 * of them, and a quirk that is added there is mutated here from then on.
 */
export function readCorpus() {
  const sources = globSync('libs/sms/src/**/*.test.ts', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const literals = sources.flatMap((source) =>
    [...source.matchAll(/(['"`])((?:(?!\1)[^\\\n$])*)\1/g)].map((match) => match[2] ?? ''),
  );
  const octets = literals
    .map((text) => text.replaceAll(' ', ''))
    .filter((text) => text.length >= 8 && /^(?:[0-9a-f]{2})+$/.test(text))
    .map((text) => Buffer.from(text, 'hex'));
  const texts = literals.filter((text) => /\b(id|stat)\s*:/i.test(text)).map((text) => Buffer.from(text, 'latin1'));
  const seeds = [
    ...OTHERS.map((text) => Buffer.from(text, 'hex')),
    ...octets.filter(isPdu),
    ...[...octets.filter((one) => !isPdu(one)), ...texts].flatMap(delivered),
  ];
  const unique = new Map(seeds.map((seed) => [seed.toString('hex'), seed]));
  return [...unique.values()];
}
