import type { DraftChange, TextDetail } from '@codewire/contracts';

/** The words of a text while they are being written: both forms, and whether letters may be replaced. */
export type Words = Readonly<Required<DraftChange>>;

const NO_WORDS: Words = { body: '', short_body: null, transliterates: false };

/** What an editor of that text begins with: the draft, what is published, or nothing. */
export function wordsOf({ draft, published }: Pick<TextDetail, 'draft' | 'published'>): Words {
  const version = draft ?? published;
  if (version === null) return NO_WORDS;
  const { body, short_body, transliterates } = version;
  return { body, short_body, transliterates };
}

export function isSame(one: Words, other: Words): boolean {
  return one.body === other.body && one.short_body === other.short_body && one.transliterates === other.transliterates;
}

/** Words, and what they were made from. */
export interface Draft {
  readonly words: Words;
  readonly base: Words;
  /** Of the state of the text that the words are to be saved over. */
  readonly tag: string;
}

/**
 * How a draft stands to the text as it is now. `theirs`: someone else has saved other words meanwhile, and whose shall
 * stay is for a person to say. Whatever else has changed the draft follows by itself.
 */
export type Standing =
  | { readonly kind: 'current' }
  | { readonly kind: 'follow'; readonly draft: Draft }
  | { readonly kind: 'theirs'; readonly theirs: Words };

export function standingOf(draft: Draft, now: Words, tag: string): Standing {
  if (draft.tag === tag) return { kind: 'current' };
  const isTouched = !isSame(draft.words, draft.base);
  if (!isTouched || isSame(draft.words, now)) return { kind: 'follow', draft: { words: now, base: now, tag } };
  if (isSame(draft.base, now)) return { kind: 'follow', draft: { ...draft, tag } };
  return { kind: 'theirs', theirs: now };
}

/** Once words are saved: whatever was typed while they were on their way stays. */
export function afterSaving(draft: Draft, sent: Words, saved: Words, tag: string): Draft {
  return { words: isSame(draft.words, sent) ? saved : draft.words, base: saved, tag };
}
