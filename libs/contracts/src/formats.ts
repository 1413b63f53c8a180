import { z } from 'zod';

/** The forms that a text field can be asked for. A refusal names the one it wanted; `datetime` is zod's own. */
export const FORMATS = ['country', 'country_upper', 'datetime'] as const;
export type Format = (typeof FORMATS)[number];

const format = (name: Format, pattern: RegExp) => z.stringFormat(name, pattern);

/** ISO 3166-1 alpha-2 in any case. */
export const Country = format('country', /^[A-Za-z]{2}$/);

/** ISO 3166-1 alpha-2 as it is stored. */
export const CountryUpper = format('country_upper', /^[A-Z]{2}$/);

/** UAX 15, stream-safe text: no language has more marks in a row, and they are put in order by the square of their number. */
const TOO_MANY_MARKS = /\p{M}{31}/u;

/** Refuses what is longer than the bound, as longer than the limit. Unlike zod's own it is not asked once refused. */
const noLonger =
  (limit: number, bound: number): z.core.CheckFn<string> =>
  ({ value, issues }) => {
    if (value.length <= bound) return;
    issues.push({ code: 'too_big', origin: 'string', maximum: limit, inclusive: true, input: value });
  };

/**
 * A text in composed form (NFC). Nothing is composed before its length is bounded: four units are enough for each
 * character that is left.
 */
export const composed = (longest: number) =>
  z
    .string()
    .check(noLonger(longest, longest * 4))
    .refine((text) => !TOO_MANY_MARKS.test(text), { abort: true })
    .normalize('NFC');

/** In UTF-16 units, once it is composed. */
export const composedUnits = (longest: number) => composed(longest).check(noLonger(longest, longest));

/**
 * It stands in every text, and texts are measured with the longest one. Nothing that cannot be seen, no four digits in a
 * row, which a phone might fill in, and no sign of an address, wide or small. A name with a dot in it is one that an admin
 * answers for (`Booking.com`); a caller's `brand` cannot have it.
 */
export const Brand = composed(20)
  .trim()
  .regex(/^(?!.*\p{Nd}(?:\p{M}*\p{Nd}){3})(?:(?![/:@\\／：＠＼﹕﹨﹫︓⩴℀℁℅℆])[\p{L}\p{M}\p{N}\p{P}\p{S} ]){1,20}$/u);
