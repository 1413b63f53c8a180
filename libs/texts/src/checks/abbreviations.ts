/**
 * Abbreviations of the words of each language whose dots stand between letters, and a part behind one of them has two
 * letters or more: "p.ej." is no host. All others (z.B., e.g., т.е., s.r.o.) have single letters behind a dot.
 */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  bg: 'т.нар.',
  ca: 'p.ex.',
  da: 'f.eks. m.fl.',
  de: 'z.zt. v.chr. n.chr. o.dgl. u.dgl.',
  el: 'κ.λπ. π.χρ. μ.χρ.',
  es: 'p.ej.',
  fr: 'p.ex.',
  gl: 'p.ex.',
  hu: 'i.sz.',
  is: 'o.s.frv. o.fl.',
  it: 'p.es.',
  lv: 'u.tml.',
  nb: 'f.eks. m.fl.',
  pl: 'm.in. m.st.',
  pt: 'p.ex.',
  ro: 'd.ex. d.hr.',
  sq: 'p.sh.',
  sv: 't.ex. m.fl. o.dyl. e.dyl.',
  uk: 'т.зв. т.ін.',
  vi: 'tp.hcm',
};

/** Letters of the longest on one side of a dot. */
export const LONGEST_ABBREVIATION = 12;

const OF_LANGUAGES = new Map(
  Object.entries(ABBREVIATIONS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
const NONE: ReadonlySet<string> = new Set();

/** Those of a language, in small letters and with all their dots. */
export function abbreviationsIn(locale: string): ReadonlySet<string> {
  const [language = ''] = locale.split('-');
  return OF_LANGUAGES.get(language) ?? NONE;
}
