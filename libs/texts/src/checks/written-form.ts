import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Purpose, TextForm, Variable } from '@codewire/contracts';
import { variableTypes, type VariableType } from '../variable-types.js';

/** A stretch of a form as it is written, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One character as it goes out, or the place of one value, and where in the form it is written. */
export interface Glyph extends Span {
  /** A code point; empty where a value stands. */
  readonly character: string;
  /** The name of the value; null for a character of the text itself. */
  readonly value: string | null;
}

/** One form of a text, read for its checks. */
export interface WrittenForm {
  readonly form: TextForm;
  readonly written: string;
  readonly elements: readonly MessageFormatElement[];
  readonly types: ReadonlyMap<string, VariableType>;
  readonly purpose: Purpose;
  readonly variables: readonly Variable[];
  readonly locale: string;
  /** Every character of the text itself, once, in the order in which it is written. */
  readonly literals: readonly Glyph[];
  /** What can go out: each branch of each plural and select is in one of them at least. Beyond that no combinations. */
  readonly paths: readonly (readonly Glyph[])[];
}

export type Branching = Extract<MessageFormatElement, { type: TYPE.plural | TYPE.select }>;

export const isBranching = (element: MessageFormatElement): element is Branching =>
  element.type === TYPE.plural || element.type === TYPE.select;

/** In the order in which they are written: an object has keys like `2` before all others. */
export const branchesOf = (element: Branching): (readonly MessageFormatElement[])[] =>
  Object.values(element.options)
    .toSorted((one, other) => (one.location?.start.offset ?? 0) - (other.location?.start.offset ?? 0))
    .map(({ value }) => value);

/** Where an element stands; the parser was asked to say it of all. */
export function spanOf(element: MessageFormatElement): Span {
  return { start: element.location?.start.offset ?? 0, end: element.location?.end.offset ?? 0 };
}

/** The elements with those in their branches, in the order in which they are written. */
export function everyElement(elements: readonly MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => [
    element,
    ...(isBranching(element) ? branchesOf(element).flatMap(everyElement) : []),
  ]);
}

interface FormQuestion extends Pick<WrittenForm, 'form' | 'written' | 'locale' | 'purpose' | 'variables'> {}

/** A form by its tree, or where it stops being ICU MessageFormat. */
export function readForm(question: FormQuestion): { readonly read: WrittenForm } | { readonly malformed: Span } {
  const parsed = parseAnyway(question.written);
  if ('malformed' in parsed) return parsed;
  const { elements } = parsed;
  const literals = everyElement(elements).flatMap((element) =>
    element.type === TYPE.literal ? glyphsOf(question.written, element.value, spanOf(element)) : [],
  );
  // Quoted, or closing nothing: beside a value they could make what looks like the place of the code.
  const brace = literals.find(({ character }) => character === '{' || character === '}');
  if (brace !== undefined) return { malformed: brace };
  const types = variableTypes(question.purpose, question.variables);
  return { read: { ...question, elements, types, literals, paths: pathsOf(question.written, elements) } };
}

/** Also without the branch `other`, which a check asks for by its name. */
function parseAnyway(written: string): { elements: MessageFormatElement[] } | { malformed: Span } {
  try {
    return { elements: parse(written, { ignoreTag: true, captureLocation: true, requiresOtherClause: false }) };
  } catch (error) {
    // Only the place: the words of the library repeat the text.
    const { start, end } = (error as Partial<Pick<MessageFormatElement, 'location'>>).location ?? {};
    return { malformed: { start: start?.offset ?? 0, end: end?.offset ?? written.length } };
  }
}

/** The characters of a literal with their places; apostrophes that only quote are in the text as it is written alone. */
function glyphsOf(written: string, literal: string, { start, end }: Span): Glyph[] {
  let at = start;
  return [...literal].map((character) => {
    while (at < end && !written.startsWith(character, at)) at += 1;
    const from = at;
    at = Math.min(end, at + (character === "'" && written.startsWith("''", at) ? 2 : character.length));
    return { character, value: null, start: from, end: at };
  });
}

function pathsOf(written: string, elements: readonly MessageFormatElement[]): Glyph[][] {
  const counts = new Map<readonly MessageFormatElement[], number>();
  const countOf = (sequence: readonly MessageFormatElement[]): number => {
    const known = counts.get(sequence);
    if (known !== undefined) return known;
    const count = Math.max(1, ...sequence.map((element) => (isBranching(element) ? sumOf(element) : 1)));
    counts.set(sequence, count);
    return count;
  };
  const sumOf = (element: Branching) => branchesOf(element).reduce((sum, branch) => sum + countOf(branch), 0);

  const glyphsAt = (sequence: readonly MessageFormatElement[], index: number, counted: string): Glyph[] =>
    sequence.flatMap((element): Glyph[] => {
      if (element.type === TYPE.literal) return glyphsOf(written, element.value, spanOf(element));
      if (!isBranching(element)) {
        return [{ character: '', value: element.type === TYPE.pound ? counted : element.value, ...spanOf(element) }];
      }
      let left = index % Math.max(1, sumOf(element));
      const name = element.type === TYPE.plural ? element.value : counted;
      for (const branch of branchesOf(element)) {
        if (left < countOf(branch)) return glyphsAt(branch, left, name);
        left -= countOf(branch);
      }
      return [];
    });
  return Array.from({ length: countOf(elements) }, (_, index) => glyphsAt(elements, index, ''));
}
