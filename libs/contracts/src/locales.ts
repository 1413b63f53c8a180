import { z } from 'zod';
import { Country, CountryUpper } from './formats.js';
import { LanguageReason } from './states.js';

/** A language tag in any spelling; answers have it in canonical form (BCP 47). */
export const LanguageTag = z.string().min(2).max(64);

export const Direction = z.enum(['ltr', 'rtl']);
export type Direction = z.infer<typeof Direction>;

/** `built_in`: came with the product; an upgrade may add to it. `admin`: an operator's, which no upgrade touches. */
export const Origin = z.enum(['built_in', 'admin']);
export type Origin = z.infer<typeof Origin>;

/** A language that texts can be asked for. Each answer has its version as ETag too. */
export const LocaleView = z.object({
  tag: z.string().describe('Canonical BCP 47'),
  direction: Direction,
  is_enabled: z.boolean().describe('Messages may be written in it'),
  is_default: z.boolean().describe('The last of every chain; exactly one, and always enabled'),
  fallback: z.string().nullable().describe('Where a text comes from that it does not have itself'),
  chain: z.array(z.string()).describe('Itself, its fallbacks in order, the default'),
  origin: Origin,
  countries: z.array(z.string()).describe('Whose numbers get it when nothing was asked for'),
  texts: z.int().describe('Purposes that have a published text of its own, shared by all applications'),
  unreviewed: z.int().describe('Those of them that nobody who reads the language has signed off'),
  version: z.int(),
});
export type LocaleView = z.infer<typeof LocaleView>;

/** `GET locales` */
export const LocaleList = z.object({ data: z.array(LocaleView) });
export type LocaleList = z.infer<typeof LocaleList>;

/** `POST locales` answers a LocaleView. What is left out follows from the tag. */
export const LocaleCreate = z.strictObject({
  tag: LanguageTag,
  direction: Direction.optional(),
  fallback: LanguageTag.nullable().optional(),
  is_enabled: z.boolean().default(true),
});
export type LocaleCreate = z.infer<typeof LocaleCreate>;

/** `PATCH locales/:tag`, with If-Match. `DELETE locales/:tag` (If-Match) removes one that never had a text. */
export const LocaleChange = z.strictObject({
  direction: Direction.optional(),
  fallback: LanguageTag.nullable().optional(),
  is_enabled: z.boolean().optional(),
  is_default: z.literal(true).optional().describe('Takes the place of the one that is'),
});
export type LocaleChange = z.infer<typeof LocaleChange>;

/** `POST locales/match`: which language would a message be written in, and why? */
export const LocaleQuestion = z.strictObject({
  application_id: z.string().max(40),
  language: z.string().max(64).optional(),
  country: Country.optional(),
});
export type LocaleQuestion = z.infer<typeof LocaleQuestion>;

export const LocaleAnswer = z.object({
  locale: z.string(),
  reason: LanguageReason,
  chain: z.array(z.string()).describe('Where its texts are looked for, in order'),
});
export type LocaleAnswer = z.infer<typeof LocaleAnswer>;

export const CountryLocaleView = z.object({
  country: CountryUpper,
  locale: z.string().describe('Which need not exist here; then the application decides'),
  serves: z.string().nullable().describe('The enabled locale that messages are then written in'),
  origin: Origin,
  version: z.int(),
});
export type CountryLocaleView = z.infer<typeof CountryLocaleView>;

/** `GET countries` */
export const CountryLocaleList = z.object({ data: z.array(CountryLocaleView) });
export type CountryLocaleList = z.infer<typeof CountryLocaleList>;

/**
 * `PUT countries/:country` (If-Match, or If-None-Match: * for one that has no row) answers a CountryLocaleView; `DELETE`
 * (If-Match) takes back what came with the product.
 */
export const CountryLocaleChange = z.strictObject({ locale: LanguageTag });
export type CountryLocaleChange = z.infer<typeof CountryLocaleChange>;
