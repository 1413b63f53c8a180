// Longest message_id of SMPP 3.4 is 64 octets; a longer one is text of a vendor and no number to convert.
const LONGEST_NUMBER = 64;
// Vendors exceed the 64. What is longer than this too is cut, in answer and receipt alike: an index has to hold it.
const LONGEST = 255;

const FORMS: readonly SmscIdForm[] = ['same', 'hex_to_decimal', 'decimal_to_hex'];

/**
 * Key under which an id is stored: trimmed, lower case, without leading zeros. Carriers pad, cut zeros and change case
 * between submit_sm_resp and receipt; the same folding on both sides makes these equal.
 */
export function smscIdKey(id: string): string {
  const trimmed = trimSmscId(id).toLowerCase();
  return trimmed.replace(/^0+(?=.)/, '');
}

/**
 * How the ids of receipts follow from those of answers: `hex_to_decimal` is a carrier that answers "1a" and reports "26".
 */
export type SmscIdForm = 'same' | 'hex_to_decimal' | 'decimal_to_hex';

/** The answer's key that the id of a receipt means under a form; undefined where it cannot have that form. Exact at any length. */
export function smscIdKeyAs(id: string, form: SmscIdForm): string | undefined {
  const key = smscIdKey(id);
  if (form === 'same') return key;
  if (key.length > LONGEST_NUMBER) return undefined;
  if (form === 'hex_to_decimal') return /^[0-9]+$/.test(key) ? BigInt(key).toString(16) : undefined;
  return /^[0-9a-f]+$/.test(key) ? BigInt(`0x${key}`).toString(10) : undefined;
}

/** Each key that the id of a receipt may mean, once, with the form under which it does; as it is comes first. */
export function smscIdForms(id: string): { form: SmscIdForm; key: string }[] {
  const forms = new Map<string, SmscIdForm>();
  for (const form of FORMS) {
    const key = smscIdKeyAs(id, form);
    if (key !== undefined && !forms.has(key)) forms.set(key, form);
  }
  return [...forms].map(([key, form]) => ({ form, key }));
}

/**
 * An id as it can be kept: without the blanks and NULs that some carriers pad it with, up to the first NUL inside, of no
 * more than 255 characters.
 */
export function trimSmscId(id: string): string {
  const [text = ''] = id.replace(/^[\s\0]+/, '').split('\0', 1);
  return text.slice(0, LONGEST).trimEnd();
}
