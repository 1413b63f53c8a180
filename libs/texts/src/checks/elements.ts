import { TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

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
