import type { ReceiptState } from './receipt.js';

/** The fields of SMPP 3.4 appendix B that a text holds, each cut to its first word. */
export interface ReceiptFields {
  id?: string;
  sub?: string;
  dlvrd?: string;
  doneDate?: string;
  stat?: string;
  err?: string;
}

const LABEL = /(?<![a-z0-9])(id|sub|dlvrd|submit[ _]?date|done[ _]?date|stat|err|text)\s{0,3}:/gi;

/**
 * Reads "id:... stat:..." whatever the order, the case and the gaps. What stands behind "text:" is the message's own
 * words: a field is taken from there only when it is found nowhere before.
 */
export function readReceiptFields(text: string): ReceiptFields {
  const fields = new Map<string, string>();
  const labels = [...text.matchAll(LABEL)];
  labels.forEach((label, index) => {
    const name = (label[1] ?? '').toLowerCase().replace(/[ _]/, '');
    const value = text.slice(label.index + label[0].length, labels[index + 1]?.index);
    const [word] = /[^\s\0]+/.exec(value) ?? [];
    if (word !== undefined && !fields.has(name)) fields.set(name, word);
  });
  return {
    id: fields.get('id'),
    sub: fields.get('sub'),
    dlvrd: fields.get('dlvrd'),
    doneDate: fields.get('donedate'),
    stat: fields.get('stat'),
    err: fields.get('err'),
  };
}

const STATES: readonly (readonly [word: string, state: ReceiptState])[] = [
  ['DELIVRD', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['UNDELIV', 'undelivered'],
  ['UNDELIVRD', 'undelivered'],
  ['UNDELIVERED', 'undelivered'],
  ['UNDELIVERABLE', 'undelivered'],
  ['FAILED', 'undelivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'deleted'],
  ['REJECTD', 'rejected'],
  ['REJECTED', 'rejected'],
  ['ACCEPTD', 'accepted'],
  ['ACCEPTED', 'accepted'],
  ['ENROUTE', 'enroute'],
  // Carriers' own words for "it waits at the SMSC".
  ['ACKED', 'enroute'],
  ['BUFFRED', 'enroute'],
  ['BUFFERD', 'enroute'],
  ['BUFFERED', 'enroute'],
];

const SHORTEST_CUT = 5;

/** State of a "stat" word, which carriers cut as they like; undefined for any other, so that none counts as delivered. */
export function receiptStateOf(word: string): ReceiptState | undefined {
  const upper = word.toUpperCase();
  if (upper === 'UNKNOWN') return 'unknown';
  if (upper.length < SHORTEST_CUT) return undefined;
  return STATES.find(([known]) => known.startsWith(upper))?.[1];
}
