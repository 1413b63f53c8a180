import { randomInt } from 'node:crypto';
import { recordSecret } from '../../../../tools/testing/secrets.js';

const used = new Set<string>();

/**
 * A valid number that no other test uses, with its plus: limits count per number. From New York, where 555 is not given
 * out, as it would be fictional; no N11 either (NANP).
 */
export function freshNumber(): string {
  for (;;) {
    const exchange = randomInt(200, 1_000);
    const number = `+1212${exchange}${String(randomInt(10_000)).padStart(4, '0')}`;
    if (exchange === 555 || exchange % 100 === 11 || used.has(number)) continue;
    used.add(number);
    return remember(number);
  }
}

/** A number of the same kind in another country. */
export function freshGermanNumber(): string {
  return remember(`+49151${String(randomInt(10_000_000, 99_999_999))}`);
}

/** A number of a country whose language has no texts. */
export function freshMaldivianNumber(): string {
  return remember(`+96077${String(randomInt(100_000)).padStart(5, '0')}`);
}

/** Puts a number on the list of what no log may show. */
export function remember(number: string): string {
  recordSecret('number', number);
  return number;
}
