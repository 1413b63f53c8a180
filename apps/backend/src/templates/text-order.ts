import { ancestry } from '@codewire/otp';

/** A place where a text may be: in a language, an application's own or the one that all share. */
export interface TextPlace {
  readonly locale: string;
  readonly isOwn: boolean;
}

/**
 * Where an application's text is looked for along a chain of languages, best first. What a reader understands comes
 * before whose words they are: no text of its own is sent in another language than a shared one nearer by. But among
 * the varieties of one language its own come first (own es before shared es-MX): it wrote them since the shared words
 * would not do, and its readers in Mexico would be the only ones to miss what they say.
 */
export function placesOf(chain: readonly string[]): readonly TextPlace[] {
  return varietiesOf(chain).flatMap((tags) =>
    [true, false].flatMap((isOwn) => tags.map((locale) => ({ locale, isOwn }))),
  );
}

/** A chain, cut where the language or its script changes. */
function varietiesOf(chain: readonly string[]): string[][] {
  const runs: string[][] = [];
  let last: string | undefined;
  for (const tag of chain) {
    const language = ancestry(tag).at(-1);
    if (language === last) runs.at(-1)?.push(tag);
    else runs.push([tag]);
    last = language;
  }
  return runs;
}
