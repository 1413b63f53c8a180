/** The languages that refusals speak; each has its folder in `i18n/`. */
export const LANGUAGES = ['en', 'de', 'es', 'fr', 'pt-BR', 'ar', 'he', 'ja', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

const LONGEST_HEADER = 500;

const primaryOf = (tag: string) => tag.toLowerCase().split('-')[0] ?? '';

/**
 * Each is the only one of its primary language: who reads pt-PT is better served with pt-BR than with English, and who
 * reads zh-TW or zh-HK with zh-CN: there are no refusals in traditional characters.
 */
const BY_PRIMARY: ReadonlyMap<string, Language> = new Map(LANGUAGES.map((tag) => [primaryOf(tag), tag]));

/** The best of our languages by Accept-Language (RFC 9110 12.5.4); English when none fits or the header is nonsense. */
export function chooseLanguage(header: string | undefined): Language {
  if (header === undefined || header.length > LONGEST_HEADER) return 'en';
  let best: { language: Language; weight: number } | undefined;
  for (const part of header.split(',')) {
    const [range = '', ...parameters] = part.trim().split(';');
    const language = BY_PRIMARY.get(primaryOf(range.trim()));
    const weight = weightOf(parameters);
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'en';
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
