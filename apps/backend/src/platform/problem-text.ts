import type { ErrorCode, Finding, ToldFinding } from '@codewire/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { I18nService } from 'nestjs-i18n';
import type { FieldError } from './app-error.js';
import type { Language } from './languages.js';

type Values = Readonly<Record<string, string | number>>;

export interface ProblemWords {
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
}

/** What is asked for the raw texts: in the server `I18nService`. */
export interface TextSource {
  translate(key: string, options: { lang: string }): unknown;
}

const WORD = /^[a-z_]+$/;

/**
 * Refusals in words. Arguments are put in here and once: the service of the library would read a value again for its
 * own `$t(...)` marks.
 */
@Injectable()
export class ProblemText {
  constructor(@Inject(I18nService) private readonly texts: TextSource) {}

  problem(code: ErrorCode, values: Values, language: Language): ProblemWords {
    const read = (part: keyof ProblemWords) => this.render(`problems.${code}.${part}`, values, language);
    return { title: read('title'), detail: read('detail'), remedy: read('remedy') };
  }

  field({ reason, values = {} }: FieldError, language: Language): string {
    return this.render(`fields.${reason}`, values, language);
  }

  /** What its values name are parts of a text, and stay as they are. One of several texts is told with its language. */
  finding(finding: Finding, language: Language): ToldFinding {
    const { code, values } = finding;
    const words = this.fill(`findings.${code}`, values, language, String);
    return { ...finding, message: values.locale === undefined ? words : `${values.locale}: ${words}` };
  }

  private render(key: string, values: Values, language: Language): string {
    return this.fill(key, values, language, (value) => this.word(String(value), language));
  }

  private fill(key: string, values: Values, language: Language, show: (value: string | number) => string): string {
    const text = String(this.texts.translate(key, { lang: language }));
    return text.replace(/\{(\w+)\}/g, (mark, name: string) => {
      const value = values[name];
      return value === undefined ? mark : show(value);
    });
  }

  /** `toll_free` in the reader's language; anything that is no word of ours as it is. */
  private word(value: string, language: Language): string {
    const key = `words.${value.replaceAll(' ', '_')}`;
    if (!WORD.test(key.slice('words.'.length))) return value;
    const found = this.texts.translate(key, { lang: language });
    return typeof found !== 'string' || found === key ? value : found;
  }
}
