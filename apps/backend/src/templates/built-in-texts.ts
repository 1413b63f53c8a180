import ar from './builtin/ar.json' with { type: 'json' };
import de from './builtin/de.json' with { type: 'json' };
import en from './builtin/en.json' with { type: 'json' };
import es from './builtin/es.json' with { type: 'json' };
import he from './builtin/he.json' with { type: 'json' };
import hi from './builtin/hi.json' with { type: 'json' };
import ja from './builtin/ja.json' with { type: 'json' };
import ptBr from './builtin/pt-BR.json' with { type: 'json' };
import ru from './builtin/ru.json' with { type: 'json' };
import zhCn from './builtin/zh-CN.json' with { type: 'json' };

/** What a text is for. */
export type Purpose = 'verification';

export interface BuiltInText {
  /** Canonical BCP 47. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly purpose: Purpose;
  /** ICU MessageFormat over `brand`, `code` and `minutes`. */
  readonly body: string;
}

const RIGHT_TO_LEFT = new Set(['ar', 'he']);

/**
 * The texts that come with the product. Each fits one SMS with the longest brand, the longest code and the longest
 * life, and names the word for *code* beside the digits: phones look for it there when they offer to fill the code in.
 */
export const BUILT_IN_TEXTS: readonly BuiltInText[] = Object.entries({
  ar,
  de,
  en,
  es,
  he,
  hi,
  ja,
  'pt-BR': ptBr,
  ru,
  'zh-CN': zhCn,
}).map(([locale, { verification }]) => ({
  locale,
  direction: RIGHT_TO_LEFT.has(locale) ? 'rtl' : 'ltr',
  purpose: 'verification',
  body: verification,
}));
