/** Longer than any tag that means something; keeps what is looked at short. */
const LONGEST_TAG = 64;

/** The macrolanguages that texts are written in one member of; Intl.Locale leaves them as they are. */
const PREFERRED_MEMBERS: Readonly<Record<string, string>> = { no: 'nb' };

/** A tag in canonical form (`PT_br` is pt-BR, `iw` is he, `no` is nb), or undefined when it is no BCP 47 tag. */
export function canonicalTag(raw: string): string | undefined {
  if (raw.length > LONGEST_TAG) return undefined;
  try {
    const locale = new Intl.Locale(raw.trim().replaceAll('_', '-'));
    const member = PREFERRED_MEMBERS[locale.language];
    return (member === undefined ? locale : new Intl.Locale(locale, { language: member })).baseName;
  } catch {
    return undefined;
  }
}

/** Parents that no cut gives. CLDR 48, parentLocales.json, which lists the regions of es-419, pt-PT and en-150 in full. */
const PARENTS_BY_TAG: Readonly<Record<string, string>> = {
  'es-419': 'AR BO BR BZ CL CO CR CU DO EC GT HN JP MX NI PA PE PR PY SV US UY VE',
  'pt-PT': 'AO CH CV FR GQ GW LU MO MZ ST TL',
  'zh-Hant-HK': 'MO',
  'en-150': 'AT BE CH CZ DE DK EE ES FI FR GE HU IT LT LV NL NO PL PT RO SE SI SK UA',
};

/** English is written as the world does, but for the places that write it as the United States do; CLDR names the others. */
const AMERICAN_ENGLISH = new Set(['US', 'AS', 'BI', 'GU', 'MH', 'MP', 'PH', 'PR', 'UM', 'VI', '001']);

/** Languages whose readers read another as well. CLDR 48, languageMatching.json (written): the near and one-way ones. */
const READ_AS_WELL: Readonly<Record<string, string>> = { gsw: 'de-CH', lb: 'de', nn: 'nb', yue: 'zh-Hant-HK' };

const PARENTS = new Map(
  Object.entries(PARENTS_BY_TAG).flatMap(([parent, regions]) => {
    const base = parent.slice(0, parent.lastIndexOf('-'));
    return regions.split(' ').map((region): [string, string] => [`${base}-${region}`, parent]);
  }),
);

/**
 * A canonical tag and the more general ones it belongs to, nearest first: es-MX, es-419, es. A script that goes without
 * saying is left out, one that does not is named (sr-ME: sr-Latn-ME, sr-Latn), so no tag has one of another script
 * among its own. UTS 35, locale inheritance, as far as texts differ by it.
 */
export function ancestry(tag: string): readonly string[] {
  return remembered(paths, tag, () => {
    const path: string[] = [];
    for (let next: string | undefined = plainTag(tag); next !== undefined; next = parentOf(next)) path.push(next);
    return Object.freeze(path);
  });
}

/** With what goes without saying: language, script and region (UTS 35, likely subtags). */
export function likelyTag(tag: string): string {
  return remembered(likely, tag, () => new Intl.Locale(tag).maximize().toString());
}

/** Intl.Locale is slow, and a table of languages is read again and again. Callers choose tags, so memories are bounded. */
const LARGEST_MEMORY = 2_000;
const paths = new Map<string, readonly string[]>();
const likely = new Map<string, string>();

function remembered<Value>(memory: Map<string, Value>, tag: string, make: () => Value): Value {
  const known = memory.get(tag);
  if (known !== undefined) return known;
  const value = make();
  if (memory.size >= LARGEST_MEMORY) memory.clear();
  memory.set(tag, value);
  return value;
}

/** Language, script where it does not go without saying, region where there is one. */
function plainTag(tag: string): string {
  const locale = new Intl.Locale(tag);
  const { language, script } = locale.maximize();
  const goesWithoutSaying = script === undefined || new Intl.Locale(language).maximize().script === script;
  const base = goesWithoutSaying ? language : `${language}-${script}`;
  return locale.region === undefined ? base : `${base}-${locale.region}`;
}

function parentOf(tag: string): string | undefined {
  const { language, script, region } = new Intl.Locale(tag);
  if (region === undefined) return script === undefined ? READ_AS_WELL[language] : undefined;
  const listed = PARENTS.get(tag);
  if (listed !== undefined) return listed;
  if (language === 'en' && script === undefined && !AMERICAN_ENGLISH.has(region)) return 'en-001';
  return script === undefined ? language : `${language}-${script}`;
}

/** Where the script of a tag is read from. Unicode's scripts that are written from right to left. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';
}

const RIGHT_TO_LEFT = new Set([
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Mend',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
  'Yezi',
]);
