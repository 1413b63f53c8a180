// Longest message_id of SMPP 3.4 is 64 octets; a longer one is text of a vendor and no number to convert.
const LONGEST_NUMBER = 64;
// Vendors exceed the 64. What is longer than this too is cut, in answer and receipt alike: an index has to hold it.
const LONGEST = 255;

/**
 * Key under which an id is stored: trimmed, lower case, without leading zeros. Carriers pad, cut zeros and change case
 * between submit_sm_resp and receipt; the same folding on both sides makes these equal.
 */
export function smscIdKey(id: string): string {
  const trimmed = trimSmscId(id).toLowerCase();
  return trimmed.replace(/^0+(?=.)/, '');
}

/**
 * Keys under which the same id may have been stored, best first: as it is, read as decimal and written in hex, read as
 * hex and written in decimal. Exact at any length.
 */
export function smscIdCandidates(id: string): string[] {
  const key = smscIdKey(id);
  const candidates = new Set([key]);
  if (key.length > 0 && key.length <= LONGEST_NUMBER) {
    if (/^[0-9]+$/.test(key)) candidates.add(BigInt(key).toString(16));
    if (/^[0-9a-f]+$/.test(key)) candidates.add(BigInt(`0x${key}`).toString(10));
  }
  return [...candidates];
}

/**
 * An id as it can be kept: without the blanks and NULs that some carriers pad it with, up to the first NUL inside, of no
 * more than 255 characters.
 */
export function trimSmscId(id: string): string {
  const [text = ''] = id.replace(/^[\s\0]+/, '').split('\0', 1);
  return text.slice(0, LONGEST).trimEnd();
}
