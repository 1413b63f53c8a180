/** How a message ended, as its receipt tells it (SMPP 3.4 appendix B and 5.2.28). */
export type ReceiptOutcome = 'delivered' | 'undelivered';

export const DATE_FORMS = [
  ...(['YYMMDDhhmm', 'YYMMDDhhmmss', 'YYYYMMDDhhmm', 'YYYYMMDDhhmmss'] as const),
  ...(['YYMMDDhhmmsstnn+', 'zeros', 'empty'] as const),
] as const;

export const ADDRESS_FORMS = ['as_submitted', 'swapped', 'plus', 'double_zero', 'national'] as const;

export type DateForm = (typeof DATE_FORMS)[number];

export const STAT: Readonly<Record<ReceiptOutcome, string>> = { delivered: 'DELIVRD', undelivered: 'UNDELIV' };

/** SMPP 3.4 5.2.28, and the words of appendix B for it. */
const MESSAGE_STATES: Readonly<Record<string, number>> = {
  ENROUTE: 1,
  DELIVRD: 2,
  EXPIRED: 3,
  DELETED: 4,
  UNDELIV: 5,
  ACCEPTD: 6,
  UNKNOWN: 7,
  REJECTD: 8,
};

/** The message_state TLV for a stat; null for a word that the specification does not have. */
export function messageState(stat: string): number | null {
  return MESSAGE_STATES[stat] ?? null;
}

/** The text of a receipt as it usually looks. `text:` stays empty: it would carry the message's first characters, a code with them. */
const USUAL = 'id:{id} sub:{sub} dlvrd:{dlvrd} submit date:{submitted} done date:{done} stat:{stat} err:{err} text:';

export interface ReceiptFields {
  id: string;
  stat: string;
  /** Null: as is usual for the stat. */
  err: string | null;
  submittedAt: number;
  doneAt: number;
  dates: DateForm;
  /** The first characters of the message, for templates that ask for them. */
  text: string;
}

/** Fills a template's `{id}`, `{sub}`, `{dlvrd}`, `{submitted}`, `{done}`, `{stat}`, `{err}` and `{text}`. */
export function receiptText(fields: ReceiptFields, template: string | null = null): string {
  const isFailed = messageState(fields.stat) === 5 || messageState(fields.stat) === 8;
  const values: Readonly<Record<string, string>> = {
    id: fields.id,
    sub: '001',
    dlvrd: messageState(fields.stat) === 2 ? '001' : '000',
    submitted: dateOf(fields.submittedAt, fields.dates),
    done: dateOf(fields.doneAt, fields.dates),
    stat: fields.stat,
    err: fields.err ?? (isFailed ? '001' : '000'),
    text: fields.text,
  };
  return (template ?? USUAL).replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** In UTC, of milliseconds since the epoch. */
function dateOf(at: number, form: DateForm): string {
  const iso = new Date(at).toISOString();
  const digits = iso.replaceAll(/\D/g, '').slice(0, 14);
  switch (form) {
    case 'YYMMDDhhmm':
      return digits.slice(2, 12);
    case 'YYMMDDhhmmss':
      return digits.slice(2);
    case 'YYYYMMDDhhmm':
      return digits.slice(0, 12);
    case 'YYYYMMDDhhmmss':
      return digits;
    case 'YYMMDDhhmmsstnn+':
      return `${digits.slice(2)}912+`;
    case 'zeros':
      return '0000000000';
    case 'empty':
      return '';
  }
}

/** Whether registered_delivery asks for a receipt on this outcome (SMPP 3.4 5.2.17; 3 = on success: SMPP 5.0 4.7.21). */
export function isReceiptAsked(registeredDelivery: number, outcome: ReceiptOutcome): boolean {
  const asked = registeredDelivery & 0x03;
  return asked === 1 || (asked === 2 && outcome === 'undelivered') || (asked === 3 && outcome === 'delivered');
}
