/** Counts remembered; those of minutes are ten, and those of declared variables few. */
const LARGEST_MEMORY = 1_000;

/** From here on languages group digits in their own ways. */
const FIRST_GROUPED = 1_000;

const SPACES = /\p{Zs}/gu;
const MARKS = /[\u061c\u200e\u200f]/g;

/** Tags that Intl takes a numbering system with. Digits are Latin in every language: those of the code are. */
export const withLatinDigits = (locale: string) => `${locale}-u-nu-latn`;

/**
 * A number as it may stand in an SMS: blanks that do not break, the apostrophe that Swiss thousands are set with and
 * invisible marks would make the whole text UCS-2, or break a rule that texts are held to.
 */
export function plain(formatted: string): string {
  return formatted.replace(SPACES, ' ').replaceAll('’', "'").replace(MARKS, '').trim();
}

/** How a language counts and writes whole numbers. */
export class LanguageNumbers {
  private readonly rules: Record<Intl.PluralRuleType, Intl.PluralRules>;
  private readonly format: Intl.NumberFormat;
  private readonly memory: Record<Intl.PluralRuleType, Map<number, Intl.LDMLPluralRule>> = {
    cardinal: new Map(),
    ordinal: new Map(),
  };

  /** `words` decides the plural, `formats` the digits. Throws a RangeError for what is no tag. */
  constructor(words: string, formats: string) {
    this.rules = {
      cardinal: new Intl.PluralRules(words),
      ordinal: new Intl.PluralRules(words, { type: 'ordinal' }),
    };
    this.format = new Intl.NumberFormat(withLatinDigits(formats), { maximumFractionDigits: 0 });
  }

  categoryOf(value: number, type: Intl.PluralRuleType): Intl.LDMLPluralRule {
    const memory = this.memory[type];
    const known = memory.get(value);
    if (known !== undefined) return known;
    const category = this.rules[type].select(value);
    if (memory.size >= LARGEST_MEMORY) memory.clear();
    memory.set(value, category);
    return category;
  }

  write(value: number): string {
    return value >= 0 && value < FIRST_GROUPED ? String(value) : plain(this.format.format(value));
  }
}
