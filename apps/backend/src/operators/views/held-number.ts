import { parsePhone } from '@codewire/otp';

/** Digits of any script with what people write between them, as a whole: what could be a number within a text. */
const NUMBER_LIKE = /[+＋]?[(]?\p{Nd}[\p{Nd}\s()./-]*\p{Nd}/gu;

/** Filters whose values are numbers of another kind: a duration, and what messages are sent as. */
const OTHER_NUMBERS: ReadonlySet<string> = new Set(['slower_than_ms', 'sender']);

const isNumber = (text: string) => parsePhone(text, {}).kind === 'ok';

/** True when a text that someone typed has the number of a phone in it. */
export function holdsNumber(text: string): boolean {
  return (text.match(NUMBER_LIKE) ?? []).some(isNumber);
}

/**
 * The filter of a view that is, or has, the number of a phone; undefined when none does. Views are shared and kept: a
 * number is in them by the id of its filter alone. Ids and times are looked at as wholes, words that were typed in parts.
 */
export function filterWithNumber(query: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(query).find((name) => {
    const value = query[name] ?? '';
    if (OTHER_NUMBERS.has(name)) return false;
    return name === 'q' ? holdsNumber(value) : value.split(',').some(isNumber);
  });
}
