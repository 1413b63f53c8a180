/** Scripts whose letters the console brings itself; all others are left to the viewer's system. */
export type ScriptFont = 'arabic' | 'hebrew' | 'devanagari' | 'japanese' | 'chinese';

export interface TextManner {
  /** BCP 47, for the `lang` attribute: it picks the right shapes and the right voice. */
  readonly language: string | undefined;
  readonly direction: 'ltr' | 'rtl';
  readonly font: ScriptFont | undefined;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
const LETTER = /\p{L}/gu;
/** Languages that are written from right to left, of those a text may come in. */
const RIGHT_TO_LEFT_LANGUAGE = /^(ar|dv|fa|he|ps|ur|yi)\b/;

/** Kana before Han: Japanese uses both, Chinese only Han. */
const SIGNS: readonly (readonly [RegExp, string, ScriptFont | undefined])[] = [
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, 'ja', 'japanese'],
  [/\p{Script=Han}/u, 'zh', 'chinese'],
  [/\p{Script=Arabic}/u, 'ar', 'arabic'],
  [/\p{Script=Hebrew}/u, 'he', 'hebrew'],
  [/\p{Script=Devanagari}/u, 'hi', 'devanagari'],
  [/\p{Script=Cyrillic}/u, 'ru', undefined],
];

/**
 * How a text wants to be shown. `known` is the language the message was sent in, when we know it; without it the
 * letters decide, as on a phone. A Latin brand name inside a short Arabic text does not turn it.
 */
export function mannerOf(text: string, known?: string): TextManner {
  const sign = SIGNS.find(([pattern]) => pattern.test(text));
  const isRightToLeft = known ? RIGHT_TO_LEFT_LANGUAGE.test(known) : hasRightToLeftLetters(text);
  return { language: known ?? sign?.[1], direction: isRightToLeft ? 'rtl' : 'ltr', font: sign?.[2] };
}

/** More than two letters in five. */
function hasRightToLeftLetters(text: string): boolean {
  const letters = text.match(LETTER)?.length ?? 0;
  const rightToLeft = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  return rightToLeft * 5 > letters * 2;
}
