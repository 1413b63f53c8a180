import { remember } from './remember.js';

/** From here on languages group digits in their own ways. */
const FIRST_GROUPED = 1_000;

const NOT_ASCII = /[^ -~]/g;
const SPACE = /^\p{Zs}$/u;
const MARK = /^[\u061c\u200e\u200f]$/;

/** Digits are Latin in every language: those of the code are, and a text in two scripts of digits misleads. */
export const withLatinDigits = (locale: string) => `${locale}-u-nu-latn`;

/**
 * A number as it may stand in an SMS: blanks that do not break and the apostrophe of Swiss thousands would make the whole
 * text UCS-2, and invisible marks are in no text.
 */
export function plain(formatted: string): string {
  return formatted.replace(NOT_ASCII, plainCharacter).trim();
}

function plainCharacter(character: string): string {
  if (SPACE.test(character)) return ' ';
  if (character === '’') return "'";
  return MARK.test(character) ? '' : character;
}

/** How a language counts and writes whole numbers. What counts and formats is made when it is first asked for. */
export class LanguageNumbers {
  private rules: Partial<Record<Intl.PluralRuleType, Intl.PluralRules>> = {};
  private format: Intl.NumberFormat | undefined;
  private readonly memory: Record<Intl.PluralRuleType, Map<number, Intl.LDMLPluralRule>> = {
    cardinal: new Map(),
    ordinal: new Map(),
  };

  private constructor(
    private readonly words: string,
    private readonly formats: string,
  ) {}

  /** `words` is the language that decides the plural, `formats` the one that decides how digits are grouped. */
  static of(words: string, formats: string): LanguageNumbers {
    const key = `${words} ${formats}`;
    const known = LANGUAGES.get(key);
    if (known !== undefined) return known;
    return remember(LANGUAGES, key, new LanguageNumbers(words, formats));
  }

  /** The CLDR plural category. */
  categoryOf(value: number, type: Intl.PluralRuleType): Intl.LDMLPluralRule {
    const known = this.memory[type].get(value);
    if (known !== undefined) return known;
    const rules = (this.rules[type] ??= new Intl.PluralRules(this.words, { type }));
    return remember(this.memory[type], value, rules.select(value));
  }

  write(value: number): string {
    if (value >= 0 && value < FIRST_GROUPED) return String(value);
    this.format ??= new Intl.NumberFormat(withLatinDigits(this.formats), { maximumFractionDigits: 0 });
    return plain(this.format.format(value));
  }
}

const LANGUAGES = new Map<string, LanguageNumbers>();
