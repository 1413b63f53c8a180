import { z } from 'zod';

/** The forms that a text field can be asked for. A refusal names the one it wanted; `datetime` is zod's own. */
export const FORMATS = ['country', 'country_upper', 'datetime'] as const;
export type Format = (typeof FORMATS)[number];

const format = (name: Format, pattern: RegExp) => z.stringFormat(name, pattern);

/** ISO 3166-1 alpha-2 in any case. */
export const Country = format('country', /^[A-Za-z]{2}$/);

/** ISO 3166-1 alpha-2 as it is stored. */
export const CountryUpper = format('country_upper', /^[A-Z]{2}$/);
