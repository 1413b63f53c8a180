import type { DiffPiece } from '@codewire/contracts';
import { diffArrays } from 'diff';

/** Words by Unicode's rules (UAX 29) and by dictionary where no blanks are set (Thai, Chinese, Japanese). */
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const BLANK = /^\s+$/;
/** Words that differ; beyond that the search takes long and finds nothing that helps a reader. */
const MOST_EDITS = 400;

/**
 * How one wording became another, word by word: what stayed and what was removed is the one before, what stayed and what
 * was added the one after.
 */
export function diffWords(before: string, after: string): DiffPiece[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after), { maxEditLength: MOST_EDITS });
  const pieces = changes?.map(({ value, removed, added }): DiffPiece => {
    return { kind: removed ? 'removed' : added ? 'added' : 'same', text: value.join('') };
  });
  return joined(pieces ?? [removedWhole(before), addedWhole(after)]);
}

const removedWhole = (text: string): DiffPiece => ({ kind: 'removed', text });
const addedWhole = (text: string): DiffPiece => ({ kind: 'added', text });

const wordsOf = (text: string) => Array.from(WORDS.segment(text), ({ segment }) => segment);

/** Between two changes a blank alone is no news: it changes along, so that a rewritten phrase reads as one. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  let removed = '';
  let added = '';
  /** Puts down what changed, and returns the blank that both end with: it stayed. */
  const putDown = (): string => {
    const isShared = removed.at(-1) === added.at(-1) && BLANK.test(added.at(-1) ?? '');
    const stayed = isShared ? added.slice(-1) : '';
    const changed = [removed, added].map((text) => text.slice(0, text.length - stayed.length));
    removed = added = '';
    for (const [index, text] of changed.entries()) {
      if (text !== '') result.push({ kind: index === 0 ? 'removed' : 'added', text });
    }
    return stayed;
  };
  pieces.forEach(({ kind, text }, index) => {
    const isBetween = removed + added !== '' && index + 1 < pieces.length;
    const stays = kind === 'same' && !(isBetween && BLANK.test(text));
    if (stays) {
      const blank = putDown();
      result.push({ kind, text: blank + text });
    } else {
      if (kind !== 'added') removed += text;
      if (kind !== 'removed') added += text;
    }
  });
  const stayed = putDown();
  return stayed === '' ? result : [...result, { kind: 'same', text: stayed }];
}
