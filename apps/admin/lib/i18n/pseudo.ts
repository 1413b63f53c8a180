/** Languages that nobody speaks: they show what is not translated, too long for its place, or drawn for one direction. */
export const PSEUDO_LOCALES = ['en-XA', 'ar-XB'] as const;
export type PseudoLocale = (typeof PSEUDO_LOCALES)[number];

export interface Words {
  readonly [name: string]: string | Words;
}

const PLAIN = 'ACDEGHIKLNORSTUYZacdeghiklnorstuyz';
const MARKED = 'ÅÇÐÉĜĤÎĶĻÑÖŔŠŢÛÝŽåçðéĝĥîķļñöŕšţûýž';
/** About as much longer as German labels are than English ones. */
const GROWTH = 0.4;
/** Unicode bidi, UAX 9 2.2: what stands between them is drawn from right to left, whatever its letters. */
const [OVERRIDE, POP] = ['\u202E', '\u202C'];

/** The English words as one of the pseudo-languages has them; what ICU reads in them stays as it is. */
export function inPseudoWords(words: Words, locale: PseudoLocale): Words {
  const turn = locale === 'en-XA' ? lengthened : mirrored;
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      name,
      typeof value === 'string' ? turn(value) : inPseudoWords(value, locale),
    ]),
  );
}

/** Every letter with a mark on it, and forty per cent more of them behind. */
function lengthened(text: string): string {
  let letters = 0;
  const marked = changeWords(text, (words) => {
    letters += words.length;
    return [...words].map((letter) => MARKED[PLAIN.indexOf(letter)] ?? letter).join('');
  });
  return `${marked} ${padding(Math.ceil(letters * GROWTH))}`;
}

/** In words that a line can break between, as real ones have them. */
function padding(letters: number): string {
  return '~'.repeat(letters).replace(/~{7}(?=~)/g, '$& ');
}

function mirrored(text: string): string {
  return changeWords(text, (words) => `${OVERRIDE}${words}${POP}`);
}

/** Changes what people read of a message, not its tags, its arguments and the names that plurals are chosen by. */
function changeWords(text: string, change: (words: string) => string): string {
  let at = 0;
  const upTo = (pattern: RegExp): string => {
    const found = text.slice(at).search(pattern);
    const piece = found === -1 ? text.slice(at) : text.slice(at, at + found);
    at += piece.length;
    return piece;
  };
  const through = (mark: string): string => upTo(new RegExp(mark)) + (text[at++] ?? '');

  function message(): string {
    let result = '';
    while (at < text.length && text[at] !== '}') {
      if (text[at] === '<') result += through('>');
      else if (text[at] === '{') result += argument();
      else result += change(upTo(/[<{}]/));
    }
    return result;
  }

  /** `{name}`, `{name, number}`, or `{name, plural, one {message} other {message}}`. */
  function argument(): string {
    let result = text[at++] ?? '';
    for (;;) {
      result += upTo(/[{}]/) + (text[at] ?? '');
      const isEnd = text[at++] !== '{';
      if (isEnd) return result;
      result += message() + (text[at++] ?? '');
    }
  }

  return message();
}
