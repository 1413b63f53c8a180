import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import type { Purpose, TextForm, Variable } from '@codewire/contracts';
import { variableTypes, type VariableType } from '../variable-types.js';
import { everyElement, spanOf, type Glyph, type Span } from './elements.js';
import { countPaths, followPaths, glyphsOf } from './paths.js';

/** One form of a text, read for its checks. */
export interface WrittenForm {
  readonly form: TextForm;
  readonly written: string;
  readonly elements: readonly MessageFormatElement[];
  readonly types: ReadonlyMap<string, VariableType>;
  readonly purpose: Purpose;
  readonly variables: readonly Variable[];
  readonly locale: string;
  /** Letters that the GSM alphabet lacks may go out as others. */
  readonly transliterates: boolean;
  /** Every character of the text itself, once, in the order in which it is written. */
  readonly literals: readonly Glyph[];
  /** What can go out: each branch of each plural and select is in one of them at least. Beyond that no combinations. */
  readonly paths: readonly (readonly Glyph[])[];
  /** What is new in each of these paths, with the words that it touches; the whole of the first. */
  readonly stretches: readonly (readonly Glyph[])[];
}

/** As many ways to go on as an author can still read; each is looked at by every check. */
export const MOST_BRANCHES = 30;

interface FormQuestion extends Pick<
  WrittenForm,
  'form' | 'written' | 'locale' | 'purpose' | 'variables' | 'transliterates'
> {}

export type FormReading =
  | { readonly read: WrittenForm }
  | { readonly malformed: Span }
  /** More than are looked at. */
  | { readonly branches: number };

/** A form by its tree, or where it stops being ICU MessageFormat. */
export function readForm(question: FormQuestion): FormReading {
  const parsed = parseAnyway(question.written);
  if ('malformed' in parsed) return parsed;
  const { elements } = parsed;
  const glyphs = new Map<MessageFormatElement, readonly Glyph[]>(
    everyElement(elements).flatMap((element) =>
      element.type === TYPE.literal
        ? [[element, glyphsOf(question.written, element.value, spanOf(element))] as const]
        : [],
    ),
  );
  const literals = [...glyphs.values()].flat();
  // Quoted, or closing nothing: beside a value they could make what looks like the place of the code.
  const brace = literals.find(({ character }) => character === '{' || character === '}');
  if (brace !== undefined) return { malformed: brace };
  const types = variableTypes(question.purpose, question.variables);
  const branches = countPaths(elements);
  if (branches > MOST_BRANCHES) return { branches };
  return { read: { ...question, elements, types, literals, ...followPaths(elements, glyphs) } };
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
