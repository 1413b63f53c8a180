/**
 * Letters of other scripts that look like a Latin one in the fonts of phones, lower and upper case: from Unicode's
 * confusables.txt and intentional.txt (UTS 39, 17.0), those of Cyrillic and Greek that people write.
 */
const ALIKE: readonly (readonly [script: 'Cyrl' | 'Grek', letters: string, latin: string])[] = [
  ['Cyrl', 'асԁеһіјӏорԛѕѵԝхуёїәӕ', 'acdehijlopqsvwxyëïəæ'],
  ['Cyrl', 'АВСЕԌНІЈКМОРЅТѴԜХҮЁЇƏӔ', 'ABCEGHIJKMOPSTVWXYËÏƏÆ'],
  ['Grek', 'αγιορυν', 'ayiopuv'],
  ['Grek', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϳ', 'ABEZHIKMNOPTYXj'],
];

const LATIN_FOR = new Map<string, string>();
const FOR_LATIN = { Cyrl: new Map<string, string>(), Grek: new Map<string, string>() };
for (const [script, letters, latin] of ALIKE) {
  const to = [...latin];
  [...letters].forEach((letter, index) => {
    LATIN_FOR.set(letter, to[index] ?? '');
    FOR_LATIN[script].set(to[index] ?? '', letter);
  });
}

/** The Latin letter that a Cyrillic or Greek one looks like. */
export const latinFor = (letter: string): string | undefined => LATIN_FOR.get(letter);

/** The letter of a script that a Latin one looks like. */
export const alikeIn = (script: string, latin: string): string | undefined =>
  script === 'Cyrl' || script === 'Grek' ? FOR_LATIN[script].get(latin) : undefined;

/** Bold, italic and circled letters and digits: to a person they are the plain ones, to a filter they are not. */
const STYLED = /^[\u{1d400}-\u{1d7ff}\u{24b6}-\u{24e9}\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]$/u;
const PLAIN = /^[\p{L}\p{N}]$/u;

/** The plain letter or digit that a styled one stands for. */
export function plainFor(character: string): string | undefined {
  if (!STYLED.test(character)) return undefined;
  const plain = character.normalize('NFKC');
  return PLAIN.test(plain) ? plain : undefined;
}
