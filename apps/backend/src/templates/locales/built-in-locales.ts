import { directionOf } from '@codewire/otp';

/** A language that comes with the product. */
export interface BuiltInLocale {
  /** Canonical BCP 47. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  readonly fallback: string | null;
}

/** The last of every chain, until an operator chooses another. */
export const BUILT_IN_DEFAULT = 'en';

/** Languages with texts of their own. */
export const WRITTEN_LOCALES: readonly string[] = (
  'am ar az bg bn bs ca cs da de el en es et eu fa fi fil fr gl gu he hi hr hu hy id is it ja ka kk km kn ko lo lt lv mk ' +
  'ml mn mr ms my nb ne nl pa pl pt-BR pt-PT ro ru si sk sl sq sr sr-Latn sv sw ta te th tr uk ur uz vi zh-CN zh-HK ' +
  'zh-TW zu'
).split(' ');

/**
 * Varieties that take the words of another and write amounts in their own way (es-MX `MXN 1,234.50`, es `1234,50 MXN`).
 * Latin America falls back on es-419, so that one text can be written for all of it.
 */
const VARIETIES: Readonly<Record<string, string>> = {
  ar: 'ar-AE ar-EG ar-SA',
  de: 'de-AT de-CH de-DE',
  en: 'en-AU en-CA en-GB en-IE en-IN en-NZ en-SG en-US en-ZA',
  es: 'es-419 es-ES',
  'es-419': 'es-AR es-CL es-CO es-MX es-PE es-US',
  fr: 'fr-BE fr-CA fr-CH fr-FR',
  it: 'it-CH',
  nl: 'nl-BE',
  'sr-Latn': 'sr-ME',
  'zh-CN': 'zh-SG',
  'zh-HK': 'zh-MO',
};

/** Written languages whose readers are served better by a sister than by the default, where a text is missing. */
const SISTERS: Readonly<Record<string, string>> = { 'pt-PT': 'pt-BR', 'zh-HK': 'zh-TW' };

/** Each comes after the one that it falls back on. */
export const BUILT_IN_LOCALES: readonly BuiltInLocale[] = [
  ...WRITTEN_LOCALES.toSorted((a, b) => Number(a in SISTERS) - Number(b in SISTERS)).map((tag) =>
    toLocale(tag, SISTERS[tag] ?? null),
  ),
  ...Object.entries(VARIETIES).flatMap(([fallback, tags]) => tags.split(' ').map((tag) => toLocale(tag, fallback))),
];

function toLocale(tag: string, fallback: string | null): BuiltInLocale {
  return { tag, direction: directionOf(tag), fallback };
}
