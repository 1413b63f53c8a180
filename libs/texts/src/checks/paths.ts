import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { branchesOf, isBranching, spanOf, type Branching, type Glyph, type Span } from './elements.js';

type Sequence = readonly MessageFormatElement[];

/** Part of a path. Also the place where a branch begins or ends, which has no character: what stands beside it meets there. */
interface Part {
  readonly of: MessageFormatElement | Sequence;
  readonly glyphs: readonly Glyph[];
}

const BLANK = /^[\s\p{Z}]$/u;

/** The characters of a literal with their places; apostrophes that only quote are in the text as it is written alone. */
export function glyphsOf(written: string, literal: string, { start, end }: Span): Glyph[] {
  let at = start;
  return [...literal].map((character) => {
    while (at < end && !written.startsWith(character, at)) at += 1;
    const from = at;
    at = Math.min(end, at + (character === "'" && written.startsWith("''", at) ? 2 : character.length));
    return { character, value: null, start: from, end: at };
  });
}

/** As many as it takes to have each branch in one. */
export function countPaths(sequence: Sequence): number {
  return sequence.reduce((most, element) => (isBranching(element) ? Math.max(most, countIn(element)) : most), 1);
}

const countIn = (element: Branching) => branchesOf(element).reduce((sum, branch) => sum + countPaths(branch), 0);

/** The paths of a form, and what is new in each of them: what another one has shown is looked at once. */
export function followPaths(elements: Sequence, literals: ReadonlyMap<MessageFormatElement, readonly Glyph[]>) {
  const all = Array.from({ length: countPaths(elements) }, (_, index) => partsAt(elements, index, '', literals));
  const seen = new Set<Part['of']>();
  const stretches = all.flatMap((parts) => {
    const fresh = newPlaces(parts, seen);
    for (const { of } of parts) seen.add(of);
    return stretchesAround(glyphsIn(parts), fresh);
  });
  return { paths: all.map(glyphsIn), stretches };
}

const glyphsIn = (parts: readonly Part[]) => parts.flatMap(({ glyphs }) => glyphs);

function partsAt(
  sequence: Sequence,
  index: number,
  counted: string,
  literals: ReadonlyMap<MessageFormatElement, readonly Glyph[]>,
): Part[] {
  return sequence.flatMap((element): Part[] => {
    if (!isBranching(element)) {
      const value = element.type === TYPE.pound ? counted : 'value' in element ? element.value : '';
      return [{ of: element, glyphs: literals.get(element) ?? [{ character: '', value, ...spanOf(element) }] }];
    }
    let left = index % Math.max(1, countIn(element));
    const name = element.type === TYPE.plural ? element.value : counted;
    for (const branch of branchesOf(element)) {
      const count = countPaths(branch);
      const edge = { of: branch, glyphs: [] };
      if (left < count) return [edge, ...partsAt(branch, left, name, literals), edge];
      left -= count;
    }
    return [];
  });
}

/** From where to where, among the characters of the path. */
type Range = readonly [from: number, to: number];

function newPlaces(parts: readonly Part[], seen: ReadonlySet<Part['of']>): Range[] {
  let at = 0;
  return parts.flatMap(({ of, glyphs }): Range[] => {
    const from = at;
    at += glyphs.length;
    return seen.has(of) ? [] : [[from, at]];
  });
}

/** Each up to the blanks around it. */
function stretchesAround(path: readonly Glyph[], places: readonly Range[]): Glyph[][] {
  const isBlank = (index: number) => BLANK.test(path[index]?.character ?? ' ');
  const stretches: Glyph[][] = [];
  let done = 0;
  let open: [from: number, to: number] | undefined;
  for (const [first, last] of places) {
    if (open !== undefined && first <= open[1]) {
      open[1] = widen(Math.max(last, open[1]), 1, isBlank);
      continue;
    }
    if (open !== undefined) stretches.push(path.slice(...open));
    done = open?.[1] ?? done;
    open = [Math.max(done, widen(first, -1, isBlank)), widen(last, 1, isBlank)];
  }
  if (open !== undefined) stretches.push(path.slice(...open));
  return stretches;
}

/** The next blank, or end of the path, on one side of a place between two characters. */
function widen(place: number, step: 1 | -1, isBlank: (index: number) => boolean): number {
  let at = place;
  while (!isBlank(step === 1 ? at : at - 1)) at += step;
  return at;
}
