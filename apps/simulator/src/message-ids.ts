/** What a carrier counts its messages with; `long` is 20 hex digits, `u64` 20 decimal ones, beyond 63 bits. */
export const ID_KINDS = ['long', 'u32', 'u64', 'uuid'] as const;

/** How an id is written in one place: carriers write it otherwise in a receipt than in the answer. */
export const ID_FORMS = [
  ...(['as_is', 'upper', 'hex', 'decimal', 'leading_zeros', 'no_leading_zeros'] as const),
  ...(['blanks', 'nul', 'long_blanks'] as const),
] as const;

/** A receipt may also name a message that nobody was ever told of. */
export const RECEIPT_ID_FORMS = [...ID_FORMS, 'unknown'] as const;

export type IdKind = (typeof ID_KINDS)[number];
export type IdForm = (typeof RECEIPT_ID_FORMS)[number];

/** SMPP 3.4 5.2.23: message_id is text of at most 64 characters and its NUL. Some write more. */
const TOO_LONG = 65;

/**
 * Ids that do not repeat. The long ones do not repeat after a restart either: seconds since the epoch, 16 random bits,
 * a counter. The short ones have 28 bits, so their eight hex digits always begin with a zero.
 */
export function createMessageIds(epochSeconds: number, random: number): (kind?: IdKind) => string {
  const prefix = hex(epochSeconds, 8) + hex(random, 4);
  let count = 0;
  return (kind = 'long') => {
    count += 1;
    if (kind === 'u32') return hex(((random << 12) + count) & 0x0fff_ffff, 8);
    if (kind === 'u64') return String((0xc0n << 56n) | (BigInt(epochSeconds) << 24n) | BigInt(count & 0xff_ffff));
    const id = prefix + hex(count, 8);
    if (kind === 'long') return id;
    return `0${id.slice(0, 7)}-${id.slice(7, 11)}-4${id.slice(11, 14)}-8${id.slice(14, 17)}-${id.slice(17).padStart(12, 'c')}`;
  };
}

/** Writes an id of the kind in the form. A uuid has no number, so hex and decimal leave it as it is. */
export function formatId(id: string, kind: IdKind, form: IdForm): string {
  switch (form) {
    case 'as_is':
      return id;
    case 'upper':
      return id.toUpperCase();
    case 'hex':
      return kind === 'uuid' ? id : numberOf(id, kind).toString(16);
    case 'decimal':
      return kind === 'uuid' ? id : String(numberOf(id, kind));
    case 'leading_zeros':
      return `000${id}`;
    case 'no_leading_zeros':
      return id.replace(/^0+/, '');
    case 'blanks':
      return `${id}  `;
    case 'nul':
      return `${id} \0`;
    case 'long_blanks':
      return id.padEnd(TOO_LONG);
    case 'unknown':
      // Ids of this century begin with another digit, in every kind.
      return `${kind === 'u64' ? '9' : 'f'}${id.slice(1)}`;
  }
}

function numberOf(id: string, kind: IdKind): bigint {
  return BigInt(kind === 'u64' ? id : `0x${id}`);
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0').slice(-width);
}
