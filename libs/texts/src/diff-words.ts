import type { DiffPiece } from '@codewire/contracts';
import { diffArrays } from 'diff';

/** Words by Unicode's rules (UAX 29) and by dictionary where no blanks are set (Thai, Chinese, Japanese). */
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const BLANK = /^\s+$/;

/**
 * How one wording became another, word by word: what stayed and what was removed is the one before, what stayed and what
 * was added the one after.
 */
export function diffWords(before: string, after: string): DiffPiece[] {
  const changes = diffArrays(wordsOf(before), wordsOf(after));
  const pieces = changes.map(({ value, removed, added }): DiffPiece => {
    return { kind: removed ? 'removed' : added ? 'added' : 'same', text: value.join('') };
  });
  return joined(pieces);
}

const wordsOf = (text: string) => Array.from(WORDS.segment(text), ({ segment }) => segment);

/** Between two changes a blank alone is no news: it changes along, so that a rewritten phrase reads as one. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    removed = added = '';
  };
  pieces.forEach(({ kind, text }, index) => {
    const isBetween = removed + added !== '' && index + 1 < pieces.length;
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (isBetween && BLANK.test(text)) {
      removed += text;
      added += text;
    } else {
      flush();
      result.push({ kind, text });
    }
  });
  flush();
  return result;
}
