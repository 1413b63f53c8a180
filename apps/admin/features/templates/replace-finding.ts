import type { ToldFinding } from '@codewire/contracts';
import type { WordsHandle } from './words-field';

/** Where the found characters stand. One that makes a text dear is told once, however often it is there. */
function placesOf(text: string, { code, start, end }: Pick<ToldFinding, 'code' | 'start' | 'end'>): number[] {
  if (start === null || end === null) return [];
  if (code !== 'forces_ucs2') return [start];
  const found = text.slice(start, end);
  const places: number[] = [];
  for (let at = text.indexOf(found); at !== -1; at = text.indexOf(found, at + found.length)) places.push(at);
  return places;
}

/** Puts the replacement wherever the finding is, the last first, so that no place moves. */
export function replaceFinding(field: WordsHandle, text: string, finding: ToldFinding, replacement: string): void {
  const length = (finding.end ?? 0) - (finding.start ?? 0);
  if (length === 0) return;
  for (const at of placesOf(text, finding).reverse()) field.replace(at, at + length, replacement);
}
